import type { Refusal } from '../api';
import { strings } from '../strings';

/** A refusal as a sentence for the reader: the server's own words, where it has any. */
export function wordsOf({ status, detail, title }: Refusal): string {
  if (status === 0) return strings.problems.unreachable;
  return detail ?? (title === '' ? strings.problems.unknown : title);
}
