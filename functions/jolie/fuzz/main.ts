import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { collectCases } from '../cli/conformance-folder';
import { attempt, sourceOf } from './attempt';

/** `npm run fuzz -w functions/jolie -- [--minutes 1] [--seed 1] [--only N]` */

const heapMegabytes = 256;
const hangMilliseconds = 1_000;

interface Tally {
  readonly attempts: number;
  readonly runs: number;
  readonly findings: number;
}

const corpusOf = () =>
  collectCases(path.resolve('functions/jolie/conformance')).map(({ source }) => source.text);

/** In the worker: one attempt after the other, each begun with its number in shared memory, so that a hang shows. */
function work({ seed, from, shared }: { seed: string; from: number; shared: SharedArrayBuffer }): void {
  const [corpus, current] = [corpusOf(), new Int32Array(shared)];
  const ends: Record<string, number> = {};
  let told = performance.now();
  for (let n = from; ; n++) {
    Atomics.store(current, 0, n);
    const began = performance.now();
    const { kind, end, wrong } = attempt(`${seed}/${n}`, corpus, () => performance.now() - began);
    ends[end] = (ends[end] ?? 0) + 1;
    if (wrong !== null) parentPort!.postMessage({ finding: `${n} (${kind}): ${wrong}` });
    if (performance.now() - told > 1_000) {
      told = performance.now();
      parentPort!.postMessage({ ends });
    }
  }
}

/** Runs workers until the time is over; one that hangs or runs out of heap is a finding, and is replaced. */
async function fuzz(seed: string, minutes: number): Promise<Tally> {
  const until = performance.now() + minutes * 60_000;
  const tally = { attempts: 0, runs: 0, findings: 0 };
  const find = (text: string) => {
    tally.findings++;
    console.log(
      `finding: ${text}\n  again: npm run fuzz -w functions/jolie -- --seed ${seed} --only ${text.split(' ')[0]}`,
    );
  };
  let from = 0;
  while (performance.now() < until && tally.findings < 20) {
    const shared = new SharedArrayBuffer(4);
    const current = new Int32Array(shared);
    let ends: Record<string, number> = {};
    const worker = new Worker(fileURLToPath(import.meta.url), {
      workerData: { seed, from, shared },
      resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
    });
    Atomics.store(current, 0, -1);
    await new Promise<void>((resolve) => {
      // Processor time: the machine may have other things to do.
      const spent = () => (process.cpuUsage().user + process.cpuUsage().system) / 1000;
      let [last, since] = [-1, spent()];
      const watch = setInterval(() => {
        const [now, at] = [performance.now(), Atomics.load(current, 0)];
        if (at !== last) [last, since] = [at, spent()];
        const hangs = at >= 0 && spent() - since > hangMilliseconds;
        if (hangs) find(`${at} ran longer than a second`);
        if (hangs || now >= until) void worker.terminate();
      }, 50);
      worker.on('message', (said: { finding?: string; ends?: Record<string, number> }) => {
        if (said.finding !== undefined) find(said.finding);
        if (said.ends === undefined) return;
        ends = said.ends;
        const done = Object.values(ends).reduce((a, b) => a + b, 0);
        const left = Math.max(0, Math.ceil((until - performance.now()) / 1000));
        process.stderr.write(
          `${tally.attempts + done} sources, ${tally.findings} findings, ${left} s left\n`,
        );
      });
      worker.on('error', (error) => find(`${Atomics.load(current, 0)} ended the worker: ${error.message}`));
      worker.on('exit', () => {
        clearInterval(watch);
        resolve();
      });
    });
    const done = Atomics.load(current, 0) + 1 - from;
    tally.attempts += done;
    const told = Object.values(ends).reduce((a, b) => a + b, 0);
    tally.runs += told === 0 ? 0 : Math.round((done * (told - (ends.refused ?? 0))) / told);
    from += done;
  }
  return tally;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '1' },
      seed: { type: 'string', default: '1' },
      only: { type: 'string' },
    },
  });
  if (values.only !== undefined) {
    const seed = `${values.seed}/${values.only}`;
    const began = performance.now();
    console.log(sourceOf(seed, corpusOf()).source);
    const { kind, end, wrong } = attempt(seed, corpusOf(), () => performance.now() - began);
    console.log(`${kind}, ${end}, ${Math.round(performance.now() - began)} ms: ${wrong ?? 'nothing wrong'}`);
    return;
  }
  const { attempts, runs, findings } = await fuzz(values.seed, Number(values.minutes));
  console.log(
    `${attempts} sources, about ${runs} of them run, heap at most ${heapMegabytes} MB, seed ${values.seed}: ${findings} findings`,
  );
  process.exitCode = findings === 0 ? 0 : 1;
}

if (isMainThread) {
  main().catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
} else work(workerData as Parameters<typeof work>[0]);
