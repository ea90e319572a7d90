import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { systemClock, systemIds } from '@parley/embedded';
import { startServer } from '@parley/local';
import { silentTelemetry } from '@parley/ports';
import { v8Coverage } from './coverage';
import { fuzz } from './fuzz';
import type { Target } from './target';
import { frameTargets } from './targets/frames';
import { httpTargets, type Caller } from './targets/http';
import { scriptTargets } from './targets/scripts';

const help = `npm run fuzz -- [--minutes N] [--seed N] [--target NAME] [--input TEXT]

Gives random inputs, guided by the code that they run, to all that reads what others wrote, and says what broke.
  --minutes N    for all targets together; 1
  --seed N       of what is drawn by lot; 1
  --target NAME  only those whose name begins so: envelope, client-frame, server-frame, attributes, script-answer,
                 script-response, script-source, or the method of an address
  --input TEXT   only this one
Ends with 1 when something broke.`;

const workerFile = path.resolve('build/run/functions-automation-runner-worker-main.mjs');
const many = { atOnce: 1_000_000, perHour: 1 };

/** A server in this process, so that its code is seen to run, and somebody who is signed in there. */
async function serving(directory: string): Promise<{ caller: Caller; close: () => Promise<void> }> {
  const server = await startServer({
    port: 0,
    host: '127.0.0.1',
    directory,
    workerFile,
    clock: systemClock,
    ids: systemIds,
    telemetry: silentTelemetry,
    passwordCost: { log2N: 4, r: 8, p: 1 },
    loginsPerMinute: 1_000_000,
    registrationsPerMinute: 1_000_000,
    wrongPasswords: { ofNetwork: many, ofAccount: many },
    sendsPerSecond: 1_000_000,
    sendBurst: 1_000_000,
    trialsPerMinute: 1_000_000,
  });
  const response = await fetch(`${server.url}/api/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'ada', password: 'correct horse battery' }),
  });
  if (response.status !== 201) throw new Error(`nobody could register: ${await response.text()}`);
  const { token } = (await response.json()) as { token: string };
  return { caller: { url: server.url, token }, close: () => server.close() };
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '1' },
      seed: { type: 'string', default: '1' },
      target: { type: 'string', default: '' },
      input: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  const [minutes, seed] = [Number(values.minutes), Number(values.seed)];
  if (values.help === true || !(minutes > 0) || !Number.isInteger(seed)) {
    console.log(help);
    return values.help === true ? 0 : 2;
  }
  const directory = await mkdtemp(path.join(tmpdir(), 'parley-fuzz-'));
  const { caller, close } = await serving(directory);
  const own = fileURLToPath(import.meta.url);
  const coverage = v8Coverage((url) => url.endsWith(own));
  try {
    const all: readonly Target[] = [...frameTargets, ...scriptTargets(), ...httpTargets(caller)];
    const wanted = all.filter(({ name }) => name.startsWith(values.target));
    if (wanted.length === 0) {
      console.error(help);
      return 2;
    }
    let found = 0;
    for (const target of wanted) {
      const until = performance.now() + (minutes * 60_000) / wanted.length;
      const given: Target = values.input === undefined ? target : { ...target, seeds: [values.input] };
      const goesOn = (inputs: number) =>
        values.input === undefined ? performance.now() < until : inputs === 0;
      const { inputs, kept, finding } = await fuzz(given, { seed, coverage, goesOn });
      console.log(
        `${target.name}: ${inputs} inputs, ${kept} kept, ${finding === null ? 'nothing found' : 'FOUND'}`,
      );
      if (finding === null) continue;
      found++;
      console.log(`  ${finding.wrong}\n  --seed ${seed} --input ${JSON.stringify(finding.input)}`);
    }
    return found > 0 ? 1 : 0;
  } finally {
    coverage.stop();
    await close();
    await rm(directory, { recursive: true, force: true });
  }
}

main().then(
  (code) => process.exit(code),
  (failure: unknown) => {
    console.error(failure);
    process.exit(1);
  },
);
