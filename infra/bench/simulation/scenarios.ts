import { usualWorkload, type ServiceTimes, type Workload } from '../model';
import { chartOf } from './chart';
import { simulate, type Outcome } from './pipeline';
import { simulateReconnects } from './reconnect';

const colours = ['#2f7ed8', '#d9822b', '#3a9d5d'] as const;

/** The workload of the pictures: a busy hour of so many people that all parts have several instances. */
export const pictured: Workload = { ...usualWorkload, users: 200_000 };
export const pictureSeed = 1;

/** A picture of docs/scale.md. */
export interface Picture {
  readonly file: string;
  readonly svg: string;
}

const usualCourse = { seed: pictureSeed, seconds: 300, warmUpSeconds: 60, conversations: 10_000 };

const latencyChart = (title: string, outcome: Outcome, marks: { at: number; text: string }[]) =>
  chartOf({
    title,
    x: 'seconds',
    y: 'ms',
    logarithmic: true,
    marks,
    series: [
      { name: 'median', colour: colours[0], values: outcome.seconds.map(({ median }) => median) },
      { name: '99th percentile', colour: colours[1], values: outcome.seconds.map(({ p99 }) => p99) },
    ],
  });

const instancesChart = (title: string, outcome: Outcome, marks: { at: number; text: string }[]) =>
  chartOf({
    title,
    x: 'seconds',
    y: '',
    marks,
    series: [
      { name: 'messages a second', colour: colours[0], values: outcome.seconds.map(({ sent }) => sent) },
      { name: 'instances', colour: colours[2], values: outcome.seconds.map(({ instances }) => instances) },
      {
        name: 'waiting for a place',
        colour: colours[1],
        values: outcome.seconds.map(({ waiting }) => waiting),
      },
    ],
  });

/** All pictures, the same bytes for the same service times. */
export function picturesOf(times: ServiceTimes): Picture[] {
  const burst = simulate(pictured, times, {
    ...usualCourse,
    load: (second) => (second >= 120 && second < 150 ? 10 : 1),
  });
  const zone = simulate(pictured, times, {
    ...usualCourse,
    load: () => 3,
    zoneLoss: { second: 150, share: 1 / 3 },
  });
  const back = (isTold: boolean) =>
    simulateReconnects({
      seed: pictureSeed,
      sockets: 20_000,
      isTold,
      admitsPerSecond: 500,
      mostWaiting: 5_000,
      seconds: 120,
    });
  const [told, cut] = [back(true), back(false)];
  const burstMarks = [{ at: 120, text: 'ten times the load, 30 s' }];
  const zoneMarks = [{ at: 150, text: 'a third of the instances is lost' }];
  return [
    {
      file: 'scale-burst-latency.svg',
      svg: latencyChart('Accepted to delivered, in a burst', burst, burstMarks),
    },
    {
      file: 'scale-burst-instances.svg',
      svg: instancesChart('Load and instances, in a burst', burst, burstMarks),
    },
    {
      file: 'scale-zone-latency.svg',
      svg: latencyChart('Accepted to delivered, when a zone is lost', zone, zoneMarks),
    },
    {
      file: 'scale-reconnects.svg',
      svg: chartOf({
        title: '20,000 sockets come back to relays that admit 500 a second',
        x: 'seconds',
        y: 'online',
        series: [
          { name: 'told: GoingAway', colour: colours[0], values: told.map(({ online }) => online) },
          { name: 'cut: backoff', colour: colours[1], values: cut.map(({ online }) => online) },
        ],
      }),
    },
    {
      file: 'scale-reconnect-tries.svg',
      svg: chartOf({
        title: 'Tries a second on the way back',
        x: 'seconds',
        y: 'tries',
        series: [
          { name: 'told: GoingAway', colour: colours[0], values: told.map(({ tries }) => tries) },
          { name: 'cut: backoff', colour: colours[1], values: cut.map(({ tries }) => tries) },
        ],
      }),
    },
  ];
}
