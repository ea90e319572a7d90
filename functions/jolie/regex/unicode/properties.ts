import { CodePoints } from '../code-points';
import { categories, categoryMask, categoryPartition } from './categories';
import { decodeRanges, rangesOf } from './decode';
import * as tables from './tables';

/** The points of the general categories in a mask. */
export const categorySet = (mask: number): CodePoints =>
  CodePoints.ofRanges(rangesOf(categoryPartition, (index) => ((mask >> index) & 1) === 1));

const inCategories = (...names: readonly string[]) => categorySet(categoryMask(...names));
const stored = (text: string) => CodePoints.ofRanges(decodeRanges(text));
const points = (...ranges: readonly (readonly [number, number])[]) => CodePoints.ofRanges(ranges);

/** The letters of the groups of categories: `L` stands for all of `Lu`, `Ll` … */
const groups: ReadonlyMap<string, readonly string[]> = new Map([
  ...['L', 'M', 'N', 'Z', 'C', 'P', 'S'].map(
    (group) => [group, categories.filter((name) => name.startsWith(group))] as const,
  ),
  ['LC', ['Lu', 'Ll', 'Lt']] as const,
  ['LD', ['Lu', 'Ll', 'Lt', 'Lm', 'Lo', 'Nd']] as const,
]);

/** The points of a general category or a group of them, by its short name; null for none of that name. */
export function generalCategory(name: string): CodePoints | null {
  const group = groups.get(name);
  if (group !== undefined) return inCategories(...group);
  return categories.includes(name) ? inCategories(name) : null;
}

const letters = ['Lu', 'Ll', 'Lt', 'Lm', 'Lo'] as const;
const nonCharacters = () =>
  points([0xfdd0, 0xfdef], ...Array.from({ length: 17 }, (_, plane) => nonCharactersOf(plane)));
const nonCharactersOf = (plane: number) => [plane * 0x10000 + 0xfffe, plane * 0x10000 + 0xffff] as const;
const ignorable = () => inCategories('Cf').union(points([0, 8], [0xe, 0x1b], [0x7f, 0x9f]));
const identifierParts = () => inCategories(...letters, 'Nl', 'Pc', 'Nd', 'Mc', 'Mn').union(ignorable());

/** Properties of Unicode, as Java 17 defines them. */
export const property = {
  alphabetic: () => inCategories(...letters, 'Nl').union(stored(tables.otherAlphabetic)),
  assigned: () => inCategories('Cn').complement(),
  control: () => inCategories('Cc'),
  digit: () => inCategories('Nd'),
  hexDigit: () =>
    inCategories('Nd').union(
      points([65, 70], [97, 102], [0xff10, 0xff19], [0xff21, 0xff26], [0xff41, 0xff46]),
    ),
  ideographic: () => stored(tables.ideographic),
  joinControl: () => points([0x200c, 0x200d]),
  letter: () => inCategories(...letters),
  letterOrDigit: () => inCategories(...letters, 'Nd'),
  lowercase: () => inCategories('Ll').union(stored(tables.otherLowercase)),
  uppercase: () => inCategories('Lu').union(stored(tables.otherUppercase)),
  titlecase: () => inCategories('Lt'),
  nonCharacter: nonCharacters,
  punctuation: () => inCategories('Pc', 'Pd', 'Ps', 'Pe', 'Po', 'Pi', 'Pf'),
  whiteSpace: () => inCategories('Zs', 'Zl', 'Zp').union(points([9, 13], [0x85, 0x85])),
  blank: () => inCategories('Zs').union(points([9, 9])),
  graph: () => inCategories('Zs', 'Zl', 'Zp', 'Cc', 'Cs', 'Cn').complement(),
  print: () => inCategories('Zl', 'Zp', 'Cc', 'Cs', 'Cn').complement(),
  word: () =>
    inCategories(...letters, 'Nl', 'Mn', 'Me', 'Mc', 'Nd', 'Pc')
      .union(stored(tables.otherAlphabetic))
      .union(points([0x200c, 0x200d])),
  alnum: () => inCategories(...letters, 'Nl', 'Nd').union(stored(tables.otherAlphabetic)),
  mirrored: () => stored(tables.bidiMirrored),
  spaceChar: () => inCategories('Zs', 'Zl', 'Zp'),
  javaWhitespace: () =>
    inCategories('Zs', 'Zl', 'Zp')
      .intersection(points([0xa0, 0xa0], [0x2007, 0x2007], [0x202f, 0x202f]).complement())
      .union(points([9, 13], [0x1c, 0x1f])),
  isoControl: () => points([0, 0x1f], [0x7f, 0x9f]),
  identifierIgnorable: ignorable,
  javaIdentifierStart: () => inCategories(...letters, 'Nl', 'Sc', 'Pc'),
  javaIdentifierPart: () => identifierParts().union(inCategories('Sc')),
  unicodeIdentifierStart: () => inCategories(...letters, 'Nl').union(stored(tables.otherIdStart)),
  unicodeIdentifierPart: () =>
    identifierParts().union(stored(tables.otherIdStart)).union(stored(tables.otherIdContinue)),
} as const;
