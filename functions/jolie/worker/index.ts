import { compile, type Compiled, type HostCall, type Limits, type Offered, type Outcome } from '../index';
import type { CompileOptions, Diagnostic, PlainTree, Source, Step } from '../index';
import { KeptPrograms } from './programs';

/**
 * What a host asks a worker: to check a source, or to run it. `id` comes back with the answer. The source carries its
 * modules; of several services `Main` is run.
 */
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
      /**
       * A request of the program's service, in place of a run to its own end: made when the service offers the operation
       * as a request-response one.
       */
      readonly call?: HostCall;
      /** The parameter of the program's service. */
      readonly parameter?: PlainTree;
      /** Whether the steps of the run are wanted with its outcome. */
      readonly traced?: boolean;
    };

/** What a worker answers: an outcome, or the diagnostics of what does not compile or was to be checked. */
export type WorkerAnswer =
  | {
      readonly id: number;
      readonly diagnostics: readonly Diagnostic[];
      /** What the program's service offers; nothing when it does not compile. */
      readonly operations?: readonly Offered[];
    }
  | {
      readonly id: number;
      readonly outcome: Outcome;
      /** Whether the call was made. */
      readonly called: boolean;
      /** The first steps of a traced run. */
      readonly steps?: readonly Step[];
      /** Whether there were more of them. */
      readonly more?: boolean;
    };

/** What the programs of a worker share. */
export interface WorkerOptions {
  /** Modules that a source may import when it comes without modules, by file: `parley.ol`. */
  readonly modules?: ReadonlyMap<string, string>;
  /** How code is made that is no closures, once a program is worth it: see `CompileOptions`. */
  readonly tier?: CompileOptions['tier'];
  /** From when on a program is worth it; see `CompileOptions`. */
  readonly hotAfter?: CompileOptions['hotAfter'];
}

/** The worker's end of a channel: node:worker_threads' `parentPort` and a page's `self` can both be one. */
export interface WorkerPort {
  postMessage(message: WorkerAnswer): void;
  onMessage(listener: (message: WorkerRequest) => void): void;
}

/**
 * The engine's second door: answers requests one after the other, in the thread that calls it. The host kills and
 * replaces a worker that overruns. `now` is the worker's monotonic clock in ms, for the net below the gas.
 */
export function serve(port: WorkerPort, now: () => number, options: WorkerOptions = {}): void {
  const withShared = (source: Source): Source =>
    options.modules === undefined ? source : { modules: options.modules, ...source };
  const programs = new KeptPrograms();
  const tier = {
    ...(options.tier === undefined ? {} : { tier: options.tier }),
    ...(options.hotAfter === undefined ? {} : { hotAfter: options.hotAfter }),
  };
  // What is to run is not looked over for warnings: nobody would read them.
  const compiled = (source: Source, parameterless: boolean, traced: boolean, warnings: boolean): Compiled => {
    const key = `${parameterless} ${traced} ${warnings} ${keyOf(source)}`;
    return programs.get(key, () =>
      compile(withShared(source), { usual: 'Main', parameterless, traced, warnings, ...tier }),
    );
  };
  port.onMessage((request) => {
    const { id, source } = request;
    const traced = request.kind === 'run' && request.traced === true;
    const parameterless = request.kind === 'check' || request.parameter === undefined;
    const { program, diagnostics } = compiled(source, parameterless, traced, request.kind === 'check');
    if (program === null || request.kind === 'check') {
      port.postMessage({ id, diagnostics, operations: program?.operations() ?? [] });
      return;
    }
    const began = now();
    const host = { start: request.start, seed: request.seed, elapsed: () => now() - began };
    const { args, limits, call, parameter } = request;
    const called =
      call !== undefined &&
      program.operations().some(({ name, kind }) => name === call.operation && kind === 'request-response');
    const steps: Step[] = [];
    let more = false;
    const trace = { observe: (step: Step) => void steps.push(step), onFull: () => (more = true) };
    const run = {
      ...(called ? { call } : {}),
      ...(parameter === undefined ? {} : { parameter }),
      ...(traced ? { trace } : {}),
    };
    const outcome = program.run(args, host, limits, run);
    port.postMessage({ id, outcome, called, ...(traced ? { steps, more } : {}) });
  });
}

/** A source and its modules as one text. */
const keyOf = ({ file, text, modules = new Map() }: Source): string =>
  JSON.stringify([file, text, [...modules.entries()]]);
