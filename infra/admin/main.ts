import path from 'node:path';
import { systemClock, systemIds } from '@parley/embedded';
import { readCommandLine } from './command-line';
import { embeddedOperations } from './embedded-operations';
import { googleOperations } from './google-operations';

/** `npm run operator -- …`: the operator's commands on the data that PARLEY_DATA names. */
async function main(): Promise<void> {
  const asked = readCommandLine(process.argv.slice(2));
  if (asked.kind === 'help') {
    console.log(asked.text);
    return;
  }
  const deps = { clock: systemClock, ids: systemIds };
  const operations =
    process.env['PARLEY_WORLD'] === 'google'
      ? googleOperations(process.env, deps)
      : embeddedOperations(path.resolve(process.env['PARLEY_DATA'] ?? '.parley'), deps);
  const isTerminal = process.stderr.isTTY;
  const progress = (what: string, done: number, of: number) => {
    const line = of === 0 ? `${done} ${what}` : `${done}/${of} ${what}`;
    // On a terminal one line that changes; in a log a line now and then.
    if (isTerminal) process.stderr.write(`\r\u001b[K${line}${done === of ? '\n' : ''}`);
    else if (done === of || done % 1_000 === 0) process.stderr.write(`${line}\n`);
  };
  try {
    const { json, text } = await asked.run(operations, progress);
    console.log(asked.json ? JSON.stringify(json, null, 2) : text);
  } finally {
    await operations.close();
  }
}

main().catch((failure: unknown) => {
  // What a person can mend is said in one line; anything else is a defect, and its place matters.
  const isTold = failure instanceof Error && 'code' in failure;
  console.error(isTold ? failure.message : failure);
  process.exitCode = isTold && failure.code === 'usage' ? 2 : 1;
});
