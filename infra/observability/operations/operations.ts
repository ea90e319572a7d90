import {
  deadLetterTopic,
  type Bus,
  type Clock,
  type Interval,
  type Operations,
  type Overview,
  type Timer,
} from '@parley/ports';
import type { Series } from '../metrics/prometheus';
import { gaugeOf, growth, quantiles, valuesOf, type Snapshot } from './snapshot';

/** How often what was counted is kept, and how much of that, ms and snapshots: ten minutes. */
const everyMilliseconds = 5_000;
const kept = 120;
/** Of a process's metrics, those that an overview is made of. */
const used =
  /^parley_(sends_total|stage_messages_total|script_runs_total|relay_sessions$|(delivery_seconds|stage_seconds|script_run_gas)_(bucket|count))/;

export interface OperationsDeps {
  readonly clock: Clock;
  /** What was measured up to now. */
  readonly series: () => Promise<readonly Series[]>;
  readonly bus: Pick<Bus, 'deadLetters' | 'replay'> & {
    /** The topics that are kept, with what waits in them: how much, and since when (RFC 3339). */
    topics(): readonly { readonly name: string; readonly depth: number; readonly oldest: string | null }[];
    deadLetterCount(): number;
  };
}

/**
 * What an operator sees of one process. It looks at the process's own counters every few seconds, and remembers ten
 * minutes of them: rates and quantiles are differences between two looks, as Prometheus makes them.
 */
export async function createOperations(
  deps: OperationsDeps,
): Promise<Operations & { readonly close: () => void }> {
  const { clock, bus } = deps;
  const snapshots: Snapshot[] = [];
  let timer: Timer | null = null;
  let closed = false;

  const look = async (): Promise<Snapshot> => ({
    at: clock.now(),
    series: (await deps.series()).filter(({ name }) => used.test(name)),
  });
  const keep = async () => {
    snapshots.push(await look());
    if (snapshots.length > kept) snapshots.shift();
  };
  const later = () => {
    if (closed) return;
    timer = clock.setTimer(everyMilliseconds, () => void keep().finally(later));
  };
  await keep();
  later();

  return {
    deadLetters: bus,
    async overview() {
      const now = await look();
      return overviewOf([...snapshots, now], {
        deadLetters: bus.deadLetterCount(),
        topics: bus
          .topics()
          // What is put aside waits for nobody.
          .filter(({ name }) => name !== deadLetterTopic)
          .map(({ name, depth, oldest }) => ({
            topic: name,
            waiting: depth,
            oldestSeconds: oldest === null ? null : Math.max(0, now.at - Date.parse(oldest)) / 1000,
          })),
      });
    },
    close() {
      closed = true;
      timer?.cancel();
    },
  };
}

const intervalOf = (from: Snapshot, to: Snapshot): Interval => ({
  at: to.at,
  seconds: (to.at - from.at) / 1000,
  accepted: growth(from, to, 'parley_sends_total', { outcome: 'accepted' }),
  failed: growth(from, to, 'parley_sends_total', { outcome: 'failed' }),
  delivered: growth(from, to, 'parley_delivery_seconds_count'),
  delivery: quantiles(from, to, 'parley_delivery_seconds'),
});

function overviewOf(snapshots: readonly Snapshot[], now: Pick<Overview, 'deadLetters' | 'topics'>): Overview {
  const first = snapshots[0]!;
  const last = snapshots.at(-1)!;
  const stages = valuesOf(last, 'parley_stage_messages_total', 'stage');
  const handled = (stage: string, outcome: string) =>
    growth(first, last, 'parley_stage_messages_total', { stage, outcome });
  return {
    at: last.at,
    sockets: gaugeOf(last, 'parley_relay_sessions'),
    ...now,
    recent: snapshots.slice(1).map((to, i) => intervalOf(snapshots[i]!, to)),
    lately: {
      seconds: (last.at - first.at) / 1000,
      delivery: quantiles(first, last, 'parley_delivery_seconds'),
      stages: stages.map((stage) => ({
        stage,
        done: handled(stage, 'done'),
        failed: handled(stage, 'failed'),
        poison: handled(stage, 'poison'),
        ...quantiles(first, last, 'parley_stage_seconds', { stage }),
      })),
      runs: valuesOf(last, 'parley_script_runs_total', 'outcome').map((outcome) => ({
        outcome,
        count: growth(first, last, 'parley_script_runs_total', { outcome }),
      })),
      gas: quantiles(first, last, 'parley_script_run_gas'),
    },
  };
}
