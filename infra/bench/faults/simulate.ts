import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { rules } from '../../../e2e/history';
import { countsOf } from './counts';
import { kindOf, shrink, type RunOutcome } from './simulation';

/** What a worker is asked to run: every `step`-th seed from `first` on, below `end`. */
export interface Share {
  readonly first: number;
  readonly end: number;
  readonly step: number;
  readonly defect: string | null;
}

/** What a worker says of one run, without its history. */
export type Ran = RunOutcome;

/** How many failing seeds are told one by one. */
const mostTold = 20;

/**
 * Runs seeds on all processors, prints how it goes and what was found, and resolves with whether all was kept.
 * @param workerFile the program of the workers: this very one
 */
export async function simulateSeeds(
  {
    first,
    seeds,
    defect,
  }: { readonly first: number; readonly seeds: number; readonly defect: string | null },
  workerFile: URL,
  now: () => number,
  print: (line: string) => void,
): Promise<boolean> {
  const began = now();
  const workedBefore = process.cpuUsage();
  const faults: string[] = [];
  const failures: Ran[] = [];
  let runs = 0;
  let happenings = 0;
  let told = began;
  const rate = () => Math.round((runs / (now() - began)) * 60_000);
  const take = (ran: Ran) => {
    runs++;
    happenings += ran.happenings;
    faults.push(...ran.faults.map(kindOf));
    if (ran.findings.length > 0) failures.push(ran);
    if (now() - told < 10_000) return;
    told = now();
    print(
      `${runs} of ${seeds} seeds, ${rate()} a minute, ${faults.length} faults, ${failures.length} failures`,
    );
  };
  const workers = Math.min(seeds, availableParallelism());
  await Promise.all(
    Array.from(
      { length: workers },
      (_, i) =>
        new Promise<void>((resolve, reject) => {
          const share: Share = { first: first + i, end: first + seeds, step: workers, defect };
          const worker = new Worker(workerFile, { workerData: share });
          worker.on('message', take);
          worker.once('error', reject);
          worker.once('exit', () => resolve());
        }),
    ),
  );
  const worked = process.cpuUsage(workedBefore);
  // What a busy machine left of its processors says nothing of the laboratory: so both are told.
  const perProcessor = Math.round((runs / (worked.user + worked.system)) * 60_000_000);
  print('');
  print(
    `seeds       ${runs}, from ${first} on, ${rate()} a minute, ${perProcessor} in a minute of one processor`,
  );
  print(`happenings  ${happenings}`);
  print(`faults      ${faults.length}: ${countsOf(faults)}`);
  print(`rules       ${[...rules.map(({ name }) => name), 'live', 'settles'].join(', ')}`);
  print(
    `violations  ${failures.length}${failures.length === 0 ? '' : `: ${countsOf(failures.flatMap(({ findings }) => [...new Set(findings.map(({ rule }) => rule))]))}`}`,
  );
  failures.sort((a, b) => a.request.seed - b.request.seed);
  for (const { request, findings } of failures.slice(0, mostTold))
    print(`  seed ${request.seed}: ${findings[0]!.rule}: ${findings[0]!.what}`);
  const [smallest] = failures;
  if (smallest !== undefined) await tellSmall(smallest, print);
  return failures.length === 0;
}

/** Tells a failure with as few faults and messages as it takes. */
async function tellSmall(failed: Ran, print: (line: string) => void): Promise<void> {
  const small = await shrink(failed);
  print('');
  print(
    `seed ${failed.request.seed} made small, ${small.messages.length} messages and ${small.faults.length} faults:`,
  );
  for (const { senderId, recipientIds, messageBody } of small.history.flatMap((event) =>
    event.kind === 'sent' ? [{ ...event, senderId: event.user }] : [],
  ))
    print(`  ${senderId} sends "${messageBody}" to ${recipientIds.join(', ')}`);
  for (const fault of small.faults) print(`  ${fault}`);
  for (const { rule, what } of small.findings.slice(0, mostTold)) print(`  ${rule}: ${what}`);
}
