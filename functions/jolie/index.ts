import { loadLibrary } from './compile/packages';
import { compileProgram, type Source } from './compile/program';
import { Findings, type Diagnostic } from './language';
import { standardLibrary } from './library';
import { defaultLimits, type Limits } from './run/limits';
import { runProgram, type Outcome } from './run/outcome';
import type { Host } from './run/scheduler';

export { diagnosticCodes } from './language';
export type { Diagnostic, DiagnosticCode } from './language';
export type { Source } from './compile/program';
export { defaultLimits } from './run/limits';
export type { LimitName, Limits } from './run/limits';
export type { Outcome, Place, Spent } from './run/outcome';
export type { Host } from './run/scheduler';

/** The standard library, its declarations parsed once. */
const library = loadLibrary(standardLibrary);

export interface CompileOptions {
  /** Which service of the source to run, where it has several. */
  readonly service?: string;
  /** Characters that a source may have; 64 Ki unless said otherwise. */
  readonly sourceLimit?: number;
}

/** A compiled program: immutable, so many runs of it may be under way, each with a state of its own. */
export interface Program {
  /**
   * Runs the program with its command-line arguments. Synchronous, never throws; the same arguments, host values and
   * limits give the same outcome, gas included.
   */
  run(args: readonly string[], host: Host, limits?: Limits): Outcome;
}

/** What `compile` gives: the program, or null when one of the diagnostics is an error. */
export interface Compiled {
  readonly program: Program | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Finds everything that is wrong with a source, at most 50 things, by file, line and column. Runs nothing, never throws. */
export function check(source: Source, options: CompileOptions = {}): readonly Diagnostic[] {
  return compile(source, options).diagnostics;
}

/** Compiles a source. Never throws: what is wrong is in the diagnostics. */
export function compile(source: Source, options: CompileOptions = {}): Compiled {
  const findings = new Findings();
  const { service, sourceLimit = 64 * 1024 } = options;
  const compiled = compileProgram(source, library, findings, {
    sourceLimit,
    ...(service === undefined ? {} : { service }),
  });
  const diagnostics = findings.sorted();
  if (compiled === null) return { program: null, diagnostics };
  return {
    program: { run: (args, host, limits = defaultLimits) => runProgram(compiled, args, host, limits) },
    diagnostics,
  };
}
