import { type Node, type Nodes } from './nodes';

/** A pattern that is none: why, and after how many characters. */
export class PatternRefused extends Error {}

/** Nesting and size that a pattern may have, so that no recursion over one is deep. */
const deepest = 64;
const largest = 1_000;

/**
 * Reads a pattern in the syntax of the brics automaton library (`RegExp`, all of it), whose parser takes any character
 * that cannot be an operator where it stands as itself.
 */
export function parsePattern(pattern: string, nodes: Nodes): Node {
  return pattern === '' ? nodes.empty : new Parser(pattern, nodes).whole();
}

const anyUnit: readonly [number, number] = [0, 0xffff];

class Parser {
  #at = 0;
  #depth = 0;
  #size = 0;

  constructor(
    private readonly pattern: string,
    private readonly nodes: Nodes,
  ) {}

  whole(): Node {
    const node = this.#union();
    if (this.#more) this.#refuse('the end of the pattern expected');
    return node;
  }

  get #more(): boolean {
    return this.#at < this.pattern.length;
  }

  #refuse(why: string): never {
    throw new PatternRefused(`${why} at position ${this.#at}`);
  }

  #peek(among: string): boolean {
    return this.#more && among.includes(this.pattern[this.#at]!);
  }

  #accept(character: string): boolean {
    if (!this.#peek(character)) return false;
    this.#at++;
    return true;
  }

  #expect(character: string): void {
    if (!this.#accept(character)) this.#refuse(`${character} expected`);
  }

  /** union = intersection { "|" intersection } */
  #union(): Node {
    if (++this.#depth > deepest) this.#refuse(`the pattern nests deeper than ${deepest} levels`);
    const members = [this.#intersection()];
    while (this.#accept('|')) members.push(this.#intersection());
    this.#depth--;
    return this.nodes.any(members);
  }

  /** intersection = sequence { "&" sequence } */
  #intersection(): Node {
    const members = [this.#sequence()];
    while (this.#accept('&')) members.push(this.#sequence());
    return this.nodes.all(members);
  }

  /** sequence = repeat { repeat } */
  #sequence(): Node {
    const members = [this.#repeat()];
    while (this.#more && !this.#peek(')|&')) members.push(this.#repeat());
    return members.reduceRight((rest, first) => this.nodes.sequence(first, rest), this.nodes.empty);
  }

  /** repeat = complement { "?" | "*" | "+" | "{" n [ "," [ m ] ] "}" } */
  #repeat(): Node {
    let node = this.#complement();
    for (;;) {
      if (this.#accept('?')) node = this.nodes.repeat(node, 0, 1);
      else if (this.#accept('*')) node = this.nodes.repeat(node, 0, Infinity);
      else if (this.#accept('+')) node = this.nodes.repeat(node, 1, Infinity);
      else if (this.#accept('{')) {
        const least = this.#integer() ?? this.#refuse('a whole number expected');
        const most = this.#accept(',') ? (this.#integer() ?? Infinity) : least;
        this.#expect('}');
        node = least > most ? this.nodes.nothing : this.nodes.repeat(node, least, most);
      } else return node;
      if (++this.#size > largest) this.#refuse('the pattern is too large');
    }
  }

  #integer(): number | null {
    const digits = /^\d+/.exec(this.pattern.slice(this.#at, this.#at + 10))?.[0];
    if (digits === undefined) return null;
    this.#at += digits.length;
    return Number(digits);
  }

  /** complement = { "~" } class */
  #complement(): Node {
    let negated = false;
    while (this.#accept('~')) negated = !negated;
    const node = this.#class();
    return negated ? this.nodes.not(node) : node;
  }

  /** class = "[" [ "^" ] unit [ "-" unit ] { … } "]" | simple */
  #class(): Node {
    if (++this.#size > largest) this.#refuse('the pattern is too large');
    if (!this.#accept('[')) return this.#simple();
    const negated = this.#accept('^');
    const units: [number, number][] = [];
    do {
      const first = this.#unit();
      if (!this.#accept('-')) units.push([first, first]);
      else if (this.#peek(']')) units.push([first, first], [45, 45]);
      else units.push([first, this.#unit()]);
    } while (this.#more && !this.#peek(']'));
    this.#expect(']');
    return this.nodes.units(units, negated);
  }

  /** simple = "." | "#" | "@" | '"' text '"' | "(" [ union ] ")" | "<" n "-" m ">" | unit */
  #simple(): Node {
    const { nodes } = this;
    if (this.#accept('.')) return nodes.units([anyUnit]);
    if (this.#accept('#')) return nodes.nothing;
    if (this.#accept('@')) return nodes.repeat(nodes.units([anyUnit]), 0, Infinity);
    if (this.#accept('"')) return this.#quoted();
    if (this.#accept('<')) return this.#number();
    if (this.#accept('(')) {
      if (this.#accept(')')) return nodes.empty;
      const inner = this.#union();
      this.#expect(')');
      return inner;
    }
    return this.#character(this.#unit());
  }

  #character(unit: number): Node {
    return this.nodes.units([[unit, unit]]);
  }

  #quoted(): Node {
    const end = this.pattern.indexOf('"', this.#at);
    if (end < 0) this.#refuse('" expected');
    if ((this.#size += end - this.#at) > largest) this.#refuse('the pattern is too large');
    let node = this.nodes.empty;
    for (let i = end - 1; i >= this.#at; i--)
      node = this.nodes.sequence(this.#character(this.pattern.charCodeAt(i)), node);
    this.#at = end + 1;
    return node;
  }

  #number(): Node {
    const bounds = /^(\d{1,9})-(\d{1,9})>/.exec(this.pattern.slice(this.#at, this.#at + 20));
    if (bounds === null) return this.#refuse('an interval of whole numbers expected');
    const [all, low, high] = bounds as unknown as [string, string, string];
    this.#at += all.length;
    const [least, most] = [Number(low), Number(high)].sort((a, b) => a - b) as [number, number];
    return this.nodes.number(least, most, low.length === high.length ? low.length : 0);
  }

  /** unit = [ "\" ] any character */
  #unit(): number {
    this.#accept('\\');
    if (!this.#more) this.#refuse('the pattern ends too early');
    return this.pattern.charCodeAt(this.#at++);
  }
}
