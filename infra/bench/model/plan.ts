import { assumptions, sizes } from './assumptions';
import type { Data, PriceName } from './data';
import { demandOf, secondsOfDay, type Demand, type Station } from './demand';
import { sumOf, type Operations } from './operations';
import type { Workload } from './workload';

export type PartName = keyof typeof sizes;

/** Instances of a part, in the busiest hour and on the mean. */
export interface Instances {
  readonly part: PartName;
  readonly peak: number;
  /** Not rounded: what is paid. */
  readonly mean: number;
  readonly vcpu: number;
}

/** Dollars a month. */
export interface Cost {
  readonly what: string;
  readonly usd: number;
}

export interface Plan {
  readonly workload: Workload;
  readonly demand: Demand;
  readonly instances: readonly Instances[];
  readonly operations: Operations;
  readonly costs: readonly Cost[];
  readonly usdPerMonth: number;
}

/**
 * Instances that serve so many requests a second: by Little's law as many requests are under way as come in the time of
 * one, and an instance holds `places` of them; its processors bound it besides. Neither is filled beyond the target.
 */
export function instancesFor(
  requestsPerSecond: number,
  { processorMilliseconds, waitMilliseconds }: Pick<Station, 'processorMilliseconds' | 'waitMilliseconds'>,
  { places, vcpu }: { readonly places: number; readonly vcpu: number },
): number {
  const underWay = (requestsPerSecond * (processorMilliseconds + waitMilliseconds)) / 1_000;
  const busy = (requestsPerSecond * processorMilliseconds) / 1_000;
  return Math.max(underWay / places, busy / vcpu) / assumptions.target;
}

/** What a workload needs, and what that costs at list prices. Pure: the same data give the same plan. */
export function planOf(workload: Workload, { prices, times }: Data): Plan {
  const demand = demandOf(workload, times);
  const { messagesPerSecond, peakMessagesPerSecond, perMessage } = demand;
  // A relay is bound by its sockets or by its processor: deliveries and sends.
  const relayProcessor = (rate: number) =>
    (rate * assumptions.processorRatio * (perMessage.frames * times.delivery + times.bootstrap)) /
    (1_000 * sizes.relay.vcpu * assumptions.target);
  const instances: Instances[] = [
    {
      part: 'relay',
      peak: Math.max(demand.relays, Math.ceil(relayProcessor(peakMessagesPerSecond))),
      mean: Math.max(demand.meanRelays, relayProcessor(messagesPerSecond)),
      vcpu: sizes.relay.vcpu,
    },
    ...perMessage.stations.map((station): Instances => {
      const size = sizes[station.name];
      const at = (rate: number) => instancesFor(rate * station.visits, station, size);
      return {
        part: station.name,
        peak: Math.max(1, Math.ceil(at(peakMessagesPerSecond))),
        mean: at(messagesPerSecond),
        vcpu: size.vcpu,
      };
    }),
  ];
  const operations = sumOf(...Object.values(demand.operations));

  const seconds = assumptions.daysOfMonth * secondsOfDay;
  const usd = (name: PriceName, units: number) => (units * prices.prices[name].usd) / prices.prices[name].per;
  const gibibyte = 2 ** 30;
  const runs = (always: boolean, of: readonly Instances[]) =>
    of.reduce(
      (sum, { part, mean, vcpu }) =>
        sum +
        usd(always ? 'runCpuAlways' : 'runCpuRequest', mean * vcpu * seconds) +
        usd(always ? 'runMemoryAlways' : 'runMemoryRequest', mean * sizes[part].memoryGiB * seconds),
      0,
    );
  const [relay, ...stages] = instances;
  const egress = (demand.egressBytesPerSecond * seconds) / gibibyte;
  const publishedTebibytes = (2 * demand.publicationsPerSecond * demand.publicationBytes * seconds) / 2 ** 40;
  const firestore = (of: Operations) =>
    usd('firestoreReads', of.reads * seconds) +
    usd('firestoreWrites', of.writes * seconds) +
    usd('firestoreDeletes', of.deletes * seconds);
  const costs: Cost[] = [
    { what: 'Firestore, messages', usd: firestore(demand.operations.messages) },
    { what: 'Firestore, presence looked up at each heartbeat', usd: firestore(demand.operations.presence) },
    {
      what: 'Firestore, sessions and lists',
      usd: firestore(demand.operations.sessions) + firestore(demand.operations.relays),
    },
    {
      what: 'Firestore, storage after a year',
      usd: usd('firestoreStorage', (demand.storageBytesPerDay * 365.25) / gibibyte),
    },
    { what: 'Pub/Sub', usd: usd('pubsub', publishedTebibytes) },
    { what: 'Relays', usd: runs(true, [relay!]) },
    {
      what: 'Stages',
      usd: runs(false, stages) + usd('runRequests', demand.pushesPerSecond * seconds),
    },
    // The pointer and the text of each script that runs; what is remembered for 4 s is not taken off.
    { what: 'Scripts read', usd: usd('storageReads', 2 * perMessage.runs * messagesPerSecond * seconds) },
    { what: 'Traffic to browsers', usd: usd('egress', egress) + usd('loadBalancer', egress) },
  ];
  return {
    workload,
    demand,
    instances,
    operations,
    costs,
    usdPerMonth: costs.reduce((sum, cost) => sum + cost.usd, 0),
  };
}
