import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { askTooMuch } from './ask-too-much';
import { readCommand, usage } from './command-line';
import { strikeForMinutes } from './strike-for-minutes';
import { runSeeds, simulateSeeds, type Share } from './simulate';
import type { Verdict } from './surroundings';

const now = () => performance.now();
const print = (line: string) => console.log(line);
const tell = (line: string) => console.error(line);

/** The first Ctrl-C is an end that still says what was done; the second one ends the process. */
function onInterrupt(end: () => void): () => void {
  process.once('SIGINT', end);
  return () => void process.off('SIGINT', end);
}

/** What a shell says of a program that was interrupted: 128 and the number of SIGINT. */
const interrupted = 130;

const codes: Readonly<Record<Verdict, number>> = { kept: 0, broken: 1, interrupted };

/** Does what the command asks for, and resolves with the exit code. */
async function main(): Promise<number> {
  const command = readCommand(process.argv.slice(2));
  const surroundings = { now, print, tell, onInterrupt };
  switch (command.kind) {
    case 'wrong':
      console.error(`${command.what}.\n\n${usage}`);
      return 2;
    case 'simulate':
      return codes[await simulateSeeds(command, new URL(import.meta.url), surroundings)];
    case 'real':
      return codes[await strikeForMinutes(command, surroundings)];
    case 'load':
      return (await askTooMuch(command, now, print)) ? 0 : 1;
  }
}

if (isMainThread)
  main().then(
    // Clients of a product that was ended before its time would go on trying.
    (code) => process.exit(code),
    (failure: unknown) => {
      console.error(failure);
      process.exit(1);
    },
  );
// What a worker throws breaks it off: who started it hears of it.
else await runSeeds(workerData as Share, (ran) => parentPort!.postMessage(ran));
