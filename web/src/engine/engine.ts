import type { Target } from '../api';
import type { EngineAnswers, EngineRequest, Place, TryRequest } from './protocol';

/** A worker as the engine uses one; the browser's has all of it. */
export interface EngineWorker {
  postMessage(request: EngineRequest): void;
  terminate(): void;
  onmessage: ((event: { data: { id: number; answer: unknown } }) => void) | null;
  onerror: (() => void) | null;
}

export interface EngineOptions {
  readonly start: () => EngineWorker;
  /** Calls back after some ms, unless what it returns is called before. */
  readonly after: (milliseconds: number, callback: () => void) => () => void;
}

/** How long a worker may take for one request before it is replaced, ms: a run's own limits are far below. */
const patience = 3_000;

type Unnumbered = EngineRequest extends infer R ? (R extends unknown ? Omit<R, 'id'> : never) : never;

interface Job {
  readonly request: Unnumbered;
  readonly settle: (answer: unknown) => void;
}

/**
 * The Jolie engine, in a worker: one request at a time, each answered, or null when the worker took too long and was
 * replaced. The worker starts with the first request.
 */
export class Engine {
  readonly #waiting: Job[] = [];
  #worker: EngineWorker | null = null;
  /** Ends the request under way without an answer; null while there is none. */
  #giveUp: (() => void) | null = null;
  #count = 0;

  constructor(private readonly options: EngineOptions) {}

  /** What is wrong with a script. A check that waits while a newer one comes is not made: it answers null. */
  check(source: string): Promise<EngineAnswers['check'] | null> {
    return this.#askLatest<'check'>({ kind: 'check', source });
  }

  /** What a script would do with a message, at once and in this browser alone. */
  try(request: TryRequest): Promise<EngineAnswers['try'] | null> {
    return this.#ask<'try'>({ kind: 'try', ...request });
  }

  /** The same run, told step by step. */
  steps(request: TryRequest): Promise<EngineAnswers['steps'] | null> {
    return this.#ask<'steps'>({ kind: 'steps', ...request });
  }

  format(source: string): Promise<EngineAnswers['format'] | null> {
    return this.#ask<'format'>({ kind: 'format', source });
  }

  /** What a script may do, as its code shows it. */
  permissions(target: Target, source: string): Promise<EngineAnswers['permissions'] | null> {
    return this.#ask<'permissions'>({ kind: 'permissions', target, source });
  }

  /** What the name at a place stands for, and where else it stands. */
  about(place: Place): Promise<EngineAnswers['about'] | null> {
    return this.#ask<'about'>({ kind: 'about', ...place });
  }

  /** What may be written at a place; of those that wait the newest counts. */
  proposals(place: Place): Promise<EngineAnswers['proposals'] | null> {
    return this.#askLatest<'proposals'>({ kind: 'proposals', ...place });
  }

  /** The call that is open at a place; of those that wait the newest counts. */
  signature(place: Place): Promise<EngineAnswers['signature'] | null> {
    return this.#askLatest<'signature'>({ kind: 'signature', ...place });
  }

  /** Where to write another name for what the name at a place stands for. */
  rename(place: Place, to: string): Promise<EngineAnswers['rename'] | null> {
    return this.#ask<'rename'>({ kind: 'rename', to, ...place });
  }

  /** Ends the worker; what waits is answered with null, and the next request starts another. */
  stop(): void {
    for (const { settle } of this.#waiting.splice(0)) settle(null);
    this.#giveUp?.();
    this.#worker?.terminate();
    this.#worker = null;
  }

  /** Asks in place of a request of the kind that waits: that one is answered with null. */
  #askLatest<K extends EngineRequest['kind']>(request: Unnumbered): Promise<EngineAnswers[K] | null> {
    const older = this.#waiting.findIndex((each) => each.request.kind === request.kind);
    if (older >= 0) for (const { settle } of this.#waiting.splice(older, 1)) settle(null);
    return this.#ask<K>(request);
  }

  #ask<K extends EngineRequest['kind']>(request: Unnumbered): Promise<EngineAnswers[K] | null> {
    return new Promise((resolve) => {
      this.#waiting.push({ request, settle: (answer) => resolve(answer as EngineAnswers[K] | null) });
      this.#next();
    });
  }

  #next(): void {
    if (this.#giveUp !== null) return;
    const job = this.#waiting.shift();
    if (job === undefined) return;
    const worker = (this.#worker ??= this.options.start());
    const id = ++this.#count;
    const end = (answer: unknown) => {
      if (id !== this.#count || this.#giveUp === null) return;
      cancel();
      this.#giveUp = null;
      job.settle(answer);
      this.#next();
    };
    const fail = () => {
      worker.terminate();
      if (this.#worker === worker) this.#worker = null;
      end(null);
    };
    this.#giveUp = fail;
    const cancel = this.options.after(patience, fail);
    worker.onmessage = ({ data }) => {
      if (data.id === id) end(data.answer);
    };
    worker.onerror = fail;
    worker.postMessage({ id, ...job.request } as EngineRequest);
  }
}
