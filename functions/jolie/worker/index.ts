import { check, compile, type Compiled, type Limits, type Outcome, type Source } from '../index';
import type { Diagnostic } from '../index';

/** What a host asks a worker: to check a source, or to run it. `id` comes back with the answer. */
export type WorkerRequest =
  | { readonly id: number; readonly kind: 'check'; readonly source: Source }
  | {
      readonly id: number;
      readonly kind: 'run';
      readonly source: Source;
      readonly args: readonly string[];
      readonly start: number;
      readonly seed: string;
      readonly limits: Limits;
    };

/** What a worker answers: an outcome, or the diagnostics of what does not compile or was to be checked. */
export type WorkerAnswer =
  | { readonly id: number; readonly diagnostics: readonly Diagnostic[] }
  | { readonly id: number; readonly outcome: Outcome };

/** The worker's end of a channel: node:worker_threads' `parentPort` and a page's `self` can both be one. */
export interface WorkerPort {
  postMessage(message: WorkerAnswer): void;
  onMessage(listener: (message: WorkerRequest) => void): void;
}

/** Compiled programs kept, the least recently used dropped first. */
const kept = 64;

/**
 * The engine's second door: answers requests one after the other, in the thread that calls it. The host kills and
 * replaces a worker that overruns. `now` is the worker's monotonic clock in ms, for the net below the gas.
 */
export function serve(port: WorkerPort, now: () => number): void {
  const programs = new Map<string, Compiled>();
  const compiled = (source: Source): Compiled => {
    const key = `${source.file}\0${source.text}`;
    const known = programs.get(key) ?? compile(source);
    programs.delete(key);
    if (source.modules === undefined) programs.set(key, known);
    if (programs.size > kept) programs.delete(programs.keys().next().value!);
    return known;
  };
  port.onMessage((request) => {
    const { id, source } = request;
    if (request.kind === 'check') {
      port.postMessage({ id, diagnostics: check(source) });
      return;
    }
    const { program, diagnostics } = compiled(source);
    if (program === null) {
      port.postMessage({ id, diagnostics });
      return;
    }
    const began = now();
    const host = { start: request.start, seed: request.seed, elapsed: () => now() - began };
    port.postMessage({ id, outcome: program.run(request.args, host, request.limits) });
  });
}
