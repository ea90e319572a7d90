import { assumptions, sizes } from './assumptions';
import type { Data } from './data';
import { planOf, type PartName, type Plan } from './plan';
import type { Workload } from './workload';

/** A limit that a growing number of users meets. */
export interface Quota {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly source: string;
  /** Whether the value must be looked up: it differs by region or project, or was on no page that was read. */
  readonly check: boolean;
  /** Whether another cell (a project in a region, with a database of its own) has it anew. */
  readonly perCell: boolean;
  /** How much of it a plan asks for. */
  readonly demand: (plan: Plan) => number;
  /** What to do when it is met. */
  readonly then: string;
}

const instancesOf = (plan: Plan, part: PartName) => plan.instances.find((each) => each.part === part)!.peak;
const vcpuOf = (plan: Plan) => plan.instances.reduce((sum, { peak, vcpu }) => sum + peak * vcpu, 0);

const own = 'terraform/environments/production.tfvars';
const sequential = 'cloud.google.com/firestore/docs/best-practices';

/** Every quota that the model knows. Most are defaults, which Google raises on request. */
export const quotas: readonly Quota[] = [
  {
    name: 'relays that the configuration allows',
    value: sizes.relay.maxInstances,
    unit: 'instances',
    source: own,
    check: false,
    perCell: true,
    demand: (plan) => instancesOf(plan, 'relay'),
    then: 'Raise relay_size.max_instances: it bounds the bill and nothing else.',
  },
  ...(['jolie-exec', 'auto-reply', 'router'] as const).map((part): Quota => ({
    name: `instances of ${part} that the configuration allows`,
    value: sizes[part].maxInstances,
    unit: 'instances',
    source: own,
    check: false,
    perCell: true,
    demand: (plan) => instancesOf(plan, part),
    then: `Raise max_instances of ${part} in sizes: it bounds the bill and nothing else.`,
  })),
  {
    name: 'writes to one collection whose indexed field only grows: leases.until',
    value: 500,
    unit: 'writes/s',
    source: sequential,
    check: false,
    perCell: true,
    demand: (plan) => instancesOf(plan, 'relay') / assumptions.leaseSeconds,
    then: 'Put a shard (a hash of the relay) before until in the index, and let the janitor ask each shard.',
  },
  {
    name: 'processors of Cloud Run in one region',
    value: 1_000,
    unit: 'vCPU',
    source: 'cloud.google.com/run/docs/configuring/max-instances-limits',
    check: true,
    perCell: true,
    demand: vcpuOf,
    then: 'Ask for more; then cells: a project in a region, with a database of its own, for each part of the users.',
  },
  {
    name: 'topics, and subscriptions, of one project: one for each relay',
    value: 10_000,
    unit: 'topics',
    source: 'cloud.google.com/pubsub/quotas',
    check: true,
    perCell: true,
    demand: (plan) => instancesOf(plan, 'relay') + 7,
    then: 'Shared topics: a topic for each shard of the relays, with a filter on the relay in each subscription; then cells.',
  },
  {
    name: 'publications into one large region',
    value: 200e6,
    unit: 'bytes/s',
    source: 'cloud.google.com/pubsub/quotas',
    check: true,
    perCell: true,
    demand: (plan) => plan.demand.publicationsPerSecond * plan.workload.peak * plan.demand.publicationBytes,
    then: 'Ask for more (newer pages name larger values); batch the notices of one relay; then cells.',
  },
  {
    name: 'deliveries by push in one large region',
    value: 140e6,
    unit: 'bytes/s',
    source: 'cloud.google.com/pubsub/quotas',
    check: true,
    perCell: true,
    demand: (plan) => plan.demand.pushesPerSecond * plan.workload.peak * plan.demand.publicationBytes,
    then: 'Ask for more; let the stages pull, which is bounded higher; then cells.',
  },
  {
    name: 'operations on topics, when all relays are replaced at once: two made and two deleted for each',
    value: 6_000 / 60,
    unit: 'operations/s',
    source: 'cloud.google.com/pubsub/quotas',
    check: true,
    perCell: true,
    demand: (plan) => (4 * instancesOf(plan, 'relay')) / assumptions.rolloutSeconds,
    then: 'Replace the relays more slowly: each revision takes its share of the traffic in steps.',
  },
  {
    name: 'ids of users',
    value: 2 ** 31 - 1,
    unit: 'users',
    source: 'functions/envelope: a user id is a positive 32-bit integer',
    check: false,
    perCell: false,
    demand: (plan) => plan.workload.users,
    then: 'Widen the rule of user ids: Firestore and JSON carry integers up to 2⁵³ − 1.',
  },
];

/** A quota and how much of it a plan uses. */
export interface Use {
  readonly quota: Quota;
  readonly demand: number;
  /** Above 1 it is met. */
  readonly share: number;
  /** The smallest number of users, the rest of the workload being the same, that meets it; null beyond all ids. */
  readonly metAtUsers: number | null;
}

/** The largest number of users there can be. */
const mostUsers = 2 ** 31 - 1;

/** The smallest number of users at which the demand is above the value: demands only grow with users. */
function metAt(quota: Quota, workload: Workload, data: Data): number | null {
  const isMet = (users: number) => quota.demand(planOf({ ...workload, users }, data)) > quota.value;
  if (!isMet(mostUsers)) return null;
  let [below, above] = [0, mostUsers];
  while (above - below > 1) {
    const middle = Math.floor((below + above) / 2);
    if (isMet(middle)) above = middle;
    else below = middle;
  }
  return above;
}

/** Every quota, the one that a growing workload meets first at the head. */
export function usesOf(plan: Plan, data: Data): Use[] {
  return quotas
    .map((quota) => {
      const demand = quota.demand(plan);
      return { quota, demand, share: demand / quota.value, metAtUsers: metAt(quota, plan.workload, data) };
    })
    .sort((a, b) => (a.metAtUsers ?? Infinity) - (b.metAtUsers ?? Infinity));
}

/** Cells that a plan is cut into when no quota that Google sets is raised: our own settings and indexes are changed before. */
export function cellsOf(plan: Plan): number {
  const hard = quotas.filter(({ perCell, source }) => perCell && source !== own && source !== sequential);
  return Math.max(1, ...hard.map(({ demand, value }) => Math.ceil(demand(plan) / value)));
}
