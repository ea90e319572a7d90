import { intersection, not, remembering, union, type CharSet } from './char-set';
import { propertySet, valuedPropertySet } from './named-sets';
import { characterSet, rangeSet } from './case-sets';
import type { PatternFlags } from './flags';
import type { PatternReader } from './pattern-reader';

const [bracket, closing, ampersand, backslash, caret, dash] = [91, 93, 38, 92, 94, 45] as const;

/** Reads an escape in a class: a point, or a set. */
export type ReadEscape = (isRange: boolean) => number | CharSet;

/** How deep groups may nest, and classes in classes. */
export const deepest = 20;

/** Reads the classes of a pattern, `[…]`, as Java does: unions, ranges, classes in classes, intersections. */
export class ClassParser {
  #depth = 0;

  constructor(
    private readonly reader: PatternReader,
    private readonly flags: () => PatternFlags,
    private readonly readEscape: ReadEscape,
  ) {}

  /** A class whose bracket is next. */
  read(): CharSet {
    return remembering(this.#class(true));
  }

  /** The items up to the bracket that closes them; `consume` says whether to go past it. */
  #class(consume: boolean): CharSet {
    const { reader } = this;
    if (++this.#depth > deepest) throw reader.error('Pattern nested too deep');
    let parts: CharSet[] = [];
    // Single characters count only when an operator or the end comes, as in Java.
    let singles: CharSet[] = [];
    const add = (set: CharSet) => parts.push(set);
    const addSingles = () => {
      parts.push(...singles);
      singles = [];
    };
    let point = reader.next();
    const negated = point === caret && reader.at(reader.cursor - 1) === bracket;
    if (negated) point = reader.next();
    for (;;) {
      if (point === bracket) {
        add(this.#class(true));
        point = reader.peek();
        continue;
      }
      if (point === ampersand) {
        point = reader.next();
        if (point === ampersand) {
          reader.next();
          const right = this.#right();
          addSingles();
          if (parts.length === 0 && right === null) throw reader.error('Bad class syntax');
          if (right !== null) parts = [parts.length === 0 ? right : intersection(unionOf(parts), right)];
          point = reader.peek();
          continue;
        }
        reader.back();
      } else if (point === 0 && reader.ended) throw reader.error('Unclosed character class');
      else if (point === closing && (parts.length > 0 || singles.length > 0)) {
        if (consume) reader.next();
        addSingles();
        this.#depth--;
        return negated ? not(unionOf(parts)) : unionOf(parts);
      }
      this.#item(add, (set) => singles.push(set));
      point = reader.peek();
    }
  }

  /** What stands right of `&&`; null when nothing does. */
  #right(): CharSet | null {
    const { reader } = this;
    const parts: CharSet[] = [];
    for (let point = reader.peek(); point !== closing && point !== ampersand; point = reader.peek()) {
      if (point !== bracket) reader.back();
      parts.push(this.#class(point === bracket));
    }
    return parts.length === 0 ? null : unionOf(parts);
  }

  #item(add: (set: CharSet) => void, addSingle: (set: CharSet) => void): void {
    const { reader } = this;
    let from = reader.peek();
    if (from === backslash) {
      const letter = reader.nextRaw();
      if (letter === 112 || letter === 80) {
        add(readFamily(reader, letter === 80, this.flags()));
        return;
      }
      const isRange = reader.at(reader.cursor + 1) === dash;
      reader.back();
      const escaped = this.readEscape(isRange);
      if (typeof escaped !== 'number') {
        add(escaped);
        return;
      }
      from = escaped;
    } else reader.next();
    const flags = this.flags();
    if (reader.peek() === dash) {
      const end = reader.at(reader.cursor + 1);
      if (end !== bracket && end !== closing) {
        reader.next();
        let to: number | CharSet = reader.peek();
        if (to === backslash) to = this.readEscape(true);
        else reader.next();
        if (typeof to !== 'number' || to < from) throw reader.error('Illegal character range');
        add(rangeSet(from, to, flags));
        return;
      }
    }
    const single = characterSet(from, flags);
    if (from < 256) addSingle(single);
    else add(single);
  }
}

/** All of some sets, at least one, in one: a set of sets of sets would be slow to tell of a point. */
const unionOf = (parts: readonly CharSet[]): CharSet => (parts.length === 1 ? parts[0]! : union(...parts));

/** Reads the name of a property after `\p` or `\P`; the letter is next. */
export function readFamily(reader: PatternReader, negated: boolean, flags: PatternFlags): CharSet {
  let name: string;
  if (reader.next() !== 123) {
    name = String.fromCodePoint(reader.at(reader.cursor));
    reader.read();
  } else {
    reader.next();
    name = reader.braced('Unclosed character family');
    if (name === '') throw reader.error('Empty character family');
  }
  const set = familySet(reader, name, flags);
  return negated ? not(set) : set;
}

function familySet(reader: PatternReader, name: string, flags: PatternFlags): CharSet {
  const equals = name.indexOf('=');
  if (equals < 0) {
    const set = propertySet(name, flags.ignoreCase, flags.unicodeClasses);
    if (set === null) throw reader.error(`Unknown character property name {${name}}`);
    return set;
  }
  const [key, value] = [name.slice(0, equals).toLowerCase(), name.slice(equals + 1)];
  const set = valuedPropertySet(key, value, flags.ignoreCase);
  if (set === null) {
    throw reader.error(`Unknown Unicode property {name=<${key}>, value=<${value}>}`);
  }
  return set;
}
