import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { askTooMuch } from './ask-too-much';
import { readCommand, usage } from './command-line';
import { strikeForMinutes } from './strike-for-minutes';
import { simulateSeeds, type Ran, type Share } from './simulate';
import { run } from './simulation';

const now = () => performance.now();
const print = (line: string) => console.log(line);

/** Runs this worker's share of the seeds. */
async function work({ first, end, step, defect }: Share): Promise<void> {
  for (let seed = first; seed < end; seed += step) {
    const outcome = await run(defect === null ? { seed } : { seed, defect });
    parentPort!.postMessage({ ...outcome, history: [] } satisfies Ran);
  }
}

async function main(): Promise<void> {
  const command = readCommand(process.argv.slice(2));
  const isKept = await (async () => {
    switch (command.kind) {
      case 'wrong':
        console.error(`${command.what}.\n\n${usage}`);
        process.exitCode = 2;
        return true;
      case 'simulate':
        return simulateSeeds(command, new URL(import.meta.url), now, print);
      case 'real':
        return strikeForMinutes(command, now, print);
      case 'load':
        return askTooMuch(command, now, print);
    }
  })();
  if (!isKept) process.exitCode = 1;
}

(isMainThread ? main() : work(workerData as Share)).catch((failure: unknown) => {
  console.error(failure);
  process.exitCode = 1;
});
