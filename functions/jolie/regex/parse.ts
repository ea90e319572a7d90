/**
 * The parser of Java 17's regular expressions (java.util.regex.Pattern): text to a tree. Nesting is bounded, so the
 * functions may call each other.
 */
import { charClass, escapeClass, propertyClass, singles, type CharSet } from './char-sets';

export type RegexNode =
  | { readonly kind: 'set'; readonly set: CharSet }
  | { readonly kind: 'sequence'; readonly items: readonly RegexNode[] }
  | { readonly kind: 'choice'; readonly items: readonly RegexNode[] }
  | { readonly kind: 'group'; readonly index: number; readonly body: RegexNode }
  | {
      readonly kind: 'repeat';
      readonly body: RegexNode;
      readonly least: number;
      readonly most: number;
      readonly mode: 'greedy' | 'lazy' | 'possessive';
    }
  | { readonly kind: 'look'; readonly behind: boolean; readonly negated: boolean; readonly body: RegexNode }
  | { readonly kind: 'atomic'; readonly body: RegexNode }
  | { readonly kind: 'back'; readonly group: number; readonly ignoreCase: boolean }
  | { readonly kind: 'assert'; readonly at: Assertion };

export type Assertion =
  | 'input-start'
  | 'line-start'
  | 'input-end'
  | 'last-line-end'
  | 'line-end'
  | 'unix-line-end'
  | 'unix-last-line-end'
  | 'word'
  | 'not-word'
  | 'search-start';

/** A pattern that Java refuses, in its words where they are known. */
export class PatternError extends Error {
  constructor(
    message: string,
    readonly index: number,
  ) {
    super(message);
  }
}

export interface Flags {
  readonly ignoreCase: boolean;
  readonly dotAll: boolean;
  readonly multiline: boolean;
  readonly comments: boolean;
  readonly unixLines: boolean;
}

export interface ParsedPattern {
  readonly node: RegexNode;
  readonly groupCount: number;
  readonly names: ReadonlyMap<string, number>;
}

/** How deep groups may nest, and classes in classes. */
const deepest = 20;

export function parsePattern(pattern: string): ParsedPattern {
  return new PatternParser(pattern).parse();
}

class PatternParser {
  #at = 0;
  #groups = 0;
  #depth = 0;
  readonly #names = new Map<string, number>();
  #flags: Flags = { ignoreCase: false, dotAll: false, multiline: false, comments: false, unixLines: false };

  constructor(private readonly text: string) {}

