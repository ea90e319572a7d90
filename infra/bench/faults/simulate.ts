import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { rules } from '../../../e2e/history';
import { countsOf } from './counts';
import { lastOf, layOut, stopDealing, take, type Seeds } from './seeds';
import { kindOf, run, shrink, type RunOutcome } from './simulation';
import type { Surroundings, Verdict } from './surroundings';

/** What a worker is given. */
export interface Share {
  readonly seeds: Seeds;
  /** Which of the workers it is. */
  readonly worker: number;
  readonly defect: string | null;
}

/** How many findings are told one by one. */
const mostTold = 20;
const tellMilliseconds = 10_000;

/** A worker's part: it runs seed after seed as long as there are some, and gives what came of each, without its history. */
export async function runSeeds({ seeds, worker, defect }: Share, give: (ran: RunOutcome) => void) {
  for (let seed = take(seeds, worker); seed !== null; seed = take(seeds, worker)) {
    const outcome = await run(defect === null ? { seed } : { seed, defect });
    give({ ...outcome, history: [] });
  }
}

/**
 * Runs seeds on all processors until all were run, or one broke a rule, or somebody interrupts it; prints how it goes and
 * what was found.
 * @param workerFile the program of the workers, which calls `runSeeds`
 */
export async function simulateSeeds(
  {
    first,
    seeds: count,
    defect,
  }: { readonly first: number; readonly seeds: number; readonly defect: string | null },
  workerFile: URL,
  { now, print, tell, onInterrupt }: Surroundings,
): Promise<Verdict> {
  const began = now();
  const workedBefore = process.cpuUsage();
  const workers = Math.min(count, availableParallelism());
  const seeds = layOut(first, count, workers);
  const faults: string[] = [];
  const failures: RunOutcome[] = [];
  const brokenOff: { readonly seed: number; readonly failure: unknown }[] = [];
  let runs = 0;
  let happenings = 0;
  let told = began;
  let foundAfter: number | null = null;
  let isInterrupted = false;
  const rate = () => Math.round((runs / (now() - began)) * 60_000);
  const found = () => {
    foundAfter ??= now() - began;
    stopDealing(seeds);
  };
  const hear = (ran: RunOutcome) => {
    runs++;
    happenings += ran.happenings;
    for (const name of ran.faults) faults.push(kindOf(name));
    if (ran.findings.length > 0) {
      failures.push(ran);
      found();
    }
    if (now() - told < tellMilliseconds) return;
    told = now();
    tell(`${runs} of ${count} seeds, ${rate()} a minute, ${faults.length} faults`);
  };
  const forgetInterrupt = onInterrupt(() => {
    isInterrupted = true;
    stopDealing(seeds);
  });
  const work = (worker: number) =>
    new Promise<void>((resolve) => {
      const thread = new Worker(workerFile, { workerData: { seeds, worker, defect } satisfies Share });
      thread.on('message', hear);
      thread.once('error', (failure) => {
        brokenOff.push({ seed: lastOf(seeds, worker), failure });
        found();
      });
      thread.once('exit', () => resolve());
    });
  await Promise.all(Array.from({ length: workers }, (_, worker) => work(worker)));
  forgetInterrupt();
  const { user, system } = process.cpuUsage(workedBefore);
  // What a busy machine left of its processors says nothing of the laboratory: so both are told.
  const perProcessor = Math.round((runs / (user + system)) * 60_000_000);
  print(
    `seeds       ${runs} of ${count}, from ${first} on, ${rate()} a minute, ${perProcessor} in a minute of one processor`,
  );
  print(`happenings  ${happenings}`);
  print(`faults      ${faults.length}: ${countsOf(faults)}`);
  print(`rules       ${[...rules.map(({ name }) => name), 'live', 'settles'].join(', ')}`);
  print(`violations  ${failures.length + brokenOff.length}`);
  const replay = (seed: number) =>
    print(
      `again by    npm run faults -- --simulate --seed ${seed}${defect === null ? '' : ` --break ${defect}`}`,
    );
  if (foundAfter !== null) print(`found after ${(foundAfter / 1000).toFixed(1)} s`);
  for (const { seed, failure } of brokenOff) {
    print(`seed ${seed} broke off: ${failure instanceof Error ? failure.stack : String(failure)}`);
    replay(seed);
  }
  const [failed] = failures.sort((a, b) => a.request.seed - b.request.seed);
  if (failed !== undefined) {
    print(`seed ${failed.request.seed}: ${failed.findings[0]!.rule}: ${failed.findings[0]!.what}`);
    replay(failed.request.seed);
    await tellSmall(failed, print);
  }
  if (foundAfter !== null) return 'broken';
  if (!isInterrupted) return 'kept';
  print('interrupted: what is said above is of what was run until then');
  return 'interrupted';
}

/** Tells a failure with as few faults and messages as it takes. */
async function tellSmall(failed: RunOutcome, print: (line: string) => void): Promise<void> {
  const small = await shrink(failed);
  print(`made small, ${small.messages.length} messages and ${small.faults.length} faults:`);
  for (const event of small.history)
    if (event.kind === 'sent')
      print(`  ${event.user} sends "${event.messageBody}" to ${event.recipientIds.join(', ')}`);
  for (const fault of small.faults) print(`  ${fault}`);
  for (const { rule, what } of small.findings.slice(0, mostTold)) print(`  ${rule}: ${what}`);
}
