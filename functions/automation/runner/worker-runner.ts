import { Worker } from 'node:worker_threads';
import type { WorkerAnswer } from '@parley/jolie/worker';
import {
  traced,
  type Clock,
  type Runner,
  type RunRequest,
  type RunResult,
  type ScriptDiagnostic,
  type Telemetry,
  type Timer,
} from '@parley/ports';
import { checkRequest, resultOf, runRequest, withoutFile, type AskedOfWorker } from '../contract';

export interface WorkerRunnerOptions {
  /** The bundled worker: a JavaScript file. */
  readonly workerFile: string;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  /** Workers, and so runs at once; 2 unless said otherwise. */
  readonly size?: number;
}

/** A worker is given this long to load the engine, ms: a guard, for nothing of a script runs meanwhile. */
const startMilliseconds = 20_000;
/** A check is given this long before its worker is killed, ms. */
const checkMilliseconds = 2_000;
/** What is left to a run that overruns its own limits before the wall falls, ms. */
const grace = 100;

/** How a worker's turn ended: by an answer, or by its end. */
type Ended =
  | { readonly kind: 'answer'; readonly answer: WorkerAnswer }
  | { readonly kind: 'overrun' | 'memory' | 'crash' };

interface Job {
  readonly request: AskedOfWorker;
  readonly milliseconds: number;
  readonly resolve: (ended: Ended) => void;
}

/**
 * Runs scripts in worker threads, one at a time in each: the second wall around the engine. A worker that overruns its
 * deadline, or fails in any way, is killed and replaced, and what it ran has failed; what waits is not touched.
 */
export class WorkerRunner implements Runner {
  readonly #idle: Worker[] = [];
  readonly #workers = new Set<Worker>();
  /** Those that have loaded the engine. */
  readonly #ready = new WeakSet<Worker>();
  readonly #waiting: Job[] = [];
  readonly #size: number;
  #nextId = 1;
  #closed = false;

  constructor(private readonly options: WorkerRunnerOptions) {
    this.#size = options.size ?? 2;
  }

  async check(source: string): Promise<readonly ScriptDiagnostic[]> {
    const ended = await this.#ask(checkRequest(source), checkMilliseconds);
    if (ended.kind === 'answer' && 'diagnostics' in ended.answer)
      return ended.answer.diagnostics.map(withoutFile);
    const message = 'the source could not be checked: is it very large or deeply nested?';
    return [
      { line: 1, column: 1, endLine: 1, endColumn: 1, severity: 'error', code: 'nesting-too-deep', message },
    ];
  }

  run({ deadlineMilliseconds, traceparent: parent, ...request }: RunRequest): Promise<RunResult> {
    const { clock, telemetry } = this.options;
    return traced(telemetry, 'run script', parent, async (traceparent, note) => {
      const began = clock.now();
      const ended = await this.#ask(
        runRequest({ ...request, milliseconds: deadlineMilliseconds }),
        deadlineMilliseconds + grace,
      );
      const result = resultOf(ended, clock.now() - began);
      const { kind: outcome, gas, milliseconds } = result;
      note({ outcome, gas });
      telemetry.count('parley_script_runs_total', { outcome });
      telemetry.observe('parley_script_run_seconds', milliseconds / 1000, {}, traceparent);
      telemetry.observe('parley_script_run_gas', gas, {}, traceparent);
      return result;
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const job of this.#waiting.splice(0)) job.resolve({ kind: 'crash' });
    await Promise.all([...this.#workers].map((worker) => worker.terminate()));
  }

  #ask(request: AskedOfWorker, milliseconds: number): Promise<Ended> {
    if (this.#closed) return Promise.resolve({ kind: 'crash' });
    return new Promise((resolve) => {
      this.#waiting.push({ request, milliseconds, resolve });
      this.#next();
    });
  }

  #next(): void {
    if (this.#waiting.length === 0) return;
    const worker = this.#idle.pop() ?? (this.#workers.size < this.#size ? this.#start() : undefined);
    if (worker !== undefined) this.#begin(worker, this.#waiting.shift()!);
  }

  #begin(worker: Worker, { request, milliseconds, resolve }: Job): void {
    const id = this.#nextId++;
    let settled = false;
    const settle = (ended: Ended) => {
      if (settled) return;
      settled = true;
      timer?.cancel();
      worker.off('message', onMessage);
      worker.off('error', onError);
      worker.off('exit', onExit);
      if (ended.kind === 'answer') this.#idle.push(worker);
      else {
        this.#workers.delete(worker);
        void worker.terminate();
        this.options.telemetry.count('parley_script_workers_killed_total', { reason: ended.kind });
      }
      resolve(ended);
      this.#next();
    };
    let timer: Timer | null = null;
    const overrun = () => settle({ kind: 'overrun' });
    const ask = () => {
      timer = this.options.clock.setTimer(milliseconds, overrun);
      worker.postMessage({ ...request, id });
    };
    const onMessage = (message: WorkerAnswer | 'ready') => {
      if (message === 'ready') {
        this.#ready.add(worker);
        timer?.cancel();
        ask();
      } else if (message.id === id) settle({ kind: 'answer', answer: message });
    };
    const onError = (error: Error & { code?: string }) =>
      settle({ kind: error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'memory' : 'crash' });
    const onExit = () => settle({ kind: 'crash' });
    worker.on('message', onMessage);
    worker.on('error', onError);
    worker.on('exit', onExit);
    if (this.#ready.has(worker)) ask();
    else timer = this.options.clock.setTimer(startMilliseconds, overrun);
  }

  /** A worker with nothing of the host's: no environment, no arguments, no standard streams, bounded memory. */
  #start(): Worker {
    const worker = new Worker(this.options.workerFile, {
      env: {},
      argv: [],
      execArgv: [],
      stdin: false,
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
    });
    worker.stdout.resume();
    worker.stderr.resume();
    worker.unref();
    // A worker that dies between two runs is noticed when it is next used; its error must not end the host.
    worker.on('error', () => {});
    worker.once('exit', () => {
      this.#workers.delete(worker);
      const at = this.#idle.indexOf(worker);
      if (at >= 0) this.#idle.splice(at, 1);
    });
    this.#workers.add(worker);
    return worker;
  }
}
