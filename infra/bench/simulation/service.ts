import type { Timeline } from './timeline';

/** How a service grows and shrinks. */
export interface Scaling {
  /** Requests that one instance takes at once, 1 or more; what is left over of several adds up. */
  readonly places: number;
  readonly least: number;
  /** Instances that stand at the beginning; `least` when missing. */
  readonly first?: number;
  readonly most: number;
  /** The share of the places that the autoscaler means to fill. */
  readonly target: number;
  readonly coldStartMilliseconds: number;
  /** The autoscaler looks this often, and at the mean load since it looked last, ms. */
  readonly lookMilliseconds: number;
  /** Looks in a row that want fewer instances before one goes. */
  readonly patience: number;
}

interface Waiting {
  readonly since: number;
  readonly milliseconds: number;
  readonly done: () => void;
}

/** What a service did. */
export interface ServiceStatistics {
  readonly arrived: number;
  readonly finished: number;
  /** Of those that began: from coming to beginning, the mean, ms. */
  readonly meanWait: number;
  /** Requests under way and waiting, means over time. */
  readonly meanBusy: number;
  readonly meanWaiting: number;
  readonly meanInstances: number;
}

/** Instances behind one queue. */
export interface Service {
  /** A request that takes so long once it has a place. */
  request(milliseconds: number, done: () => void): void;
  instances(): number;
  waiting(): number;
  /** Instances that end at once; what they served begins again, as Pub/Sub delivers again what was not acknowledged. */
  lose(share: number): void;
  statistics(): ServiceStatistics;
  /** Forgets what was counted so far: the beginning of a simulation is not its steady state. */
  resetStatistics(): void;
}

/**
 * A service that scales with its load: requests wait for a free place, first come first served; every look compares what
 * is under way and waiting with the places. An instance that starts takes requests after its cold start. With one
 * instance that never changes it is the queue G/G/c with c places.
 */
export function createService(timeline: Timeline, scaling: Scaling): Service {
  const { places, least, most, target, coldStartMilliseconds, lookMilliseconds, patience } = scaling;
  let instances = Math.min(most, Math.max(least, scaling.first ?? least));
  let starting = 0;
  let busy = 0;
  let fewer = 0;
  const queue: Waiting[] = [];
  let head = 0;
  const running = new Set<{ readonly work: Waiting; isLost: boolean }>();
  const queued = () => queue.length - head;

  let from = timeline.now();
  let last = from;
  let lookFrom = from;
  const zero = { arrived: 0, finished: 0, begun: 0, wait: 0, busy: 0, waiting: 0, instances: 0 };
  let sums = { ...zero };
  let loadSinceLook = 0;
  const pass = () => {
    const passed = timeline.now() - last;
    last = timeline.now();
    sums.busy += passed * busy;
    sums.waiting += passed * queued();
    sums.instances += passed * instances;
    loadSinceLook += passed * (busy + queued());
  };

  const begin = () => {
    pass();
    while (queued() > 0 && busy < instances * places) {
      const work = queue[head++]!;
      // What was taken is let go in large pieces: taking from the front one by one would move all the others.
      if (head > 1_000 && head * 2 > queue.length) {
        queue.splice(0, head);
        head = 0;
      }
      const run = { work, isLost: false };
      running.add(run);
      busy++;
      sums.begun++;
      sums.wait += timeline.now() - work.since;
      timeline.after(work.milliseconds, () => {
        if (run.isLost) return;
        pass();
        running.delete(run);
        busy--;
        sums.finished++;
        work.done();
        begin();
      });
    }
  };

  const look = () => {
    pass();
    const span = timeline.now() - lookFrom;
    const load = span === 0 ? 0 : loadSinceLook / span;
    lookFrom = timeline.now();
    loadSinceLook = 0;
    const wanted = Math.min(most, Math.max(least, Math.ceil(load / (places * target))));
    const standing = instances + starting;
    if (wanted > standing) {
      fewer = 0;
      const more = wanted - standing;
      starting += more;
      timeline.after(coldStartMilliseconds, () => {
        pass();
        starting -= more;
        instances += more;
        begin();
      });
    } else if (wanted < instances && starting === 0) {
      // Only what is idle goes; what is under way is let finish.
      if (++fewer >= patience) {
        pass();
        instances = Math.max(wanted, Math.ceil(busy / places));
        fewer = 0;
      }
    } else fewer = 0;
    timeline.after(lookMilliseconds, look);
  };
  timeline.after(lookMilliseconds, look);

  return {
    request(milliseconds, done) {
      pass();
      sums.arrived++;
      queue.push({ since: timeline.now(), milliseconds, done });
      begin();
    },
    instances: () => instances,
    waiting: queued,
    lose(share) {
      pass();
      const gone = Math.min(instances, Math.round(instances * share));
      const lost = [...running].slice(0, Math.round(busy * share));
      instances -= gone;
      for (const run of lost) {
        run.isLost = true;
        running.delete(run);
        busy--;
        queue.push({ ...run.work });
      }
      begin();
    },
    statistics() {
      pass();
      const span = timeline.now() - from || 1;
      return {
        arrived: sums.arrived,
        finished: sums.finished,
        meanWait: sums.begun === 0 ? 0 : sums.wait / sums.begun,
        meanBusy: sums.busy / span,
        meanWaiting: sums.waiting / span,
        meanInstances: sums.instances / span,
      };
    },
    resetStatistics() {
      pass();
      from = timeline.now();
      sums = { ...zero };
    },
  };
}
