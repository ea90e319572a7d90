import type { Assertion } from './nodes';
import { isBase, isLineTerminator, isMark, isUnicodeWordPart, isWordPart } from './named-sets';
import type { RegexMeter } from './meter';

/** Whether an assertion holds at a position; `last` is where the match before ended. */
export function holds(
  assertion: Assertion,
  input: string,
  at: number,
  last: number,
  meter: RegexMeter,
): boolean {
  const unit = (i: number) => input.charCodeAt(i);
  const { length } = input;
  const insideBreak = () => unit(at) === 10 && at > 0 && unit(at - 1) === 13;
  switch (assertion) {
    case 'input-start':
      return at === 0;
    case 'input-end':
      return at === length;
    case 'search-start':
      return at === last;
    // Nothing begins after the last line's end, not even in an empty text.
    case 'line-start':
      if (at === length) return false;
      return at === 0 || (isLineTerminator(unit(at - 1)) && !insideBreak());
    case 'unix-line-start':
      return at < length && (at === 0 || unit(at - 1) === 10);
    case 'line-end':
      return at === length || (isLineTerminator(unit(at)) && !insideBreak());
    case 'last-line-end':
      if (at === length) return true;
      if (at === length - 2) return unit(at) === 13 && unit(at + 1) === 10;
      return at === length - 1 && isLineTerminator(unit(at)) && !insideBreak();
    case 'unix-line-end':
      return at === length || unit(at) === 10;
    case 'unix-last-line-end':
      return at === length || (at === length - 1 && unit(at) === 10);
    case 'word':
      return isBoundary(isWordPart, input, at, meter);
    case 'not-word':
      return !isBoundary(isWordPart, input, at, meter);
    case 'unicode-word':
      return isBoundary(isUnicodeWordPart, input, at, meter);
    case 'unicode-not-word':
      return !isBoundary(isUnicodeWordPart, input, at, meter);
  }
}

function isBoundary(
  isPart: (point: number) => boolean,
  input: string,
  at: number,
  meter: RegexMeter,
): boolean {
  const inWord = (point: number, i: number) =>
    isPart(point) || (isMark(point) && sitsOnBase(input, i, meter));
  const before = at > 0 && inWord(pointBefore(input, at), at - 1);
  const after = at < input.length && inWord(input.codePointAt(at)!, at);
  return before !== after;
}

/** Whether the mark here, and those before it, follow a letter or digit. */
function sitsOnBase(input: string, at: number, meter: RegexMeter): boolean {
  for (let i = at; i >= 0; i--) {
    meter.charge(1);
    const point = input.codePointAt(i)!;
    if (isBase(point)) return true;
    if (!isMark(point)) return false;
  }
  return false;
}

function pointBefore(input: string, at: number): number {
  const low = input.charCodeAt(at - 1);
  if (low >> 10 !== 0x37 || at < 2) return low;
  return input.charCodeAt(at - 2) >> 10 === 0x36 ? input.codePointAt(at - 2)! : low;
}