  parse(): ParsedPattern {
    const node = this.#choice();
    if (this.#at < this.text.length) throw this.#error("Unmatched closing ')'", this.#at - 1);
    return { node, groupCount: this.#groups, names: this.#names };
  }

  #error(message: string, index = this.#at): PatternError {
    return new PatternError(message, index);
  }

  get #next(): string {
    return this.text.charAt(this.#at);
  }

  #accept(symbol: string): boolean {
    if (!this.text.startsWith(symbol, this.#at)) return false;
    this.#at += symbol.length;
    return true;
  }

  #point(): number {
    const point = this.text.codePointAt(this.#at)!;
    this.#at += point > 0xffff ? 2 : 1;
    return point;
  }

  /** choice = sequence { "|" sequence } */
  #choice(): RegexNode {
    if (++this.#depth > deepest) throw this.#error('Pattern nested too deep');
    const items = [this.#sequence()];
    while (this.#accept('|')) items.push(this.#sequence());
    this.#depth--;
    return items.length === 1 ? items[0]! : { kind: 'choice', items };
  }

  /** sequence = { atom [ quantifier ] } */
  #sequence(): RegexNode {
    const items: RegexNode[] = [];
    for (;;) {
      this.#skipComments();
      const c = this.#next;
      if (c === '' || c === '|' || c === ')') break;
      if (this.#accept('\\Q')) {
        const end = this.text.indexOf('\\E', this.#at);
        const quoted = this.text.slice(this.#at, end === -1 ? this.text.length : end);
        const points = [...quoted].map((each) => this.#literal(each.codePointAt(0)!));
        this.#at = end === -1 ? this.text.length : end + 2;
        const last = points.pop();
        items.push(...points);
        if (last !== undefined) items.push(this.#quantified(last));
        continue;
      }
      if (this.#accept('\\E')) continue;
      const atom = this.#atom();
      if (atom !== null) items.push(this.#quantified(atom));
    }
    return items.length === 1 ? items[0]! : { kind: 'sequence', items };
  }

  #skipComments(): void {
    if (!this.#flags.comments) return;
    for (;;) {
      while (/^[ \t\n\v\f\r]$/.test(this.#next)) this.#at++;
      if (!this.#accept('#')) return;
      const end = this.text.indexOf('\n', this.#at);
      this.#at = end === -1 ? this.text.length : end;
    }
  }

  #literal(point: number): RegexNode {
    return { kind: 'set', set: singles([point], this.#flags.ignoreCase) };
  }

  /** An atom, or null for what stands for nothing: `(?i)`. */
  #atom(): RegexNode | null {
    const c = this.#next;
    switch (c) {
      case '(':
        return this.#group();
      case '[':
        this.#at++;
        return { kind: 'set', set: this.#class(1) };
      case '.':
        this.#at++;
        return { kind: 'set', set: charClass.dot(this.#flags) };
      case '^':
        this.#at++;
        return { kind: 'assert', at: this.#flags.multiline ? 'line-start' : 'input-start' };
      case '$': {
        this.#at++;
        const { multiline, unixLines } = this.#flags;
        const at = multiline
          ? unixLines
            ? 'unix-line-end'
            : 'line-end'
          : unixLines
            ? 'unix-last-line-end'
            : 'last-line-end';
        return { kind: 'assert', at };
      }
      case '*':
      case '+':
      case '?':
        throw this.#error(`Dangling meta character '${c}'`);
      case '\\':
        return this.#escape();
      default:
        return this.#literal(this.#point());
    }
  }

  /** quantifier = ( "?" | "*" | "+" | "{" n [ "," [ m ] ] "}" ) [ "?" | "+" ] */
  #quantified(body: RegexNode): RegexNode {
    for (;;) {
      this.#skipComments();
      let least: number;
      let most: number;
      if (this.#accept('?')) [least, most] = [0, 1];
      else if (this.#accept('*')) [least, most] = [0, Infinity];
      else if (this.#accept('+')) [least, most] = [1, Infinity];
      else if (this.#next === '{') [least, most] = this.#counts();
      else return body;
      const mode = this.#accept('?') ? 'lazy' : this.#accept('+') ? 'possessive' : 'greedy';
      body = { kind: 'repeat', body, least, most, mode };
      if (this.#next === '*' || this.#next === '+' || this.#next === '?') {
        throw this.#error(`Dangling meta character '${this.#next}'`);
      }
    }
  }

  #counts(): [number, number] {
    const match = /^\{(\d+)(,(\d*))?\}/.exec(this.text.slice(this.#at, this.#at + 32));
    if (match === null) {
      throw this.#error(
        /^\{\d/.test(this.text.slice(this.#at)) ? 'Unclosed counted closure' : 'Illegal repetition',
      );
    }
    const least = Number(match[1]);
    const most = match[2] === undefined ? least : match[3] === '' ? Infinity : Number(match[3]);
    if (least > 0x7fffffff || (most !== Infinity && (most > 0x7fffffff || most < least)))
      throw this.#error('Illegal repetition range');
    this.#at += match[0].length;
    return [least, most];
  }

  #group(): RegexNode | null {
    const open = this.#at;
    this.#at++;
    const outer = this.#flags;
    const close = <T>(node: T): T => {
      if (!this.#accept(')')) throw this.#error('Unclosed group', this.text.length);
      this.#flags = outer;
      return node;
    };
    if (!this.#accept('?')) {
      const index = ++this.#groups;
      return close({ kind: 'group', index, body: this.#choice() });
    }
    if (this.#accept(':')) return close(this.#choice());
    if (this.#accept('>')) return close({ kind: 'atomic', body: this.#choice() });
    if (this.#accept('='))
      return close({ kind: 'look', behind: false, negated: false, body: this.#choice() });
    if (this.#accept('!')) return close({ kind: 'look', behind: false, negated: true, body: this.#choice() });
    if (this.#accept('<='))
      return close({ kind: 'look', behind: true, negated: false, body: this.#choice() });
    if (this.#accept('<!')) return close({ kind: 'look', behind: true, negated: true, body: this.#choice() });
    if (this.#accept('<')) {
      const name = /^([a-zA-Z][a-zA-Z0-9]*)>/.exec(this.text.slice(this.#at));
      if (name === null) throw this.#error("named capturing group is missing trailing '>'");
      if (this.#names.has(name[1]!))
        throw this.#error(`Named capturing group <${name[1]}> is already defined`);
      this.#at += name[0].length;
      const index = ++this.#groups;
      this.#names.set(name[1]!, index);
      return close({ kind: 'group', index, body: this.#choice() });
    }
    const flags = /^([idmsuxU]*)(-([idmsuxU]*))?([:)])/.exec(this.text.slice(this.#at));
    if (flags === null)
      throw this.#error(this.#next === '' ? 'Unknown group type' : 'Unknown inline modifier', open + 2);
    this.#at += flags[0].length;
    this.#flags = withFlags(withFlags(outer, flags[1]!, true), flags[3] ?? '', false);
    return flags[4] === ')' ? null : close(this.#choice());
  }

  #escape(): RegexNode {
    this.#at++;
    const c = this.#next;
    if (c === '') throw this.#error('Unexpected internal error');
    if (c >= '1' && c <= '9') return this.#backReference();
    const asserted = {
      b: 'word',
      B: 'not-word',
      A: 'input-start',
      G: 'search-start',
      z: 'input-end',
      Z: 'last-line-end',
    } as const;
    if (Object.hasOwn(asserted, c)) {
      this.#at++;
      return { kind: 'assert', at: asserted[c as keyof typeof asserted] };
    }
    if (c === 'k') {
      const name = /^k<([a-zA-Z][a-zA-Z0-9]*)>/.exec(this.text.slice(this.#at));
      if (name === null) throw this.#error("\\k is not followed by '<' for named capturing group");
      const group = this.#names.get(name[1]!);
      if (group === undefined) throw this.#error(`named capturing group <${name[1]}> does not exist`);
      this.#at += name[0].length;
      return { kind: 'back', group, ignoreCase: this.#flags.ignoreCase };
    }
    if (c === 'R') {
      this.#at++;
      const crlf: RegexNode = { kind: 'sequence', items: [this.#exactly(13), this.#exactly(10)] };
      return { kind: 'choice', items: [crlf, { kind: 'set', set: charClass.lineBreak }] };
    }
    return { kind: 'set', set: this.#escapedSet() };
  }

  #exactly(point: number): RegexNode {
    return { kind: 'set', set: singles([point], false) };
  }

  #backReference(): RegexNode {
    let group = Number(this.#next);
    this.#at++;
    // Further digits belong to it only as long as there are so many groups.
    while (/\d/.test(this.#next) && group * 10 + Number(this.#next) <= this.#groups) {
      group = group * 10 + Number(this.#next);
      this.#at++;
    }
    return { kind: 'back', group, ignoreCase: this.#flags.ignoreCase };
  }

  /** The set after a backslash, which has been read: a class, a property, or one character. */
  #escapedSet(): CharSet {
    const c = this.#next;
    const known = escapeClass(c);
    if (known !== null) {
      this.#at++;
      return known;
    }
    if (c === 'p' || c === 'P') {
      this.#at++;
      let name = this.#next;
      if (name === '{') {
        const end = this.text.indexOf('}', this.#at);
        if (end === -1) throw this.#error('Unclosed character family', this.text.length - 1);
        name = this.text.slice(this.#at + 1, end);
        this.#at = end + 1;
      } else this.#at++;
      const set = propertyClass(name);
      if (set === null) throw this.#error(`Unknown character property name {${name}}`);
      return c === 'P' ? (point) => !set(point) : set;
    }
    return singles([this.#escapedPoint()], this.#flags.ignoreCase);
  }

  #escapedPoint(): number {
    const rest = this.text.slice(this.#at, this.#at + 16);
    const controls: Readonly<Record<string, number>> = { t: 9, n: 10, r: 13, f: 12, a: 7, e: 27 };
    const c = this.#next;
    if (Object.hasOwn(controls, c)) {
      this.#at++;
      return controls[c]!;
    }
    const take = (pattern: RegExp, base: number, message: string): number => {
      const match = pattern.exec(rest);
      if (match === null) throw this.#error(message);
      this.#at += match[0].length;
      return parseInt(match[1]!, base);
    };
    if (c === '0') return take(/^0([0-3][0-7]{0,2}|[0-7]{1,2})/, 8, 'Illegal octal escape sequence');
    if (c === 'x') {
      if (!rest.startsWith('x{'))
        return take(/^x([0-9a-fA-F]{2})/, 16, 'Illegal hexadecimal escape sequence');
      const point = take(/^x\{([0-9a-fA-F]+)\}/, 16, 'Unclosed hexadecimal escape sequence');
      if (point > 0x10ffff) throw this.#error('Hexadecimal codepoint is too big');
      return point;
    }
    if (c === 'u') {
      const high = take(/^u([0-9a-fA-F]{4})/, 16, 'Illegal Unicode escape sequence');
      const low = /^\\u([dD][c-fC-F][0-9a-fA-F]{2})/.exec(this.text.slice(this.#at));
      if (high < 0xd800 || high > 0xdbff || low === null) return high;
      this.#at += low[0].length;
      return ((high - 0xd800) << 10) + (parseInt(low[1]!, 16) - 0xdc00) + 0x10000;
    }
    if (c === 'c') {
      const match = /^c([\s\S])/.exec(rest);
      if (match === null) throw this.#error('Illegal control escape sequence');
      this.#at += 2;
      return match[1]!.charCodeAt(0) ^ 64;
    }
    if (/[a-zA-Z]/.test(c)) throw this.#error('Illegal/unsupported escape sequence');
    return this.#point();
  }

  /** class = "[" [ "^" ] { item } [ "&&" class-items ] "]": unions, ranges, classes in classes, intersections */
  #class(depth: number): CharSet {
    if (depth > deepest) throw this.#error('Pattern nested too deep');
    const negated = this.#accept('^');
    let result: CharSet | null = null;
    let union: CharSet[] = [];
    const closeUnion = () => {
      if (union.length === 0) return;
      const [first, ...others] = union;
      const set: CharSet = others.length === 0 ? first! : anyOf(union);
      const before = result;
      result = before === null ? set : (point) => before(point) && set(point);
      union = [];
    };
    let first = true;
    for (;;) {
      if (this.#flags.comments) this.#skipComments();
      const c = this.#next;
      if (c === '') throw this.#error('Unclosed character class', this.text.length - 1);
      // A bracket that comes first is a character of the class, as long as another one closes it.
      if (c === ']' && !first) {
        this.#at++;
        break;
      }
      first = false;
      if (this.#accept('&&')) {
        closeUnion();
        while (this.#accept('&&'));
        continue;
      }
      if (this.#accept('[')) {
        union.push(this.#class(depth + 1));
        continue;
      }
      if (this.#accept('\\Q')) {
        const end = this.text.indexOf('\\E', this.#at);
        const quoted = this.text.slice(this.#at, end === -1 ? this.text.length : end);
        union.push(
          singles(
            [...quoted].map((each) => each.codePointAt(0)!),
            this.#flags.ignoreCase,
          ),
        );
        this.#at = end === -1 ? this.text.length : end + 2;
        continue;
      }
      union.push(this.#classItem());
    }
    closeUnion();
    const set: CharSet = result ?? (() => false);
    return negated ? (point) => !set(point) : set;
  }

  #classItem(): CharSet {
    const isSet =
      this.#next === '\\' &&
      (escapeClass(this.text.charAt(this.#at + 1)) !== null || /[pP]/.test(this.text.charAt(this.#at + 1)));
    if (isSet) {
      this.#at++;
      return this.#escapedSet();
    }
    const from = this.#classPoint();
    const rest = this.text.slice(this.#at, this.#at + 2);
    if (!rest.startsWith('-') || rest === '-]' || rest === '-[' || rest === '-' || rest === '-&') {
      return singles([from], this.#flags.ignoreCase);
    }
    this.#at++;
    const to = this.#classPoint();
    if (to < from) throw this.#error('Illegal character range', this.#at - 1);
    return charClass.range(from, to, this.#flags.ignoreCase);
  }

  #classPoint(): number {
    if (this.#next === '') throw this.#error('Unclosed character class', this.text.length - 1);
    return this.#accept('\\') ? this.#escapedPoint() : this.#point();
  }
}

const anyOf =
  (sets: readonly CharSet[]): CharSet =>
  (point) => {
    for (const set of sets) if (set(point)) return true;
    return false;
  };

function withFlags(flags: Flags, letters: string, on: boolean): Flags {
  const has = (letter: string) => letters.includes(letter);
  return {
    ignoreCase: has('i') ? on : flags.ignoreCase,
    dotAll: has('s') ? on : flags.dotAll,
    multiline: has('m') ? on : flags.multiline,
    comments: has('x') ? on : flags.comments,
    unixLines: has('d') ? on : flags.unixLines,
  };
}
