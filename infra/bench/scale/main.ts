import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { BenchError, benchCodes } from '../errors';
import { readCommandLine } from './command-line';
import { measureDelivery } from '../model/measure-delivery';
import { measureStages } from '../model/measure';
import { planOf } from '../model/plan';
import { usesOf } from '../model/quotas';
import { readData, serviceTimesFile } from '../model/read-data';
import { report } from '../model/table';
import { picturesOf } from '../simulation';
import { comparison, pageWith, partsOf } from './page';

async function measure(): Promise<void> {
  if (process.env['FIRESTORE_EMULATOR_HOST'] === undefined) {
    throw new BenchError(
      benchCodes.missing,
      'Measuring needs the Firestore emulator: gcloud components install cloud-firestore-emulator, and a Java runtime.',
    );
  }
  const delivery = await measureDelivery();
  const stages = await measureStages(
    path.resolve('build/run/functions-automation-runner-worker-main.mjs'),
    readFileSync('functions/jolie/bench/automation.ol', 'utf8'),
    (done) => console.error(`round ${done}`),
  );
  const [processor] = cpus();
  const measured = {
    measuredOn: new Date().toISOString().slice(0, 10),
    machine: `${cpus().length} cores, ${processor?.model ?? 'unknown'}, Node ${process.versions.node}, shared with other work`,
    ...stages,
    delivery,
  };
  writeFileSync(serviceTimesFile, `${JSON.stringify(measured, null, 2)}\n`);
  console.log(JSON.stringify(measured, null, 2));
}

async function main(): Promise<void> {
  const asked = readCommandLine(process.argv.slice(2));
  if (asked.kind === 'help') return console.log(asked.text);
  if (asked.kind === 'measure') return measure();
  const data = readData(process.cwd());
  if (asked.kind === 'simulate') return console.log(comparison(asked.workload, data, asked.seed));
  if (asked.kind === 'page') {
    writeFileSync('docs/scale.md', pageWith(readFileSync('docs/scale.md', 'utf8'), partsOf(data)));
    for (const { file, svg } of picturesOf(data.times)) writeFileSync(`docs/pictures/${file}`, svg);
    return;
  }
  const plan = planOf(asked.workload, data);
  const limits = usesOf(plan, data).map(({ quota: { name, value, unit, source, check, then }, ...use }) => ({
    ...use,
    name,
    value,
    unit,
    source,
    check,
    then,
  }));
  console.log(asked.json ? JSON.stringify({ ...plan, limits }, null, 2) : report(plan, data));
}

// Whoever imports this waits for its end: what it measures on is stopped then.
await main().catch((failure: unknown) => {
  // What a person can mend is said in one line; anything else is a defect, and its place matters.
  console.error(failure instanceof BenchError ? failure.message : failure);
  process.exitCode = failure instanceof BenchError && failure.code === benchCodes.usage ? 2 : 1;
});
