import { between, not, ranges, setOf, union, type CharSet } from './char-set';
import { once, onceEach } from './made-once';
import { isLetterOrDigit, isNonSpacingMark } from './unicode/categories';
import { generalCategory, property as points } from './unicode/properties';
import { blockSet, scriptSet } from './unicode/scripts';

const digit = between(48, 57);
const lower = between(97, 122);
const upper = between(65, 90);
const alpha = ranges(65, 90, 97, 122);
const space = ranges(9, 13, 32, 32);
const word = ranges(97, 122, 48, 57, 65, 90, 95, 95);
const xdigit = ranges(48, 57, 65, 70, 97, 102);
const horizontal = ranges(
  ...[9, 9, 32, 32, 0xa0, 0xa0, 0x1680, 0x1680, 0x180e, 0x180e],
  ...[0x2000, 0x200a, 0x202f, 0x202f, 0x205f, 0x205f, 0x3000, 0x3000],
);
/** What `\v` matches, and, but for CR before LF, `\R`. */
export const verticalSpace = ranges(10, 13, 0x85, 0x85, 0x2028, 0x2029);
const everything = setOf(() => true);

/** Whether a unit ends a line, without UNIX_LINES. */
export const isLineTerminator = (unit: number): boolean =>
  unit === 10 || unit === 13 || unit === 0x85 || unit === 0x2028 || unit === 0x2029;

/** What `.` matches by the flags. */
export const dotSets = {
  all: everything,
  line: setOf((point) => !isLineTerminator(point)),
  unixLine: setOf((point) => point !== 10),
} as const;

type Making = (ignoreCase: boolean) => CharSet;

/** The points of a general category or a group of them; null for none of that name. */
const category = onceEach(generalCategory);

const property = Object.fromEntries(
  Object.entries(points).map(([name, make]) => [name, once<CharSet>(make)]),
) as Record<keyof typeof points, () => CharSet>;
const anyCase = once(() => union(points.lowercase(), points.uppercase(), points.titlecase()));
const cased =
  (make: () => CharSet): Making =>
  (ignoreCase) =>
    ignoreCase ? anyCase() : make();
const lowercase = cased(property.lowercase);
const uppercase = cased(property.uppercase);
const titlecase = cased(property.titlecase);

/** The set of a predefined class, `\d` and the like, by its letter; null for another letter. */
export function predefinedSet(letter: string, unicode: boolean): CharSet | null {
  const small = letter.toLowerCase();
  const set = lowerPredefined(small, unicode);
  return set === null || letter === small ? set : not(set);
}

function lowerPredefined(letter: string, unicode: boolean): CharSet | null {
  switch (letter) {
    case 'd':
      return unicode ? property.digit() : digit;
    case 'h':
      return horizontal;
    case 's':
      return unicode ? property.whiteSpace() : space;
    case 'v':
      return verticalSpace;
    case 'w':
      return unicode ? property.word() : word;
    default:
      return null;
  }
}

/** POSIX's classes by Unicode's properties, as UNICODE_CHARACTER_CLASS has them and `\p{Is…}` always. */
const unicodePosix: ReadonlyMap<string, Making> = new Map<string, Making>([
  ['ALPHA', property.alphabetic],
  ['LOWER', lowercase],
  ['UPPER', uppercase],
  ['SPACE', property.whiteSpace],
  ['PUNCT', property.punctuation],
  ['XDIGIT', property.hexDigit],
  ['ALNUM', property.alnum],
  ['CNTRL', property.control],
  ['DIGIT', property.digit],
  ['BLANK', property.blank],
  ['GRAPH', property.graph],
  ['PRINT', property.print],
]);

/** What `\p{Is…}` takes, whatever its case. */
const binary: ReadonlyMap<string, Making> = new Map<string, Making>([
  ['ALPHABETIC', property.alphabetic],
  ['ASSIGNED', property.assigned],
  ['CONTROL', property.control],
  ['HEXDIGIT', property.hexDigit],
  ['HEX_DIGIT', property.hexDigit],
  ['IDEOGRAPHIC', property.ideographic],
  ['JOINCONTROL', property.joinControl],
  ['JOIN_CONTROL', property.joinControl],
  ['LETTER', property.letter],
  ['LOWERCASE', lowercase],
  ['NONCHARACTERCODEPOINT', property.nonCharacter],
  ['NONCHARACTER_CODE_POINT', property.nonCharacter],
  ['PUNCTUATION', property.punctuation],
  ['TITLECASE', titlecase],
  ['UPPERCASE', uppercase],
  ['WHITESPACE', property.whiteSpace],
  ['WHITE_SPACE', property.whiteSpace],
  ['WORD', property.word],
]);

