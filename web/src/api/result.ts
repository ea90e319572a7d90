/** A place in a script with what is wrong there; lines and columns count from 1. */
export interface Diagnostic {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly hint?: string;
}

/** Why a request was refused: RFC 9457's members as far as the page uses them. `status` 0: no answer came. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail?: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** No answer came. */
export const unreachable: Refusal = { status: 0, code: 'unreachable', title: '', diagnostics: [] };

/** A request's outcome: the answer, or a refusal. */
export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

/** A refusal, thrown where a failure has to be an error. */
export class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.detail ?? refusal.title);
    this.name = 'Refused';
  }
}

/** The answer itself. Rejects with {@link Refused}. */
export async function valueOf<T>(asked: Promise<Result<T>>): Promise<T> {
  const result = await asked;
  if (result.ok) return result.value;
  throw new Refused(result.refusal);
}

/** The refusal behind an error; for another error one without a status. */
export const refusalOf = (failure: unknown): Refusal =>
  failure instanceof Refused ? failure.refusal : unreachable;
