import { gasOfBytes, type Meter } from '../run/meter';
import { Children, Double, flat, sizes, Value, Vector } from '../values';
import { jsonSpecial } from './json-text';

/** UTF-16 units of a text that is tried, and lists and objects inside each other. */
const longest = 4096;
const deepest = 32;

/** Members of an object: with more of them the order in which they came would show. */
const mostMembers = 11;

/** What a token and a node cost: as `readJson` and `treeOf` charge for them. */
const perToken = 8;
const perNode = 3;

/**
 * The tree of a JSON text that is written as most of them are, read in one go: as `readJson` and `treeOf` would make it
 * and for the same price, which is taken in one. Null, with nothing charged: the text has something of its own (is no
 * JSON, is long, has an escape, a name twice), or the run has little left, and the other way is to be gone.
 */
export function usualTree(text: string, meter: Meter): Value | null {
  if (text.length > longest) return null;
  const reader = new Reader(text);
  const tree = new Value();
  if (!reader.whole(tree) || !meter.prepaid(reader.gas, reader.bytes)) return null;
  return tree;
}

class Reader {
  /** What is to be charged. */
  gas: number;
  bytes = 0;
  #at = 0;
  /** Where the last token ended. */
  #end = 0;

  constructor(private readonly text: string) {
    this.gas = text.length >> 3;
  }

