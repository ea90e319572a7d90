import type { Span } from './span';

/** Everything that `check` can find, by its stable code. */
export const diagnosticCodes = {
  'source-too-large': 'The source is over its size limit.',
  'source-encoding': 'The source holds a lone surrogate or a NUL character.',
  syntax: 'Something else was expected here.',
  'unterminated-string': 'A string is not closed.',
  'unterminated-comment': 'A comment is not closed.',
  'bad-escape': 'A string holds an escape that Jolie does not have.',
  'bad-number': 'A number is malformed or out of its range.',
  'bad-pattern': 'The pattern of a type is malformed or too large.',
  'nesting-too-deep': 'Blocks, expressions or types are nested deeper than the limit.',
  'trailing-semicolon': 'A semicolon stands where no statement follows.',
  'unknown-include': 'The included file is not there.',
  'unknown-module': 'The imported module is not there.',
  'unknown-symbol': 'The imported module has no such symbol.',
  'unknown-port': 'No output port has this name.',
  'unknown-operation': 'The port has no such operation.',
  'wrong-call': 'A one-way operation is called as a request-response one, or the other way round.',
  'unknown-definition': 'No definition has this name here.',
  'unknown-type': 'No type has this name.',
  'unknown-interface': 'No interface has this name.',
  'unknown-service': 'No service has this name.',
  forbidden: 'The language does not allow this here.',
  duplicate: 'Two declarations of one kind have the same name.',
  'no-main': 'There is no main.',
  'several-services': 'The source has several services, and none was chosen.',
  'needs-parameter': 'The service of an uploaded script needs a parameter, and is given none.',
  unavailable: 'The construct needs what a script does not get.',
  unsupported: 'The engine cannot run this construct yet.',
  'message-type': 'A message does not fit the type of its operation, as its text shows. Warning.',
  unreachable: 'A statement stands after `throw` or `exit`, and never runs. Warning.',
  'never-written': 'A variable is read, and nothing in its service writes it. Warning.',
  'never-thrown': 'A handler is for a fault that nothing throws. Warning.',
} as const;

export type DiagnosticCode = keyof typeof diagnosticCodes;

/** A finding in a source: where, how bad, what, and what to do where a likely mistake is known. */
export interface Diagnostic extends Span {
  readonly severity: 'error' | 'warning';
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly hint?: string;
}

/** Collects diagnostics: at most one for each place, and a count of what came after the first fifty. */
export class Findings {
  readonly #all = new Map<string, Diagnostic>();
  #full = false;
  #lost = false;
  readonly #doubtful = new Set<string>();

  constructor(private readonly most = 50) {}

  report(
    code: DiagnosticCode,
    span: Span,
    message: string,
    more: { hint?: string; severity?: 'error' | 'warning' } = {},
  ): void {
    const place = `${span.file}:${span.line}:${span.column}`;
    if (this.#all.has(place) || this.#full) return;
    const { file, line, column, endLine, endColumn } = span;
    const { hint, severity = 'error' } = more;
    this.#all.set(place, {
      file,
      line,
      column,
      endLine,
      endColumn,
      severity,
      code,
      message,
      ...(hint === undefined ? {} : { hint }),
    });
    this.#full = this.#all.size >= this.most;
  }

  /** A name whose declaration is wrong: its uses are not to be judged. */
  doubt(name: string): void {
    this.#doubtful.add(name);
  }

  doubts(name: string): boolean {
    return this.#doubtful.has(name);
  }

  /** Declarations could not be read: what names them is not to be judged. */
  lost(): void {
    this.#lost = true;
  }

  get incomplete(): boolean {
    return this.#lost;
  }

  /** Whether something of this kind was found. */
  has(code: DiagnosticCode): boolean {
    for (const each of this.#all.values()) if (each.code === code) return true;
    return false;
  }

  /** Whether no more are taken, so that a parser may give up. */
  get full(): boolean {
    return this.#full;
  }

  get failed(): boolean {
    for (const { severity } of this.#all.values()) if (severity === 'error') return true;
    return false;
  }

  /** The diagnostics by file, line and column. */
  sorted(): Diagnostic[] {
    return [...this.#all.values()].sort(
      (a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || a.line - b.line || a.column - b.column,
    );
  }
}

/** The name among `known` that a misspelt one most likely means: at most a third of its letters away. */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Math.max(1, Math.floor(name.length / 3)) + 1;
  for (const each of known) {
    if (Math.abs(each.length - name.length) >= least) continue;
    const far = distance(name.toLowerCase(), each.toLowerCase());
    if (far < least) [best, least] = [each, far];
  }
  return best;
}

/** Levenshtein's distance, by the usual two rows. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length]!;
}
