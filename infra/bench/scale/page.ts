import type { Data } from '../model/data';
import { withParts } from '../page-parts';
import { planOf } from '../model/plan';
import { costsTable, figure, limitsTable, needsTable, table } from '../model/table';
import { usualWorkload, type Workload } from '../model/workload';
import { percentile, simulate } from '../simulation';

/** The sizes that docs/scale.md shows. */
export const shownUsers = [1_000, 100_000, 10_000_000, 1_000_000_000] as const;

/** A workload as a simulation, each stage beside what the model says of it. */
export function comparison(workload: Workload, data: Data, seed: number): string {
  const outcome = simulate(workload, data.times, {
    seed,
    seconds: 300,
    warmUpSeconds: 120,
    load: () => 1,
    conversations: 10_000,
  });
  const plan = planOf(workload, data);
  const { messagesPerSecond, perMessage } = plan.demand;
  const rows = perMessage.stations
    .filter(({ visits }) => visits > 0)
    .map(({ name, visits, processorMilliseconds, waitMilliseconds }) => {
      const counted = outcome.stations[name];
      const underWay = (messagesPerSecond * visits * (processorMilliseconds + waitMilliseconds)) / 1_000;
      const { mean } = plan.instances.find(({ part }) => part === name)!;
      return [name, figure(underWay), figure(counted.meanBusy), figure(mean), figure(counted.meanInstances)];
    });
  const at = (share: number) => figure(percentile(outcome.latencies, share));
  return [
    table(
      ['stage', 'under way, model', 'under way, simulated', 'instances, model', 'instances, simulated'],
      rows,
    ),
    `Accepted to delivered: median ${at(0.5)} ms, 95th percentile ${at(0.95)} ms, 99th percentile ${at(0.99)} ms (seed ${seed}).`,
  ].join('\n\n');
}

/** The parts of docs/scale.md that this command writes, by the name of their place in the page. */
export function partsOf(data: Data): Readonly<Record<string, string>> {
  const plans = shownUsers.map((users) => planOf({ ...usualWorkload, users }, data));
  return {
    needs: needsTable(plans),
    costs: costsTable(plans),
    limits: limitsTable(plans[2]!, data),
    simulation: comparison({ ...usualWorkload, users: 200_000 }, data, 1),
  };
}

/** The page with its parts replaced. Throws where a part has no place in it. */
export const pageWith = (page: string, parts: Readonly<Record<string, string>>): string =>
  withParts(page, parts, 'npm run scale -- --page');
