import type { Refusal } from '../api';
import { strings } from '../strings';

const { refused, unreachable, unknown } = strings.problems;

/** A code of docs/errors.md as a sentence for the reader; one that the page does not know says no more than that. */
export const wordsOfCode = (code: string): string => refused[code] ?? unknown;

/**
 * A refusal as a sentence for the reader. What the server says of it is for programs: it names fields, which nobody
 * sees here.
 */
export const wordsOf = ({ status, code }: Pick<Refusal, 'status' | 'code'>): string =>
  status === 0 ? unreachable : wordsOfCode(code);
