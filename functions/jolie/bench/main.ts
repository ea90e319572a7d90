import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { coldRun, compileTime, heapPerProgram } from './compiling';
import { tableOf, type Row } from './measure';
import { automationRows } from './automation';
import { loopRows } from './steps';
import { runOthers } from './tier';
import { typicalAutomation } from './typical-automation';

/**
 * `npm run bench -w functions/jolie`: the engine's figures, each beside a baseline of the same run. Fifty other programs
 * have run before.
 */
async function main(): Promise<void> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  // The processor's time, of all threads: what else runs on the machine counts for nothing.
  const now = () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  };
  const read = (name: string) => readFileSync(path.resolve('functions/jolie/bench', name), 'utf8');
  const heapUsed = () => process.memoryUsage().heapUsed;
  const rows: [string, () => Promise<Row | Row[]>][] = [
    ['an automation', () => automationRows(read('automation-service.ol'), read('calls.ol'), now)],
    ['an automation with JSON', () => typicalAutomation(read('automation.ol'), now)],
    ['loops', () => loopRows(now)],
    ['compile time', () => compileTime(now)],
    ['cold runs', () => coldRun(now)],
    ['heap at rest', () => heapPerProgram('at rest', heapUsed, collect)],
    ['heap of what is ready', () => heapPerProgram('ready to run', heapUsed, collect)],
  ];
  runOthers();
  const table: Row[] = [];
  for (const [name, measure] of rows) {
    console.error(`measuring: ${name}`);
    table.push(...[await measure()].flat());
  }
  console.log(tableOf(table));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
