import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { assumptions, demandOf, planOf, usualWorkload, type Workload } from '../model';
import { readData } from '../model/read-data';
import { percentile, scalingOf, simulate } from './pipeline';
import { exponential, logNormal, logNormalMean, seededRandom } from './random';
import { comingBack, simulateReconnects } from './reconnect';
import { createService, type Scaling } from './service';
import { createTimeline } from './timeline';

const { times, prices } = readData('.');
const workload: Workload = { ...usualWorkload, users: 100_000 };

describe('time', () => {
  it('lets what is planned happen in its order, and equal moments in the order of planning', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 })), (delays) => {
        const timeline = createTimeline();
        const happened: { at: number; i: number }[] = [];
        delays.forEach((delay, i) => timeline.after(delay, () => happened.push({ at: timeline.now(), i })));
        timeline.runUntil(100);
        const expected = delays.map((at, i) => ({ at, i })).sort((x, y) => x.at - y.at || x.i - y.i);
        expect(happened).toEqual(expected);
        expect(timeline.now()).toBe(100);
      }),
    );
  });
});

describe('draws', () => {
  it('have the means that are said', () => {
    const random = seededRandom(7);
    const mean = (draw: () => number) => {
      let sum = 0;
      for (let i = 0; i < 50_000; i++) sum += draw();
      return sum / 50_000;
    };
    expect(mean(() => exponential(random, 3)) / 3).toBeCloseTo(1, 1);
    expect(mean(() => logNormal(random, 2, 6)) / logNormalMean(2, 6)).toBeCloseTo(1, 1);
  });
});

/** Wait of M/M/c, in services, by Erlang's formula C (Kleinrock, Queueing Systems, 1975). */
function erlangWait(servers: number, utilisation: number): number {
  const offered = servers * utilisation;
  let term = 1;
  let sum = 0;
  for (let k = 0; k < servers; k++) {
    sum += term;
    term *= offered / (k + 1);
  }
  const last = term / (1 - utilisation);
  return last / (sum + last) / (servers * (1 - utilisation));
}

describe('a service', () => {
  const fixed = (places: number): Scaling => ({
    places,
    least: 1,
    most: 1,
    target: 1,
    coldStartMilliseconds: 0,
    lookMilliseconds: 1e9,
    patience: 1,
  });

  it.each([
    [1, 0.5],
    [1, 0.7],
    [4, 0.7],
    [16, 0.8],
  ])(
    'given %p places that are busy for %p, then it waits as M/M/c does, and Little’s law holds',
    (places, utilisation) => {
      const timeline = createTimeline();
      const random = seededRandom(places);
      const service = createService(timeline, fixed(places));
      const mean = 10;
      const between = mean / (places * utilisation);
      const arrive = () =>
        timeline.after(exponential(random, between), () => {
          service.request(exponential(random, mean), () => {});
          arrive();
        });
      arrive();
      timeline.runUntil(20_000);
      service.resetStatistics();
      timeline.runUntil(400_000);
      const { meanWait, meanBusy, meanWaiting, arrived } = service.statistics();
      expect(meanBusy / places).toBeCloseTo(utilisation, 1);
      const expected = erlangWait(places, utilisation) * mean;
      expect(Math.abs(meanWait - expected)).toBeLessThan(0.15 * expected);
      // Little: as many wait as come in the time that one waits.
      const rate = arrived / (400_000 - 20_000);
      expect(Math.abs(meanWaiting - rate * meanWait)).toBeLessThan(0.02 * meanWaiting + 0.01);
    },
  );

  it('given more work than its instances hold, then it grows after a cold start, and shrinks again later', () => {
    const timeline = createTimeline();
    const service = createService(timeline, {
      ...fixed(10),
      most: 50,
      target: 0.6,
      coldStartMilliseconds: 2_000,
      lookMilliseconds: 1_000,
      patience: 5,
    });
    for (let i = 0; i < 100; i++) service.request(20_000, () => {});
    timeline.runUntil(2_900);
    expect(service.instances()).toBe(1);
    timeline.runUntil(5_000);
    expect(service.instances()).toBeGreaterThanOrEqual(100 / 10);
    timeline.runUntil(200_000);
    expect(service.instances()).toBe(1);
  });

  it('given instances that are lost, then nothing that they served is', () => {
    const timeline = createTimeline();
    const service = createService(timeline, { ...fixed(5), least: 4, most: 4 });
    let done = 0;
    for (let i = 0; i < 100; i++) service.request(1_000, () => done++);
    timeline.runUntil(500);
    service.lose(0.5);
    expect(service.instances()).toBe(2);
    timeline.runUntil(100_000);
    expect(done).toBe(100);
  });
});

