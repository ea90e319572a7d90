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

/**
 * Letters beyond ASCII, as far as `\b` needs them: a character that has another case, or lies in a block of letters
 * without case. Fixed ranges, so that the answer does not depend on the host.
 */
function isLetterOrDigit(point: number): boolean {
  return letterRanges.some(([from, to]) => point >= from && point <= to);
}

const letterRanges: readonly (readonly [number, number])[] = [
  [0xaa, 0xaa],
  [0xb5, 0xb5],
  [0xba, 0xba],
  [0xc0, 0xd6],
  [0xd8, 0xf6],
  [0xf8, 0x2c1],
  [0x370, 0x373],
  [0x376, 0x377],
  [0x37b, 0x37d],
  [0x37f, 0x37f],
  [0x386, 0x386],
  [0x388, 0x3ff],
  [0x400, 0x481],
  [0x48a, 0x556],
  [0x561, 0x587],
  [0x5d0, 0x5ea],
  [0x620, 0x64a],
  [0x660, 0x669],
  [0x671, 0x6d3],
  [0x904, 0x939],
  [0xe01, 0xe30],
  [0x10a0, 0x10ff],
  [0x1e00, 0x1fbc],
  [0x3041, 0x3096],
  [0x30a1, 0x30fa],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xac00, 0xd7a3],
  [0x20000, 0x2a6dd],
];

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

/** The set of a property `\p{…}`: POSIX's, which are ASCII in Java; null for one that is not offered. */
export const propertyClass = (name: string): CharSet | null => properties.get(name) ?? null;

export const charClass = {
  lineBreak: vertical,
  dot: ({ dotAll, unixLines }: { dotAll: boolean; unixLines: boolean }): CharSet =>
    dotAll ? () => true : unixLines ? (point) => point !== 10 : not(isLineTerminator),
  range: (from: number, to: number, ignoreCase: boolean): CharSet => {
    const set = between(from, to);
    return ignoreCase ? (point) => set(point) || set(swapCase(point)) : set;
  },
} as const;
