import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { envelopeRate } from './envelope';
import { fanOut } from './fan-out';
import { latency } from './latency';
import { tableOf, typicalAutomation, type Row } from '@parley/jolie/bench';
import { throughput } from './throughput';

const now = () => performance.now();
const root = mkdtempSync(path.join(tmpdir(), 'parley-bench-'));
let folders = 0;
const folder = () => {
  const made = path.join(root, String(folders++));
  mkdirSync(made);
  return made;
};

const workerFile = path.resolve('build/run/functions-automation-runner-worker-main.mjs');
const serveFile = path.resolve('build/run/infra-bench-fan-out-serve.mjs');

/** The parts, by the name that selects one. */
const parts: Readonly<Record<string, () => Promise<Row[]>>> = {
  engine: async () => [
    await typicalAutomation(readFileSync('functions/jolie/bench/automation.ol', 'utf8'), now),
  ],
  pipeline: async () => [await envelopeRate(now), await throughput(folder, workerFile, now)],
  relay: async () => [...(await fanOut(folder, serveFile)), ...(await latency(folder, workerFile, now))],
};

async function main(): Promise<void> {
  const wanted = process.argv.slice(2);
  const unknown = wanted.find((name) => !Object.hasOwn(parts, name));
  if (unknown !== undefined) {
    console.error(`There is no part ${unknown}; there are ${Object.keys(parts).join(', ')}.`);
    process.exitCode = 2;
    return;
  }
  const rows: Row[] = [];
  for (const name of wanted.length > 0 ? wanted : Object.keys(parts)) {
    console.error(`measuring: ${name}`);
    rows.push(...(await parts[name]!()));
  }
  console.log(tableOf(rows));
}

main()
  .finally(() => rmSync(root, { recursive: true, force: true }))
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
