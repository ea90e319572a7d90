import { assumptions, demandOf, sizes, type ServiceTimes, type Station, type Workload } from '../model';
import { exponential, logNormal, logNormalMean, seededRandom } from './random';
import { createService, type Scaling, type Service, type ServiceStatistics } from './service';
import { createTimeline } from './timeline';

/** What happens while the pipeline runs. */
export interface Course {
  readonly seed: number;
  readonly seconds: number;
  /** Seconds that are not counted: the services find their sizes. */
  readonly warmUpSeconds: number;
  /** The load against the workload's mean, at a second. */
  readonly load: (second: number) => number;
  /** At this second a zone is lost, with this share of all instances. */
  readonly zoneLoss?: { readonly second: number; readonly share: number };
  /** Conversations that are active at once; messages of one go through a stage one after the other. */
  readonly conversations: number;
}

/** One second of the course. */
export interface Second {
  readonly second: number;
  readonly sent: number;
  /** Latencies from accepted to a relay, ms; null where nothing arrived. */
  readonly median: number | null;
  readonly p99: number | null;
  readonly instances: number;
  readonly waiting: number;
}

export interface Outcome {
  readonly seconds: readonly Second[];
  /** All latencies after the warm-up, ascending, ms. */
  readonly latencies: readonly number[];
  readonly stations: Readonly<Record<Station['name'], ServiceStatistics>>;
}

export const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? 0;

/** How Cloud Run scales a stage: it looks at the load of seconds and lets go after a quarter of an hour. */
export const scalingOf = (
  station: Pick<Station, 'name' | 'processorMilliseconds' | 'waitMilliseconds'>,
): Scaling => {
  const { places, maxInstances, vcpu } = sizes[station.name];
  const { processorMilliseconds, waitMilliseconds } = station;
  const whole = processorMilliseconds + waitMilliseconds;
  // An instance serves no more at once than its processors keep up with.
  const byProcessor = processorMilliseconds === 0 ? places : (vcpu * whole) / processorMilliseconds;
  return {
    places: Math.max(1, Math.min(places, byProcessor)),
    least: 1,
    most: maxInstances,
    target: assumptions.target,
    coldStartMilliseconds: assumptions.coldStartMilliseconds,
    lookMilliseconds: 2_000,
    patience: 60,
  };
};

/** Requests of one key one after the other, as a subscription with ordering delivers them; of other keys at once. */
function inOrder() {
  const lines = new Map<number, (() => void)[]>();
  return (key: number, work: (done: () => void) => void) => {
    const next = () => {
      const line = lines.get(key)!;
      line.shift();
      if (line.length === 0) lines.delete(key);
      else line[0]!();
    };
    const start = () => work(next);
    const line = lines.get(key);
    if (line === undefined) {
      lines.set(key, [start]);
      start();
    } else line.push(start);
  };
}

/**
 * Messages on their way from `Accepted` to a relay: through each stage on their slip, with what Pub/Sub takes between.
 * Arrivals are a Poisson process at the course's load; services and deliveries are log-normal about the model's means.
 */
export function simulate(workload: Workload, times: ServiceTimes, course: Course): Outcome {
  const random = seededRandom(course.seed);
  const timeline = createTimeline();
  const { perMessage, messagesPerSecond } = demandOf(workload, times);
  const a = assumptions;
  const stages = perMessage.stations
    .filter(({ visits }) => visits > 0)
    .map((station) => {
      const scaling = scalingOf(station);
      // It begins with the instances that the load of the first second wants.
      const perSecond = messagesPerSecond * course.load(0) * station.visits;
      const underWay = (perSecond * (station.processorMilliseconds + station.waitMilliseconds)) / 1_000;
      const first = Math.ceil(underWay / (scaling.places * scaling.target));
      return { station, service: createService(timeline, { ...scaling, first }), ordered: inOrder() };
    });
  const services: readonly Service[] = stages.map(({ service }) => service);
  const perSecond = Array.from({ length: course.seconds }, () => ({ sent: 0, latencies: [] as number[] }));
  const latencies: number[] = [];
  const between = () => logNormal(random, a.pushMilliseconds, a.tail);

  // The service's time is drawn about its mean: a tail of three, without the mean moving.
  const serviceTail = 3;
  const spread = logNormalMean(1, serviceTail);
  const serviceTime = ({ processorMilliseconds, waitMilliseconds }: Station) =>
    logNormal(random, (processorMilliseconds + waitMilliseconds) / spread, serviceTail);

  /** A share of the messages visits a stage; above 1 the whole part is certain and the rest a share. */
  const visitsOf = (mean: number) => Math.floor(mean) + (random() < mean % 1 ? 1 : 0);

  const send = () => {
    const sentAt = timeline.now();
    const second = Math.floor(sentAt / 1_000);
    if (perSecond[second] !== undefined) perSecond[second].sent++;
    const key = Math.floor(random() * course.conversations);
    const slip = stages.map((stage) => ({ ...stage, visits: visitsOf(stage.station.visits) }));
    const walk = (at: number): void => {
      const step = slip[at];
      if (step === undefined) {
        timeline.after(between(), () => {
          const latency = timeline.now() - sentAt;
          perSecond[Math.floor(timeline.now() / 1_000)]?.latencies.push(latency);
          if (sentAt >= course.warmUpSeconds * 1_000) latencies.push(latency);
        });
        return;
      }
      if (step.visits === 0) return walk(at + 1);
      timeline.after(between(), () => {
        for (let visit = 0; visit < step.visits; visit++) {
          step.ordered(key, (done) =>
            step.service.request(serviceTime(step.station), () => {
              done();
              // The message itself goes on first, what programs made of it follows.
              if (visit === 0) walk(at + 1);
            }),
          );
        }
      });
    };
    walk(0);
  };

  const busiest = Math.max(
    1e-9,
    ...Array.from({ length: course.seconds }, (_, second) => course.load(second)),
  );
  const arrive = () => {
    // Thinning: arrivals at the busiest rate, of which the load's share is kept (Lewis and Shedler, 1979).
    const rate = messagesPerSecond * busiest;
    timeline.after(exponential(random, 1_000 / rate), () => {
      if (random() < course.load(Math.floor(timeline.now() / 1_000)) / busiest) send();
      arrive();
    });
  };
  if (messagesPerSecond > 0) arrive();

  const seconds: Second[] = [];
  for (let second = 0; second < course.seconds; second++) {
    if (second === course.warmUpSeconds) for (const service of services) service.resetStatistics();
    if (course.zoneLoss?.second === second) {
      for (const service of services) service.lose(course.zoneLoss.share);
    }
    timeline.runUntil((second + 1) * 1_000);
    const { sent, latencies: of } = perSecond[second]!;
    const sorted = of.sort((x, y) => x - y);
    const isEmpty = sorted.length === 0;
    seconds.push({
      second,
      sent,
      median: isEmpty ? null : percentile(sorted, 0.5),
      p99: isEmpty ? null : percentile(sorted, 0.99),
      instances: services.reduce((sum, service) => sum + service.instances(), 0),
      waiting: services.reduce((sum, service) => sum + service.waiting(), 0),
    });
  }
  return {
    seconds,
    latencies: latencies.sort((x, y) => x - y),
    stations: Object.fromEntries(
      stages.map(({ station, service }) => [station.name, service.statistics()]),
    ) as Outcome['stations'],
  };
}