  /** Reads all of the text into a node; false when it is not as usual. */
  whole(root: Value): boolean {
    if (!this.#value(root, this.#next(), 0)) return false;
    if (!Number.isNaN(this.#next())) return false;
    this.#token();
    return true;
  }

  /** The unit at which the next token begins; NaN at the end. */
  #next(): number {
    const { text } = this;
    let unit = text.charCodeAt(this.#at);
    while (unit === 32 || unit === 10 || unit === 13 || unit === 9) unit = text.charCodeAt(++this.#at);
    return unit;
  }

  /** A token has been read: it costs by its length, with the space before it. */
  #token(): void {
    const bytes = 64 + (this.#at - this.#end) * 2;
    this.#end = this.#at;
    this.gas += perToken + gasOfBytes(bytes);
    this.bytes += bytes;
  }

  #mark(): void {
    this.#at++;
    this.#token();
  }

  #allocate(bytes: number): void {
    this.gas += gasOfBytes(bytes);
    this.bytes += bytes;
  }

  #value(node: Value, unit: number, depth: number): boolean {
    this.gas += perNode;
    switch (unit) {
      case 0x7b:
        return this.#object(node, depth);
      case 0x5b: {
        const items = this.#list(depth);
        if (items === null) return false;
        this.#put(node, '_', items);
        return true;
      }
      default:
        return this.#basic(node, unit);
    }
  }

  #basic(node: Value, unit: number): boolean {
    if (unit === 0x22) {
      const text = this.#string();
      if (text === null) return false;
      node.basic = text;
      return true;
    }
    if (unit === 0x2d || (unit >= 0x30 && unit <= 0x39)) return this.#number(node);
    const { text } = this;
    if (text.startsWith('true', this.#at)) {
      node.basic = true;
      this.#at += 4;
    } else if (text.startsWith('false', this.#at)) {
      node.basic = false;
      this.#at += 5;
    } else if (text.startsWith('null', this.#at)) this.#at += 4;
    else return false;
    this.#token();
    return true;
  }

  /** An int of up to nine digits, or a fraction without an exponent. */
  #number(node: Value): boolean {
    const { text } = this;
    const from = this.#at;
    const first = text.charCodeAt(from) === 0x2d ? from + 1 : from;
    let end = digitsEnd(text, first);
    if (end === first || end - first > 9) return false;
    const fraction = text.charCodeAt(end) === 0x2e;
    if (fraction) {
      const begin = end + 1;
      end = digitsEnd(text, begin);
      if (end === begin) return false;
    }
    // An exponent, or what only looks like one.
    if ((text.charCodeAt(end) | 0x20) === 0x65) return false;
    const number = Number(text.slice(from, end));
    node.basic = fraction ? new Double(number) : number | 0;
    this.#at = end;
    this.#token();
    return true;
  }

  /** A text without escapes; null for any other. */
  #string(): string | null {
    const { text } = this;
    const from = ++this.#at;
    for (;;) {
      const unit = text.charCodeAt(this.#at);
      if (unit === 0x22) break;
      if (unit === 0x5c || Number.isNaN(unit)) return null;
      this.#at++;
    }
    const value = flat(text.slice(from, this.#at));
    this.#mark();
    return value;
  }

  #list(depth: number): Value[] | null {
    if (depth >= deepest) return null;
    this.#mark();
    const items: Value[] = [];
    let unit = this.#next();
    if (unit !== 0x5d) {
      for (;;) {
        const item = new Value();
        if (!this.#value(item, unit, depth + 1)) return null;
        items.push(item);
        unit = this.#next();
        if (unit !== 0x2c) break;
        this.#mark();
        unit = this.#next();
      }
      if (unit !== 0x5d) return null;
    }
    this.#mark();
    return items;
  }

  #object(node: Value, depth: number): boolean {
    if (depth >= deepest) return false;
    this.#mark();
    let unit = this.#next();
    if (unit !== 0x7d) {
      for (;;) {
        if (unit !== 0x22 || !this.#member(node, depth)) return false;
        unit = this.#next();
        if (unit !== 0x2c) break;
        this.#mark();
        unit = this.#next();
      }
      if (unit !== 0x7d) return false;
    }
    this.#mark();
    return true;
  }

  #member(node: Value, depth: number): boolean {
    const name = this.#string();
    if (name === null || name === '$' || this.#next() !== 0x3a) return false;
    this.#mark();
    const { children } = node;
    if (children !== null && (children.count === mostMembers || children.has(name))) return false;
    const unit = this.#next();
    let items: Value[] | null;
    if (unit === 0x5b) items = this.#list(depth + 1);
    else {
      const only = new Value();
      items = this.#value(only, unit, depth + 1) ? [only] : null;
    }
    if (items === null) return false;
    this.#put(node, name, items);
    return true;
  }

  #put(node: Value, name: string, items: Value[]): void {
    this.#allocate(sizes.vector + sizes.child + name.length * sizes.character + items.length * sizes.value);
    if (node.children === null) {
      this.#allocate(sizes.children);
      node.children = new Children();
    }
    node.children.set(name, new Vector(items));
  }
}

/** Where the digits end that begin at a place. */
function digitsEnd(text: string, from: number): number {
  let end = from;
  for (let unit = text.charCodeAt(end); unit >= 0x30 && unit <= 0x39; unit = text.charCodeAt(end)) end++;
  return end;
}

/** Nodes of a tree that is tried. */
const mostNodes = 512;

/**
 * A tree as JSON, as `writeJson` would write it and for the same price, which is taken in one. Null, with nothing
 * charged: the tree is large, deep, has an alias or an unusual number, or the run has little left.
 */
export function usualJson(root: Value, meter: Meter): string | null {
  const writer = new Writer(meter.limits.stringLength);
  const text = writer.whole(root);
  return text !== null && meter.prepaid(writer.gas, writer.bytes) ? flat(text) : null;
}

class Writer {
  gas = 0;
  bytes = 0;
  #length = 0;
  #nodes = 0;

  constructor(private readonly longest: number) {}

  whole(root: Value): string | null {
    if (!this.#visit(root)) return null;
    let text: string | null;
    if (root.hasChildren) text = this.#node(root, 0);
    else if (root.basic === undefined) text = this.#piece('{}');
    else {
      const own = this.#basic(root);
      text = own === null ? null : this.#piece(`{"$":${own}}`);
    }
    return this.#length > this.longest ? null : text;
  }

  /** Counts a node that is about to be written; false where it is none of the usual ones. */
  #visit({ basic, link, children }: Value): boolean {
    this.gas += children === null ? 3 : 4 + (children.width >> 3);
    return typeof basic !== 'object' && link === null && ++this.#nodes <= mostNodes;
  }

  #piece(piece: string): string {
    this.#length += piece.length;
    const bytes = piece.length * 2;
    this.gas += 1 + (piece.length >> 6) + gasOfBytes(bytes);
    this.bytes += bytes;
    return piece;
  }

  #basic({ basic }: Value): string | null {
    switch (typeof basic) {
      case 'string':
        return this.#quoted(basic);
      case 'number':
      case 'boolean':
        return String(basic);
      default:
        return basic === undefined ? 'null' : null;
    }
  }

  /** A text without special characters in quotes; null for any other, and for what is long. */
  #quoted(text: string): string | null {
    if (text.length > longest || jsonSpecial.test(text)) return null;
    this.gas += text.length >> 4;
    return `"${text}"`;
  }

  #node(value: Value, depth: number): string | null {
    const { children } = value;
    const elements = value.vector('_');
    if (elements !== undefined) return this.#list(elements, depth);
    if (children === null || children.count === 0) {
      const text = this.#basic(value);
      return text === null ? null : this.#piece(text);
    }
    if (depth >= deepest) return null;
    let text = this.#piece('{');
    let isFirst = true;
    if (value.basic !== undefined) {
      const own = this.#basic(value);
      if (own === null) return null;
      text += this.#piece(`"$":${own}`);
      isFirst = false;
    }
    const walk = children.walk();
    for (let entry = walk.next(); entry !== null; entry = walk.next()) {
      const name = this.#quoted(entry.name);
      if (name === null) return null;
      text += this.#piece(`${isFirst ? '' : ','}${name}:`);
      isFirst = false;
      const member = this.#vector(entry.value, depth);
      if (member === null) return null;
      text += member;
    }
    return text + this.#piece('}');
  }

  #vector(vector: Vector, depth: number): string | null {
    const { link, items } = vector;
    if (link !== null) return null;
    if (items.length > 1) return this.#list(vector, depth);
    return items.length === 0 ? this.#piece('null') : this.#item(items[0]!, depth);
  }

  #list({ link, items }: Vector, depth: number): string | null {
    if (link !== null || items.length > mostNodes) return null;
    let text = this.#piece('[');
    for (let i = 0; i < items.length; i++) {
      if (i > 0) text += this.#piece(',');
      const item = this.#item(items[i]!, depth);
      if (item === null) return null;
      text += item;
    }
    return text + this.#piece(']');
  }

  #item(value: Value, depth: number): string | null {
    return this.#visit(value) ? this.#node(value, depth + 1) : null;
  }
}
