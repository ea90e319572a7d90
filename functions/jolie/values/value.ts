import { type Basic } from './basic';
import { Children, spread } from './children';

/** What every allocation is charged to, before it is made. */
export interface Allocator {
  allocate(bytes: number): void;
  /** Charges the work. */
  charge(gas: number): void;
  /** What is allocated meanwhile is held by no variable yet. */
  making<T>(make: () => T): T;
}

/** Bytes charged for a value, a vector, a first child and each further child. They approximate what V8 uses. */
export const sizes = { value: 48, vector: 64, children: 200, child: 48, character: 2 } as const;

/** What a node or a vector stands for that is an alias. */
export interface Alias<T> {
  /** Looks it up anew, and makes what is not there. */
  follow(): T;
  /** What it would find, without an effect on the run; undefined where that cannot be told. `hops`: aliases yet to follow. */
  look(hops: number): T | undefined;
}

/** A node of a tree: a basic value and, by name, vectors of children; or an alias of another node. */
export class Value {
  children: Children<Vector> | null = null;
  /** An alias: the node it stands for, looked up anew at each use. */
  link: Alias<Value> | null = null;

  constructor(public basic: Basic = undefined) {}

  /** The vector of this name, or undefined. */
  vector(name: string, hash?: number): Vector | undefined {
    return this.children === null ? undefined : this.children.get(name, hash);
  }

  /** The first child of this name, or undefined. */
  child(name: string): Value | undefined {
    const vector = this.vector(name)?.resolved();
    return vector === undefined || vector.items.length === 0 ? undefined : vector.items[0]!.resolved();
  }

  /** The vector of this name, made when it is not there. */
  vectorMade(name: string, meter: Allocator, hash = spread(name)): Vector {
    if (this.children === null) {
      meter.allocate(sizes.children);
      this.children = new Children();
    }
    let vector = this.children.get(name, hash);
    if (vector === undefined) {
      meter.allocate(sizes.vector + sizes.child + name.length * sizes.character);
      vector = new Vector();
      this.children.set(name, vector, hash);
    }
    return vector.resolved();
  }

  /** The first child of this name, made when it is not there. */
  childMade(name: string, meter: Allocator): Value {
    return this.vectorMade(name, meter).made(0, meter);
  }

  /** Adds a child with this basic value at the end of its vector. */
  append(name: string, basic: Basic, meter: Allocator): Value {
    const vector = this.vectorMade(name, meter);
    const value = vector.made(vector.items.length, meter);
    if (typeof basic === 'string') meter.allocate(basic.length * sizes.character);
    value.basic = basic;
    return value;
  }

  get hasChildren(): boolean {
    return this.children !== null && this.children.count > 0;
  }

  resolved(): Value {
    return this.link === null ? this : this.link.follow();
  }
}

/** The children of one name: values from index 0 on; or an alias of another vector. */
export class Vector {
  items: Value[] = [];
  link: Alias<Vector> | null = null;

  resolved(): Vector {
    return this.link === null ? this : this.link.follow();
  }

  /** The item, made with all before it when it is not there; a negative index is 0. */
  made(index: number, meter: Allocator): Value {
    const at = index < 0 ? 0 : index;
    const { items } = this;
    if (at >= items.length) {
      meter.allocate((at - items.length + 1) * sizes.value);
      while (items.length <= at) items.push(new Value());
    }
    return items[at]!.resolved();
  }

  /** Puts another node in the item's place. */
  put(index: number, value: Value, meter: Allocator): void {
    this.made(index, meter);
    this.items[Math.max(0, index)] = value;
  }
}

/**
 * Copies the tree below `source` into `target`: its basic value, and each of its children's vectors in place of the
 * target's of that name; the target's other children stay. Aliases are copied as what they stand for, or kept where
 * `links` says so. Iterative, so no depth of a tree is too deep.
 */
export function copyInto(target: Value, source: Value, meter: Allocator, links = false): void {
  const work: [Value, Value][] = [[target, source]];
  while (work.length > 0) {
    const [to, from] = work.pop()!;
    meter.charge(1);
    to.basic = from.basic;
    if (from.children === null) continue;
    for (const [name, held] of from.children.entries()) {
      if (links && held.link !== null) {
        const alias = new Vector();
        alias.link = held.link;
        to.vectorMade(name, meter);
        to.children!.set(name, alias);
        continue;
      }
      const items = held.resolved().items;
      meter.allocate(items.length * sizes.value);
      const fresh: Value[] = [];
      for (const item of items) {
        const copy = new Value();
        if (links && item.link !== null) copy.link = item.link;
        else work.push([copy, item.resolved()]);
        fresh.push(copy);
      }
      const vector = to.vectorMade(name, meter);
      vector.items = fresh;
    }
  }
}

/** A copy of the whole tree, aliases resolved. */
export function copyOf(source: Value, meter: Allocator): Value {
  meter.allocate(sizes.value);
  const copy = new Value();
  meter.making(() => copyInto(copy, source, meter));
  return copy;
}
