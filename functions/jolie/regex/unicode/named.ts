import { CodePoints } from '../code-points';
import { generalCategory, property } from './properties';
import { blockSet, scriptSet } from './scripts';

/** Java's binary properties, as `\p{IsAlphabetic}` names them, without regard to case. */
const binary: ReadonlyMap<string, () => CodePoints> = new Map([
  ['ALPHABETIC', property.alphabetic],
  ['LETTER', property.letter],
  ['IDEOGRAPHIC', property.ideographic],
  ['LOWERCASE', property.lowercase],
  ['UPPERCASE', property.uppercase],
  ['TITLECASE', property.titlecase],
  ['WHITE_SPACE', property.whiteSpace],
  ['CONTROL', property.control],
  ['PUNCTUATION', property.punctuation],
  ['HEX_DIGIT', property.hexDigit],
  ['ASSIGNED', property.assigned],
  ['NONCHARACTER_CODE_POINT', property.nonCharacter],
  ['DIGIT', property.digit],
  ['ALNUM', property.alnum],
  ['BLANK', property.blank],
  ['GRAPH', property.graph],
  ['PRINT', property.print],
  ['WORD', property.word],
  ['JOIN_CONTROL', property.joinControl],
]);

/** The methods of Java's `Character`, as `\p{javaLowerCase}` names them. */
const ofJava: ReadonlyMap<string, () => CodePoints> = new Map([
  ['javaLowerCase', property.lowercase],
  ['javaUpperCase', property.uppercase],
  ['javaAlphabetic', property.alphabetic],
  ['javaIdeographic', property.ideographic],
  ['javaTitleCase', property.titlecase],
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

const valued = (key: string, value: string): CodePoints | null => {
  switch (key) {
    case 'sc':
    case 'script':
      return scriptSet(value);
    case 'blk':
    case 'block':
      return blockSet(value);
    case 'gc':
    case 'general_category':
      return generalCategory(value);
    default:
      return null;
  }
};

/** The points of a property as Java 17 names it between `\p{` and `}`; null for none of that name. */
export function namedPoints(name: string): CodePoints | null {
  const equals = name.indexOf('=');
  if (equals >= 0) return valued(name.slice(0, equals).toLowerCase(), name.slice(equals + 1));
  if (name.startsWith('In')) return blockSet(name.slice(2));
  if (name.startsWith('Is')) {
    const rest = name.slice(2);
    return binary.get(rest.toUpperCase())?.() ?? generalCategory(rest) ?? scriptSet(rest);
  }
  if (name === 'L1') return CodePoints.range(0, 255);
  if (name === 'all') return CodePoints.all;
  return ofJava.get(name)?.() ?? generalCategory(name);
}
