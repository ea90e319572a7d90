import {
  compile,
  type CompileOptions,
  type Diagnostic,
  type Host,
  type Limits,
  type Outcome,
  type Source,
} from '../index';

/** A program and what must come of it. */
export interface ConformanceCase {
  readonly name: string;
  readonly source: Source;
  readonly arguments: readonly string[];
  /** What it must print, exactly. */
  readonly output: string;
  /** The unhandled fault that must end it. */
  readonly fault: string | null;
  /** When set, it must not compile, and a diagnostic must lie within one line of this one. */
  readonly errorLine: number | null;
}

export type Verdict = { readonly passed: true } | { readonly passed: false; readonly difference: string };

const failed = (difference: string): Verdict => ({ passed: false, difference });

/** Compiles and runs a case from a fresh state. An exception of the engine is a failure of the case. */
export function judgeCase(
  each: ConformanceCase,
  limits: Limits,
  host: Host,
  /** How its code is made. */
  tier: Pick<CompileOptions, 'tier' | 'hotAfter'> = {},
): Verdict {
  try {
    const { program, diagnostics } = compile(each.source, { parameterless: true, ...tier });
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    if (each.errorLine !== null) {
      if (program !== null) return failed('compiled, but must not');
      const near = errors.some((error) => isNear(error, each.errorLine!));
      return near
        ? { passed: true }
        : failed(`no diagnostic near line ${each.errorLine}, but ${places(errors)}`);
    }
    if (program === null) {
      const { line, column, message } = errors[0]!;
      return failed(`does not compile: ${line}:${column}: ${message}`);
    }
    return judgeOutcome(each, program.run(each.arguments, host, limits));
  } catch (error) {
    return failed(`the engine broke: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Whether the line lies within one of what the diagnostic marks. */
const isNear = ({ line, endLine }: Diagnostic, wanted: number): boolean =>
  wanted >= line - 1 && wanted <= endLine + 1;

const places = (errors: readonly { line: number }[]): string =>
  `at ${errors
    .slice(0, 5)
    .map(({ line }) => line)
    .join(', ')}`;

function judgeOutcome(each: ConformanceCase, outcome: Outcome): Verdict {
  const end =
    outcome.kind === 'finished'
      ? 'it finished'
      : outcome.kind === 'fault'
        ? `it ended with fault ${outcome.name} (${outcome.message})`
        : `it ended at limit ${outcome.limit}`;
  // Java prints a lone surrogate as a question mark.
  const printed = outcome.output.replace(/\p{Surrogate}/gu, '?');
  if (printed !== each.output) return failed(`${firstDifference(each.output, printed)}; ${end}`);
  const fault = outcome.kind === 'fault' ? outcome.name : null;
  if (outcome.kind === 'limit' || fault !== each.fault) {
    return failed(`must ${each.fault === null ? 'finish' : `end with fault ${each.fault}`}, but ${end}`);
  }
  return { passed: true };
}

function firstDifference(expected: string, printed: string): string {
  const [wanted, got] = [expected.split('\n'), printed.split('\n')];
  const at = wanted.findIndex((line, index) => line !== got[index]);
  const line = at < 0 ? wanted.length : at;
  const show = (text: string | undefined): string => (text === undefined ? 'nothing' : JSON.stringify(text));
  return `line ${line + 1}: expected ${show(wanted[line])}, printed ${show(got[line])}`;
}
