import { isLetterOrDigit } from './unicode/categories';
import { namedPoints } from './unicode/named';

/** A set of code points. */
export type CharSet = (point: number) => boolean;

const swapCase = (point: number): number =>
  (point >= 65 && point <= 90) || (point >= 97 && point <= 122) ? point ^ 32 : point;

/** The set of some points; without regard to ASCII case where `ignoreCase` says so, as Java does without `(?u)`. */
export function singles(points: readonly number[], ignoreCase: boolean): CharSet {
  if (points.length === 1) {
    const [only] = points as [number];
    const other = ignoreCase ? swapCase(only) : only;
    return (point) => point === only || point === other;
  }
  const all = new Set(ignoreCase ? points.flatMap((point) => [point, swapCase(point)]) : points);
  return (point) => all.has(point);
}

const between =
  (from: number, to: number): CharSet =>
  (point) =>
    point >= from && point <= to;
const not =
  (set: CharSet): CharSet =>
  (point) =>
    !set(point);
const either =
  (...sets: CharSet[]): CharSet =>
  (point) =>
    sets.some((set) => set(point));

const digit = between(48, 57);
const upper = between(65, 90);
const lower = between(97, 122);
const alpha = either(upper, lower);
const word: CharSet = (point) => digit(point) || alpha(point) || point === 95;
const space: CharSet = (point) => point === 32 || (point >= 9 && point <= 13);
const horizontal: CharSet = (point) =>
  point === 9 ||
  point === 32 ||
  point === 0xa0 ||
  point === 0x1680 ||
  point === 0x180e ||
  (point >= 0x2000 && point <= 0x200a) ||
  point === 0x202f ||
  point === 0x205f ||
  point === 0x3000;
const vertical: CharSet = (point) =>
  (point >= 10 && point <= 13) || point === 0x85 || point === 0x2028 || point === 0x2029;

/** Whether a line ends at the point, by Java's rules without UNIX_LINES. */
export const isLineTerminator: CharSet = (point) =>
  point === 10 || point === 13 || point === 0x85 || point === 0x2028 || point === 0x2029;

/** Whether the point is part of a word, for `\b`: Java 17 takes letters and digits of every script, and `_`. */
export const isWordPart: CharSet = (point) => word(point) || (point > 127 && isLetterOrDigit(point));

/** The classes that a backslash and a letter name, or null. */
export function escapeClass(letter: string): CharSet | null {
  switch (letter) {
    case 'd':
      return digit;
    case 'D':
      return not(digit);
    case 'w':
      return word;
    case 'W':
      return not(word);
    case 's':
      return space;
    case 'S':
      return not(space);
    case 'h':
      return horizontal;
    case 'H':
      return not(horizontal);
    case 'v':
      return vertical;
    case 'V':
      return not(vertical);
    default:
      return null;
  }
}

const properties: ReadonlyMap<string, CharSet> = new Map([
  ['Lower', lower],
  ['Upper', upper],
  ['ASCII', between(0, 127)],
  ['Alpha', alpha],
  ['Digit', digit],
  ['Alnum', either(alpha, digit)],
  ['Punct', either(between(33, 47), between(58, 64), between(91, 96), between(123, 126))],
  ['Graph', between(33, 126)],
  ['Print', between(32, 126)],
  ['Blank', singles([32, 9], false)],
  ['Cntrl', either(between(0, 31), singles([127], false))],
  ['XDigit', either(digit, between(97, 102), between(65, 70))],
  ['Space', space],
]);

/** The set of a property `\p{…}`: POSIX's, which are ASCII in Java, or one of Unicode's; null for none of that name. */
export function propertyClass(name: string): CharSet | null {
  const posix = properties.get(name);
  if (posix !== undefined) return posix;
  const points = namedPoints(name);
  return points === null ? null : (point) => points.has(point);
}

export const charClass = {
  lineBreak: vertical,
  dot: ({ dotAll, unixLines }: { dotAll: boolean; unixLines: boolean }): CharSet =>
    dotAll ? () => true : unixLines ? (point) => point !== 10 : not(isLineTerminator),
  range: (from: number, to: number, ignoreCase: boolean): CharSet => {
    const set = between(from, to);
    return ignoreCase ? (point) => set(point) || set(swapCase(point)) : set;
  },
} as const;
