import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { defaultLimits } from '../index';
import { coldRun, compileTime, heapPerProgram } from './compiling';
import { tableOf, type Row } from './measure';
import { stepsPerSecond } from './steps';
import { typicalAutomation } from './typical-automation';

/** `npm run bench -w functions/jolie`: the engine's figures, each beside a baseline of the same run. */
async function main(): Promise<void> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const now = () => performance.now();
  const limits = { ...defaultLimits, gas: 1e9, milliseconds: 60_000 };
  const automation = readFileSync(path.resolve('functions/jolie/bench/automation.ol'), 'utf8');
  const rows: [string, () => Promise<Row>][] = [
    ['compile time', () => compileTime(now)],
    ['steps', () => stepsPerSecond(now, limits)],
    ['warm runs', () => typicalAutomation(automation, now)],
    ['cold runs', () => coldRun(now)],
    ['heap', () => heapPerProgram(() => process.memoryUsage().heapUsed, collect)],
  ];
  const table: Row[] = [];
  for (const [name, measure] of rows) {
    console.error(`measuring: ${name}`);
    table.push(await measure());
  }
  console.log(tableOf(table));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