describe('the pipeline', () => {
  const course = { seed: 1, seconds: 400, warmUpSeconds: 200, load: () => 1, conversations: 2_000 };
  const outcome = simulate(workload, times, course);

  it('given the same seed, then the same comes out, and another seed gives another course', () => {
    const short = { ...course, seconds: 20, warmUpSeconds: 5 };
    expect(simulate(workload, times, short)).toEqual(simulate(workload, times, short));
    expect(simulate(workload, times, { ...short, seed: 2 }).latencies).not.toEqual(
      simulate(workload, times, short).latencies,
    );
  });

  it('given a steady load, then each stage is as busy as Little’s law says, within a tenth', () => {
    const { perMessage, messagesPerSecond } = demandOf(workload, times);
    for (const { name, visits, processorMilliseconds, waitMilliseconds } of perMessage.stations) {
      const underWay = (messagesPerSecond * visits * (processorMilliseconds + waitMilliseconds)) / 1_000;
      expect(Math.abs(outcome.stations[name].meanBusy - underWay)).toBeLessThan(0.1 * underWay + 0.2);
    }
  });

  it('given a steady load, then as many instances stand as the model says, within a quarter and one', () => {
    const plan = planOf(workload, { times, prices });
    for (const { part, mean } of plan.instances) {
      if (part === 'relay') continue;
      const apart = Math.abs(outcome.stations[part].meanInstances - Math.ceil(mean));
      expect(apart).toBeLessThanOrEqual(1 + mean / 4);
    }
  });

  it('given a steady load, then no message is sooner than the broker, and each arrives', () => {
    expect(outcome.latencies.length).toBeGreaterThan(1_000);
    expect(percentile(outcome.latencies, 0.5)).toBeGreaterThan(2 * assumptions.pushMilliseconds);
    expect(outcome.seconds.at(-1)!.waiting).toBeLessThan(100);
  });

  it('given a burst, then the latency grows and comes back', () => {
    const burst = simulate(workload, times, {
      ...course,
      seconds: 240,
      warmUpSeconds: 60,
      load: (second) => (second >= 100 && second < 120 ? 12 : 1),
    });
    const p99 = (from: number, to: number) =>
      Math.max(...burst.seconds.slice(from, to).map(({ p99: of }) => of ?? 0));
    expect(p99(100, 130)).toBeGreaterThan(1.5 * p99(70, 100));
    expect(p99(210, 240)).toBeLessThan(p99(100, 130));
  });

  it('gives a stage no more places than its processors keep up with', () => {
    const { places } = scalingOf({ name: 'jolie-exec', processorMilliseconds: 100, waitMilliseconds: 0 });
    expect(places).toBe(2);
  });
});

describe('coming back', () => {
  const given = { seed: 1, sockets: 20_000, admitsPerSecond: 500, mostWaiting: 2_000, seconds: 300 };

  it('has the page’s and the relay’s own figures', () => {
    const page = readFileSync('web/src/connection/connection.ts', 'utf8');
    expect(page).toContain('{ first: 500, most: 30_000 }');
    expect(page).toContain('patience ?? 15_000');
    expect(page).toContain('random() * 1_000');
    expect(readFileSync('infra/relay/relay.ts', 'utf8')).toContain('const spreadMilliseconds = 5_000;');
    expect(comingBack).toEqual({
      first: 500,
      most: 30_000,
      patience: 15_000,
      spread: 5_000,
      ownSpread: 1_000,
    });
  });

  it.each([true, false])(
    'given everybody cut at once (told: %p), then all come back, no faster than they are admitted',
    (isTold) => {
      const seconds = simulateReconnects({ ...given, isTold });
      expect(seconds.at(-1)!.online).toBe(given.sockets);
      for (const { admitted } of seconds) expect(admitted).toBeLessThanOrEqual(given.admitsPerSecond + 1);
    },
  );

  it('given a relay that says where it goes, then the first second has fewer tries than after a cut', () => {
    const most = (isTold: boolean) =>
      Math.max(...simulateReconnects({ ...given, isTold }).map(({ tries }) => tries));
    expect(most(true)).toBeLessThan(most(false));
  });
});
