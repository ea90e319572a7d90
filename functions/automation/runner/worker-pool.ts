import { Worker } from 'node:worker_threads';
import type { WorkerAnswer } from '@parley/jolie/worker';
import type { Clock, Telemetry, Timer } from '@parley/ports';
import type { AskedOfWorker } from '../contract';

/**
 * How what was asked ended: by an answer, by the end of its worker, or before its turn came. `milliseconds`: of its
 * turn, without the wait for it.
 */
export type Ended = { readonly milliseconds: number } & (
  | { readonly kind: 'answer'; readonly answer: WorkerAnswer }
  | { readonly kind: 'overrun' | 'memory' | 'crash' | 'no-turn' }
);

/** A worker's turn: what it is asked, and after how many milliseconds it is killed. */
export interface Turn {
  readonly request: AskedOfWorker;
  readonly milliseconds: number;
}

export interface WorkerPoolOptions {
  /** The bundled worker: a JavaScript file. */
  readonly workerFile: string;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  /** Workers, and so turns at once. */
  readonly size: number;
}

interface Job {
  /** Begins the turn, with what is left of the time that the job may take, ms. */
  readonly turn: (left: number) => Turn;
  /** By when it must have begun. */
  readonly until: number;
  readonly patience: Timer;
  readonly resolve: (ended: Ended) => void;
}

/** A worker is given this long to load the engine, ms: a guard, for nothing of a script runs meanwhile. */
const startMilliseconds = 20_000;

/**
 * Worker threads that take turns: one at a time in each, first come first served, and nobody waits longer than they
 * said. A worker that overruns its turn, or fails in any way, is killed and replaced; what waits is not touched.
 */
export class WorkerPool {
  /** All that run, those that load the engine among them. */
  readonly #workers = new Set<Worker>();
  readonly #idle: Worker[] = [];
  readonly #waiting: Job[] = [];
  #loading = 0;
  #nextId = 1;
  #closed = false;

  constructor(private readonly options: WorkerPoolOptions) {}

  /** Asks for a turn that begins within so many milliseconds; `no-turn` when none did. Never rejects. */
  ask(withinMilliseconds: number, turn: Job['turn']): Promise<Ended> {
    if (this.#closed) return Promise.resolve({ kind: 'crash', milliseconds: 0 });
    const { clock } = this.options;
    return new Promise((resolve) => {
      const giveUp = () => {
        this.#waiting.splice(this.#waiting.indexOf(job), 1);
        resolve({ kind: 'no-turn', milliseconds: 0 });
      };
      const patience = clock.setTimer(withinMilliseconds, giveUp);
      const job: Job = { turn, until: clock.now() + withinMilliseconds, patience, resolve };
      this.#waiting.push(job);
      this.#next();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    while (this.#waiting.length > 0) this.#take().resolve({ kind: 'crash', milliseconds: 0 });
    await Promise.all([...this.#workers].map((worker) => worker.terminate()));
  }

  /** The job that waits longest, which waits no more. */
  #take(): Job {
    const job = this.#waiting.shift()!;
    job.patience.cancel();
    return job;
  }

  #next(): void {
    while (this.#waiting.length > 0) {
      const worker = this.#idle.pop();
      if (worker !== undefined) this.#begin(worker, this.#take());
      else if (this.#loading < this.#waiting.length && this.#workers.size < this.options.size) this.#start();
      else return;
    }
  }

  #begin(worker: Worker, { turn, until, resolve }: Job): void {
    const { clock } = this.options;
    const id = this.#nextId++;
    const began = clock.now();
    const { request, milliseconds } = turn(Math.max(1, until - began));
    const settle = (how: WorkerAnswer | 'overrun' | 'memory' | 'crash') => {
      timer.cancel();
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      const spent = clock.now() - began;
      if (typeof how === 'string') {
        this.#kill(worker, how);
        resolve({ kind: how, milliseconds: spent });
      } else {
        this.#idle.push(worker);
        resolve({ kind: 'answer', answer: how, milliseconds: spent });
      }
      this.#next();
    };
    const onMessage = (answer: WorkerAnswer) => answer.id === id && settle(answer);
    const onError = (error: Error & { code?: string }) =>
      settle(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'memory' : 'crash');
    const onExit = () => settle('crash');
    const timer = clock.setTimer(milliseconds, () => settle('overrun'));
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.postMessage({ ...request, id });
  }

  #kill(worker: Worker, reason: 'overrun' | 'memory' | 'crash'): void {
    this.#workers.delete(worker);
    void worker.terminate();
    this.options.telemetry.count('parley_script_workers_killed_total', { reason });
  }

  /** A worker with nothing of the host's: no environment, no arguments, no standard streams, bounded memory. */
  #start(): void {
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
    this.#workers.add(worker);
    this.#loading++;
    const loaded = () => {
      this.#loading--;
      timer.cancel();
      worker.off('message', onReady).off('exit', onFailed);
    };
    const onReady = () => {
      loaded();
      this.#idle.push(worker);
      this.#next();
    };
    // What can't be loaded would fail for ever: each worker that fails takes one that waits with it.
    const onFailed = () => {
      loaded();
      if (this.#closed) return;
      this.#kill(worker, 'crash');
      if (this.#waiting.length > 0) this.#take().resolve({ kind: 'crash', milliseconds: 0 });
      this.#next();
    };
    const timer = this.options.clock.setTimer(startMilliseconds, onFailed);
    worker.once('message', onReady).once('exit', onFailed);
    // The error of a worker that dies between two turns must not end the host; its exit takes it off the list.
    worker.on('error', () => {});
    worker.once('exit', () => {
      this.#workers.delete(worker);
      const at = this.#idle.indexOf(worker);
      if (at >= 0) this.#idle.splice(at, 1);
    });
  }
}