/** POSIX's classes in ASCII, and Java's own methods. */
const plain: ReadonlyMap<string, Making> = new Map<string, Making>([
  ['L1', () => between(0, 255)],
  ['all', () => everything],
  ['ASCII', () => between(0, 127)],
  ['Alnum', () => union(alpha, digit)],
  ['Alpha', () => alpha],
  ['Blank', () => ranges(9, 9, 32, 32)],
  ['Cntrl', () => ranges(0, 31, 127, 127)],
  ['Digit', () => digit],
  ['Graph', () => between(33, 126)],
  ['Lower', (any) => (any ? alpha : lower)],
  ['Print', () => between(32, 126)],
  ['Punct', () => ranges(33, 47, 58, 64, 91, 96, 123, 126)],
  ['Space', () => space],
  ['Upper', (any) => (any ? alpha : upper)],
  ['XDigit', () => xdigit],
  ['javaLowerCase', lowercase],
  ['javaUpperCase', uppercase],
  ['javaTitleCase', titlecase],
  ['javaAlphabetic', property.alphabetic],
  ['javaIdeographic', property.ideographic],
  ['javaDigit', property.digit],
  ['javaDefined', property.assigned],
  ['javaLetter', property.letter],
  ['javaLetterOrDigit', property.letterOrDigit],
  ['javaJavaIdentifierStart', property.javaIdentifierStart],
  ['javaJavaIdentifierPart', property.javaIdentifierPart],
  ['javaUnicodeIdentifierStart', property.unicodeIdentifierStart],
  ['javaUnicodeIdentifierPart', property.unicodeIdentifierPart],
  ['javaIdentifierIgnorable', property.identifierIgnorable],
  ['javaSpaceChar', property.spaceChar],
  ['javaWhitespace', property.javaWhitespace],
  ['javaISOControl', property.isoControl],
  ['javaMirrored', property.mirrored],
]);

/** The sets that need no prefix: general categories, POSIX's ASCII classes, and Java's own methods. */
function plainProperty(name: string, ignoreCase: boolean): CharSet | null {
  if (ignoreCase && (name === 'Lu' || name === 'Ll' || name === 'Lt')) return category('LC');
  return category(name) ?? plain.get(name)?.(ignoreCase) ?? null;
}

/** The set that `\p{name=value}` names; null when it names none. */
export function valuedPropertySet(name: string, value: string, ignoreCase: boolean): CharSet | null {
  switch (name) {
    case 'sc':
    case 'script':
      return scriptSet(value);
    case 'blk':
    case 'block':
      return blockSet(value);
    case 'gc':
    case 'general_category':
      return plainProperty(value, ignoreCase);
    default:
      return null;
  }
}

/** The set that `\p{name}` names; null when it names none. */
export function propertySet(name: string, ignoreCase: boolean, unicode: boolean): CharSet | null {
  if (name.startsWith('In')) return blockSet(name.slice(2));
  if (name.startsWith('Is')) {
    const short = name.slice(2);
    const upperCase = short.toUpperCase();
    return (
      (binary.get(upperCase) ?? unicodePosix.get(upperCase))?.(ignoreCase) ??
      plainProperty(short, ignoreCase) ??
      scriptSet(short)
    );
  }
  const posix = unicode ? unicodePosix.get(name.toUpperCase()) : undefined;
  return posix?.(ignoreCase) ?? plainProperty(name, ignoreCase);
}

/** Whether `\b` takes a point for part of a word: a letter or digit of any script, or `_`. */
export const isWordPart = (point: number): boolean =>
  point < 128 ? word.has(point) : isLetterOrDigit(point);
/** The same under UNICODE_CHARACTER_CLASS. */
export const isUnicodeWordPart = (point: number): boolean => property.word().has(point);
/** Whether a point is a letter or a digit, on which a mark may sit. */
export const isBase = isLetterOrDigit;
/** Whether a point is a mark without a width of its own. */
export const isMark = isNonSpacingMark;
