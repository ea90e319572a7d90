import { remembering, type CharSet } from './char-set';
import { ClassParser, deepest, readFamily } from './class-parser';
import { readEscape, type Escaped } from './escapes';
import { noFlags, withFlag, type PatternFlags } from './flags';
import { characterSet } from './case-sets';
import { dotSets } from './named-sets';
import type { Assertion, ParsedPattern, RegexNode, RepeatMode } from './nodes';
import { PatternReader } from './pattern-reader';
import { study } from './study';

/** Reads a pattern of Java 17's regular expressions; throws a PatternError for one that Java refuses. */
export const parsePattern = (pattern: string): ParsedPattern => new PatternParser(pattern).parse();

const nothing: RegexNode = { kind: 'sequence', items: [] };
const highestCount = 0x7fffffff;
const isDigit = (point: number) => point >= 48 && point <= 57;
const isLatin = (point: number) => (point >= 65 && point <= 90) || (point >= 97 && point <= 122);
const code = (character: string) => character.charCodeAt(0);

/** One method a production; nesting is bounded, so that they may call each other. */
class PatternParser {
  readonly #reader: PatternReader;
  readonly #classes: ClassParser;
  readonly #names = new Map<string, number>();
  #flags = noFlags;
  #groups = 0;
  #depth = 0;
  #supplementary = false;
  #refers = false;

  constructor(pattern: string) {
    this.#reader = new PatternReader(pattern);
    this.#classes = new ClassParser(
      this.#reader,
      () => this.#flags,
      (isRange) => {
        const escaped = readEscape(this.#reader, this.#flags, true, isRange);
        if (escaped.kind === 'point') return escaped.point;
        if (escaped.kind === 'set') return escaped.set;
        throw this.#reader.error('Illegal/unsupported escape sequence');
      },
    );
  }

