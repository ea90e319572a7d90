// `npm run report:functions`: bundles every function and the relay, starts each on the emulators, and prints a table of
// sizes and of the processor time that each takes until it listens: the median of three starts, one after the other. The
// clock on the wall would measure what else the machine does.
import { randomBytes } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { findEmulators, freePort, startEmulators, startListening } from './emulators.mjs';
import { bundleCloud, cloudDirectory, functions } from './functions.mjs';
import { root } from './bundle.mjs';

const starts = 3;
/** Linux counts processor time in hundredths of a second. */
const tickMilliseconds = 10;

const found = findEmulators();
if (found.missing.length > 0) {
  console.log(['The report needs the emulators. Missing:', ...found.missing].join('\n  '));
  process.exit(0);
}
await bundleCloud();
const emulators = await startEmulators(found);
const environment = {
  ...process.env,
  ...emulators.environment,
  NODE_ENV: 'production',
  HOST: '127.0.0.1',
  GOOGLE_CLOUD_PROJECT: 'demo-report',
  PARLEY_SCRIPTS_BUCKET: 'scripts',
  PARLEY_DEAD_LETTERS_BUCKET: 'dead-letters',
  PARLEY_RELAY_URL: '/ws',
  PARLEY_JWT_KEYS: `k1:${randomBytes(32).toString('base64url')}`,
};
const framework = path.join(root, 'node_modules/@google-cloud/functions-framework/build/src/main.js');
const commands = [
  ...functions.map(({ name, signature = 'cloudevent' }) => ({
    name,
    command: [framework, `--target=${name}`, `--signature-type=${signature}`],
  })),
  { name: 'relay', command: ['index.mjs'] },
];

/** Processor time of a process and what it ran in its threads, ms (proc(5): utime and stime). */
function processorMilliseconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) * tickMilliseconds;
}

async function millisecondsToStart({ name, command }) {
  const port = await freePort();
  const started = await startListening(name, process.execPath, command, port, {
    cwd: path.join(cloudDirectory, name),
    env: { ...environment, PORT: String(port) },
    every: 10,
  });
  const took = processorMilliseconds(started.child.pid);
  await started.stop('SIGKILL');
  return took;
}

const sizeOf = (name, file) => {
  try {
    return statSync(path.join(cloudDirectory, name, file)).size;
  } catch {
    return 0;
  }
};
const kib = (bytes) => (bytes === 0 ? '' : `${Math.round(bytes / 1024)} KiB`);

try {
  console.log('| function | bundle | worker | processor until it listens |\n| --- | --- | --- | --- |');
  for (const each of commands) {
    const times = [];
    for (let i = 0; i < starts; i++) times.push(await millisecondsToStart(each));
    const median = times.sort((a, b) => a - b)[Math.floor(starts / 2)];
    const { name } = each;
    const [bundle, worker] = [kib(sizeOf(name, 'index.mjs')), kib(sizeOf(name, 'worker.mjs'))];
    console.log(`| \`${name}\` | ${bundle} | ${worker} | ${Math.round(median)} ms |`);
  }
} finally {
  await emulators.stop();
}
