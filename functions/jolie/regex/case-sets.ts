import { between, only, setOf, testsOfTable, union, type CharSet } from './char-set';
import { asciiLower, asciiUpper, folded, toUpper } from './unicode/letter-case';

/** The flags that decide which letters are the same: CASE_INSENSITIVE, and UNICODE_CASE beyond ASCII. */
export interface CaseFlags {
  readonly ignoreCase: boolean;
  readonly unicodeCase: boolean;
}

/** What a character of a pattern matches. */
export function characterSet(point: number, { ignoreCase, unicodeCase }: CaseFlags): CharSet {
  if (!ignoreCase) return only(point);
  if (!unicodeCase) {
    const [lower, upper] = [asciiLower(point), asciiUpper(point)];
    return lower === upper ? only(point) : union(only(lower), only(upper));
  }
  const form = folded(point);
  if (form === point && toUpper(point) === point) return only(point);
  return setOf((other) => other === point || folded(other) === form, false, 2 * testsOfTable);
}

/** What a range of a class matches. */
export function rangeSet(from: number, to: number, { ignoreCase, unicodeCase }: CaseFlags): CharSet {
  const range = between(from, to);
  if (!ignoreCase) return range;
  if (!unicodeCase) {
    const has = (point: number) =>
      range.has(point) || range.has(asciiUpper(point)) || range.has(asciiLower(point));
    return setOf(has, range.basic, 3);
  }
  const has = (point: number) => range.has(point) || range.has(toUpper(point)) || range.has(folded(point));
  return setOf(has, false, 3 * testsOfTable);
}