  parse(): ParsedPattern {
    const node = this.#choice();
    if (this.#reader.cursor !== this.#reader.length) {
      throw this.#reader.error(
        this.#reader.peek() === code(')') ? "Unmatched closing ')'" : 'Unexpected internal error',
      );
    }
    return {
      node,
      groupCount: this.#groups,
      names: this.#names,
      supplementary: this.#supplementary,
      refers: this.#refers,
    };
  }

  #setFlags(flags: PatternFlags): void {
    this.#flags = flags;
    this.#reader.comments = flags.comments;
    this.#reader.unixLines = flags.unixLines;
  }

  /** choice = sequence { "|" sequence } */
  #choice(): RegexNode {
    if (++this.#depth > deepest) throw this.#reader.error('Pattern nested too deep');
    const items = [this.#sequence()];
    while (this.#reader.peek() === code('|')) {
      this.#reader.next();
      items.push(this.#sequence());
    }
    this.#depth--;
    return items.length === 1 ? items[0]! : { kind: 'choice', items };
  }

  /** sequence = { atom [ quantifier ] } */
  #sequence(): RegexNode {
    const items: RegexNode[] = [];
    for (;;) {
      const point = this.#reader.peek();
      if (point === code('|') || point === code(')') || (point === 0 && this.#reader.ended)) break;
      const atom = this.#atom(point);
      if (atom !== null) items.push(this.#quantified(atom));
    }
    return items.length === 1 ? items[0]! : { kind: 'sequence', items };
  }

  /** An atom, or null for what stands for nothing: `(?i)`. */
  #atom(point: number): RegexNode | null {
    const reader = this.#reader;
    switch (String.fromCodePoint(point)) {
      case '(':
        return this.#group();
      case '[':
        return this.#set(this.#classes.read());
      case '\\':
        return this.#escape();
      case '^':
        reader.next();
        return this.#assertion(
          this.#flags.multiline ? (this.#flags.unixLines ? 'unix-line-start' : 'line-start') : 'input-start',
        );
      case '$':
        reader.next();
        return this.#assertion(this.#lineEnd());
      case '.':
        reader.next();
        return this.#set(
          this.#flags.dotAll ? dotSets.all : this.#flags.unixLines ? dotSets.unixLine : dotSets.line,
        );
      case '*':
      case '+':
      case '?':
        reader.next();
        throw reader.error(`Dangling meta character '${String.fromCodePoint(point)}'`);
      // A counted repetition of nothing: what Java makes of `a{2}{3}`.
      case '{':
        return nothing;
      default:
        reader.next();
        return this.#literal(point);
    }
  }

  #set(set: CharSet): RegexNode {
    if (!set.basic) this.#supplementary = true;
    return { kind: 'set', set };
  }

  #literal = (point: number): RegexNode => this.#set(characterSet(point, this.#flags));

  #assertion = (at: Assertion): RegexNode => ({ kind: 'assert', at });

  #lineEnd(): Assertion {
    const { multiline, unixLines } = this.#flags;
    if (multiline) return unixLines ? 'unix-line-end' : 'line-end';
    return unixLines ? 'unix-last-line-end' : 'last-line-end';
  }

  #escape(): RegexNode {
    const reader = this.#reader;
    const letter = reader.nextRaw();
    if (letter === code('p') || letter === code('P')) {
      const node = this.#set(remembering(readFamily(reader, letter === code('P'), this.#flags)));
      if (letter === code('P')) this.#supplementary = true;
      return node;
    }
    reader.back();
    return this.#escaped(readEscape(reader, this.#flags, false, false));
  }

  #escaped(escaped: Escaped): RegexNode {
    switch (escaped.kind) {
      case 'point':
        return this.#literal(escaped.point);
      case 'set':
        return this.#set(remembering(escaped.set));
      case 'assert':
        return this.#assertion(escaped.at);
      case 'cluster':
        return { kind: 'cluster' };
      case 'line-break':
        return { kind: 'line-break' };
      case 'reference':
        return this.#reference(escaped.first);
      case 'name': {
        const name = this.#groupName(this.#reader.read());
        const group = this.#names.get(name);
        if (group === undefined) throw this.#reader.error(`named capturing group <${name}> does not exist`);
        return this.#back(group);
      }
    }
  }

  /** Further digits belong to a reference only as long as there are so many groups. */
  #reference(first: number): RegexNode {
    let group = first;
    for (let point = this.#reader.peek(); isDigit(point); point = this.#reader.peek()) {
      const longer = group * 10 + point - 48;
      if (longer > this.#groups) break;
      group = longer;
      this.#reader.read();
    }
    return this.#back(group);
  }

  #back(group: number): RegexNode {
    const { ignoreCase, unicodeCase } = this.#flags;
    this.#refers = true;
    return { kind: 'back', group, ignoreCase, unicode: unicodeCase };
  }

  /** quantifier = ( "?" | "*" | "+" | "{" n [ "," [ m ] ] "}" ) [ "?" | "+" ] */
  #quantified(body: RegexNode): RegexNode {
    const reader = this.#reader;
    let least = 0;
    let most = Infinity;
    switch (String.fromCodePoint(reader.peek())) {
      case '?':
        most = 1;
        reader.next();
        break;
      case '+':
        least = 1;
        reader.next();
        break;
      case '*':
        reader.next();
        break;
      case '{':
        [least, most] = this.#counts();
        break;
      default:
        return body;
    }
    return { kind: 'repeat', body, least, most, mode: this.#mode() };
  }

  #mode(): RepeatMode {
    const point = this.#reader.peek();
    if (point !== code('?') && point !== code('+')) return 'greedy';
    this.#reader.next();
    return point === code('?') ? 'lazy' : 'possessive';
  }

  #counts(): [number, number] {
    const reader = this.#reader;
    if (!isDigit(reader.at(reader.cursor + 1))) {
      reader.skip();
      throw reader.error('Illegal repetition');
    }
    reader.skip();
    reader.back();
    const least = this.#number();
    let most = least;
    let point = reader.read();
    if (point === code(',')) {
      most = Infinity;
      point = reader.read();
      if (point !== code('}')) {
        reader.back();
        most = isDigit(point) ? this.#number() : 0;
        point = reader.read();
      }
    }
    if (point !== code('}')) throw reader.error('Unclosed counted closure');
    if (most < least) throw reader.error('Illegal repetition range');
    return [least, most];
  }

  /** The digits from here on. */
  #number(): number {
    const reader = this.#reader;
    let number = 0;
    let point = reader.read();
    for (; isDigit(point); point = reader.read()) {
      number = number * 10 + point - 48;
      if (number > highestCount) throw reader.error('Illegal repetition range');
    }
    reader.back();
    return number;
  }

  /** A group whose bracket is next; null for one that only sets flags. */
  #group(): RegexNode | null {
    const reader = this.#reader;
    const outer = this.#flags;
    let make: (body: RegexNode) => RegexNode = (body) => ({ kind: 'group', index: 0, body });
    if (reader.next() !== code('?')) make = this.#capturing();
    else {
      switch (String.fromCodePoint(reader.skip())) {
        case ':':
          break;
        case '=':
          make = (body) => ({ kind: 'look', behind: false, negated: false, body });
          break;
        case '!':
          make = (body) => ({ kind: 'look', behind: false, negated: true, body });
          break;
        case '>':
          make = (body) => ({ kind: 'atomic', body });
          break;
        case '<':
          make = this.#namedOrBehind();
          break;
        case '$':
        case '@':
          throw reader.error('Unknown group type');
        default:
          reader.back();
          this.#readFlags();
          switch (reader.read()) {
            case code(')'):
              return null;
            case code(':'):
              break;
            default:
              throw reader.error('Unknown inline modifier');
          }
      }
    }
    const node = make(this.#choice());
    reader.expect(code(')'), 'Unclosed group');
    this.#setFlags(outer);
    return node;
  }

  #capturing(): (body: RegexNode) => RegexNode {
    const index = ++this.#groups;
    return (body) => ({ kind: 'group', index, body });
  }

  #namedOrBehind(): (body: RegexNode) => RegexNode {
    const reader = this.#reader;
    const point = reader.read();
    if (point === code('=') || point === code('!')) {
      const behind = reader.hasSupplementaryFrom(reader.cursor) ? 'characters' : 'units';
      return (body) => {
        if (!study(body).bounded)
          throw reader.error('Look-behind group does not have an obvious maximum length');
        return { kind: 'look', behind, negated: point === code('!'), body };
      };
    }
    const name = this.#groupName(point);
    if (this.#names.has(name)) throw reader.error(`Named capturing group <${name}> is already defined`);
    const make = this.#capturing();
    this.#names.set(name, this.#groups);
    return make;
  }

  #groupName(first: number): string {
    const reader = this.#reader;
    if (!isLatin(first)) throw reader.error('capturing group name does not start with a Latin letter');
    let name = '';
    let point = first;
    do {
      name += String.fromCodePoint(point);
      point = reader.read();
    } while (isLatin(point) || isDigit(point));
    if (point !== code('>')) throw reader.error("named capturing group is missing trailing '>'");
    return name;
  }

  /** flags = { letter } [ "-" { letter } ] */
  #readFlags(): void {
    let on = true;
    for (let point = this.#reader.peek(); ; point = this.#reader.next()) {
      if (on && point === code('-')) on = false;
      else {
        const flags = withFlag(this.#flags, String.fromCodePoint(point), on);
        if (flags === null) return;
        this.#setFlags(flags);
      }
    }
  }
}
