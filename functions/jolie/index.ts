import { libraryContents, type PackageContents } from './compile/contents';
import { loadLibrary } from './compile/packages';
import { compileProgram, type Source } from './compile/program';
import type { Tier } from './compile/unit';
import { Findings, type Diagnostic } from './language';
import { sharedTypes, standardLibrary } from './library';
import { Names, type AboutName, type NameProposals, type NamesOptions } from './names';
import type { Renaming, Signature } from './names';
import { isHotAt, SourceProgram, type Program } from './program';
import { usesOf as usesOfServices, type Uses } from './uses';

export { format } from './format';
export { diagnosticCodes } from './language';
export type { Diagnostic, DiagnosticCode } from './language';
export type { Source } from './compile/program';
export type { Offered, Program, RunOptions } from './program';
export type { FieldContents, OperationContents, PackageContents } from './compile/contents';
export { defaultLimits } from './run/limits';
export type { LimitName, Limits } from './run/limits';
export type { HostCall, Outcome, Place, Spent } from './run/outcome';
export type { PlainTree } from './run/plain-tree';
export type { AboutName, JsonContract, NameKind, NameProposal, NameProposals, NamesOptions } from './names';
export type { Range, Renaming, Signature } from './names';
export type { Uses } from './uses';
export type { Host } from './run/scheduler';
export { defaultTraceLimits } from './run/trace';
export type { Step, Trace, TraceLimits } from './run/trace';

/** The standard library, its declarations parsed once. */
const library = loadLibrary(standardLibrary, sharedTypes);

/** The packages of the standard library with their operations, for an editor's completion and help. */
export const describeLibrary = (): readonly PackageContents[] => libraryContents(library);

export interface CompileOptions {
  /** Which service of the source to run, where it has several. */
  readonly service?: string;
  /** Which service to run where the source has several and `service` says nothing; without it, that is an error. */
  readonly usual?: string;
  /** Whether runs will pass no parameter, so that a service that needs one is an error; no unless said. */
  readonly parameterless?: boolean;
  /** Whether runs can tell of their steps (`RunOptions.trace`); what they do and cost is the same. No unless said. */
  readonly traced?: boolean;
  /** Whether a program that compiles is looked over for likely mistakes, which are warnings; yes unless said. */
  readonly warnings?: boolean;
  /** How code is made that is no closures: `hotTier` of `@parley/jolie/hot`. Without it, all of it is closures. */
  readonly tier?: () => Tier;
  /** Gas that a program has spent when that is worth its while; 10,000 unless said otherwise, and 0 from the first run. */
  readonly hotAfter?: number;
  /** Characters that a source may have; 64 Ki unless said otherwise. */
  readonly sourceLimit?: number;
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
  const { service, usual, parameterless, traced = false, warnings = true, tier, hotAfter } = options;
  const { sourceLimit = usualLimit } = options;
  const wanted = { service, usual, parameterless, traced, warnings, tier, hotAfter, sourceLimit };
  const compiled = compileProgram(source, library, findings, wanted, isHotAt(0, wanted));
  const diagnostics = findings.sorted();
  const program = compiled === null ? null : new SourceProgram(source, library, wanted, compiled);
  return { program, diagnostics };
}

/**
 * What a name of a source stands for: its type, the operations behind it, where it is declared and everywhere it stands;
 * null where no name is, or none that is known. Answers for sources with errors too; never throws, as all of its kind.
 */
export const aboutName = (source: Source, offset: number, options: NamesOptions = {}): AboutName | null =>
  new Names(library, options).about(source, offset);

/** The names that may stand at a place of a source; null where nothing can be said, as in comments and texts. */
export const proposalsAt = (
  source: Source,
  offset: number,
  options: NamesOptions = {},
): NameProposals | null => new Names(library, options).proposals(source, offset);

/** The operation in whose parentheses a place of a source is; null where it is in none. */
export const signatureAt = (source: Source, offset: number, options: NamesOptions = {}): Signature | null =>
  new Names(library, options).signature(source, offset);

/** Where to write another name for what a name of a source stands for. */
export const renameAt = (source: Source, offset: number, to: string, options: NamesOptions = {}): Renaming =>
  new Names(library, options).rename(source, offset, to);
/** Characters that a source may have. */
const usualLimit = 64 * 1024;

/** What a program uses, without running it; null when it does not compile. */
export function usesOf(source: Source, options: CompileOptions = {}): Uses | null {
  const { service, usual, sourceLimit = usualLimit } = options;
  const chosen = { ...(service === undefined ? {} : { service }), ...(usual === undefined ? {} : { usual }) };
  const compiled = compileProgram(source, library, new Findings(), { sourceLimit, ...chosen });
  return compiled === null ? null : usesOfServices(compiled.services);
}
