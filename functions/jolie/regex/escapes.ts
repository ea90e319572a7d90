import type { CharSet } from './char-set';
import type { PatternFlags } from './flags';
import { predefinedSet } from './named-sets';
import type { Assertion } from './nodes';
import type { PatternError } from './pattern-error';
import type { PatternReader } from './pattern-reader';

/** What a backslash and what follows it mean. */
export type Escaped =
  | { readonly kind: 'point'; readonly point: number }
  | { readonly kind: 'set'; readonly set: CharSet }
  | { readonly kind: 'assert'; readonly at: Assertion }
  | { readonly kind: 'cluster' }
  | { readonly kind: 'line-break' }
  /** A back-reference by number, of which the first digit has been read. */
  | { readonly kind: 'reference'; readonly first: number }
  /** A back-reference by name; the name is next. */
  | { readonly kind: 'name' };

const unsupported = 'Illegal/unsupported escape sequence';
const letters: Readonly<Record<string, number>> = { a: 7, e: 27, f: 12, n: 10, r: 13, t: 9 };

/** Reads an escape whose backslash is next, in a class or outside of one; `isRange` where it ends a range. */
export function readEscape(
  reader: PatternReader,
  flags: PatternFlags,
  inClass: boolean,
  isRange: boolean,
): Escaped {
  const point = reader.skip();
  const letter = String.fromCodePoint(point);
  const isAscii = /^[a-zA-Z0-9]$/.test(letter);
  if (!isAscii) return { kind: 'point', point };
  if (Object.hasOwn(letters, letter)) return { kind: 'point', point: letters[letter]! };
  if (isRange && letter === 'v') return { kind: 'point', point: 11 };
  const set = predefinedSet(letter, flags.unicodeClasses);
  if (set !== null) return { kind: 'set', set };
  switch (letter) {
    case '0':
      return { kind: 'point', point: octal(reader) };
    case 'N':
      throw characterName(reader);
    case 'c':
      if (reader.cursor >= reader.length) throw reader.error('Illegal control escape sequence');
      return { kind: 'point', point: reader.read() ^ 64 };
    case 'u':
      return { kind: 'point', point: unicode(reader) };
    case 'x':
      return { kind: 'point', point: hexadecimal(reader) };
  }
  if (inClass) throw reader.error(unsupported);
  return outsideClass(reader, letter, flags);
}

function outsideClass(reader: PatternReader, letter: string, flags: PatternFlags): Escaped {
  switch (letter) {
    case 'A':
      return { kind: 'assert', at: 'input-start' };
    case 'B':
      return { kind: 'assert', at: flags.unicodeClasses ? 'unicode-not-word' : 'not-word' };
    case 'G':
      return { kind: 'assert', at: 'search-start' };
    case 'R':
      return { kind: 'line-break' };
    case 'X':
      return { kind: 'cluster' };
    case 'Z':
      return { kind: 'assert', at: flags.unixLines ? 'unix-last-line-end' : 'last-line-end' };
    case 'b':
      // Boundaries of grapheme clusters, `\b{g}`, are not offered; any other brace is a quantifier's.
      if (reader.peek() === 123 && reader.at(reader.cursor + 1) === 103) throw reader.error(unsupported);
      return { kind: 'assert', at: flags.unicodeClasses ? 'unicode-word' : 'word' };
    case 'k':
      if (reader.read() !== 60) throw reader.error("\\k is not followed by '<' for named capturing group");
      return { kind: 'name' };
    case 'z':
      return { kind: 'assert', at: 'input-end' };
    default:
      if (letter >= '1' && letter <= '9') return { kind: 'reference', first: Number(letter) };
      throw reader.error(unsupported);
  }
}

/** Names of characters are not known: none of them is. */
function characterName(reader: PatternReader): PatternError {
  if (reader.read() !== 123) return reader.error('Illegal character name escape sequence');
  const from = reader.cursor;
  while (reader.read() !== 125) {
    if (reader.cursor >= reader.length) return reader.error('Unclosed character name escape sequence');
  }
  return reader.error(`Unknown character name [${reader.text(from, reader.cursor - 1)}]`);
}

const digitValue = (point: number, base: number): number => {
  const value = point < 128 ? parseInt(String.fromCharCode(point), 36) : NaN;
  return value < base ? value : -1;
};

function octal(reader: PatternReader): number {
  const first = digitValue(reader.read(), 8);
  if (first < 0) throw reader.error('Illegal octal escape sequence');
  const second = digitValue(reader.read(), 8);
  if (second < 0) {
    reader.back();
    return first;
  }
  const third = digitValue(reader.read(), 8);
  if (third >= 0 && first < 4) return first * 64 + second * 8 + third;
  reader.back();
  return first * 8 + second;
}

function hexadecimal(reader: PatternReader): number {
  const first = reader.read();
  const high = digitValue(first, 16);
  if (high >= 0) {
    const low = digitValue(reader.read(), 16);
    if (low >= 0) return high * 16 + low;
  } else if (first === 123 && digitValue(reader.peek(), 16) >= 0) {
    let point = 0;
    let next = reader.read();
    for (let digit = digitValue(next, 16); digit >= 0; digit = digitValue(next, 16)) {
      point = point * 16 + digit;
      if (point > 0x10ffff) throw reader.error('Hexadecimal codepoint is too big');
      next = reader.read();
    }
    if (next !== 125) throw reader.error('Unclosed hexadecimal escape sequence');
    return point;
  }
  throw reader.error('Illegal hexadecimal escape sequence');
}

function fourDigits(reader: PatternReader): number {
  let unit = 0;
  for (let i = 0; i < 4; i++) {
    const digit = digitValue(reader.read(), 16);
    if (digit < 0) throw reader.error('Illegal Unicode escape sequence');
    unit = unit * 16 + digit;
  }
  return unit;
}

/** One unit, or the two of a pair. */
function unicode(reader: PatternReader): number {
  const high = fourDigits(reader);
  if (high >> 10 !== 0x36) return high;
  const after = reader.cursor;
  if (reader.read() === 92 && reader.read() === 117) {
    const low = fourDigits(reader);
    if (low >> 10 === 0x37) return ((high & 0x3ff) << 10) + (low & 0x3ff) + 0x10000;
  }
  reader.cursor = after;
  return high;
}
