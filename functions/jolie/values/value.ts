import { type Basic } from './basic';
import { Children, type Walk } from './children';

/** What every allocation is charged to, before it is made. */
export interface Allocator {
  allocate(bytes: number): void;
  /** Charges the work. */
  charge(gas: number): void;
  /** What is allocated meanwhile is held by no variable yet. */
  making<T>(make: () => T): T;
  /** What is allocated meanwhile is held by no variable until right after. */
  placing<T>(make: () => T): T;
}

/** Bytes charged for a value, a vector, a first child, each further child, a text's character and a raw beside its bytes. They approximate what V8 uses. */
export const sizes = { value: 48, vector: 64, children: 200, child: 48, character: 2, raw: 192 } as const;

/** What a node or a vector stands for that is an alias. */
export interface Alias<T> {
  /** Looks it up anew, and makes what is not there. */
  follow(): T;
  /** What it would find, without an effect on the run; undefined where that cannot be told. `hops`: aliases yet to follow. */
  look(hops: number): T | undefined;
}

/** A node of a tree: a basic value and, by name, vectors of children; or an alias of another node. */
export class Value {
  children: Children<Vector> | null;
  /** An alias: the node it stands for, looked up anew at each use. */
  link: Alias<Value> | null;

  constructor(public basic: Basic = undefined) {
    this.children = null;
    this.link = null;
  }

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
  vectorMade(name: string, meter: Allocator, hash?: number): Vector {
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
    return vector.link === null ? vector : vector.link.follow();
  }

  /** The first child of this name, made when it is not there. */
  childMade(name: string, meter: Allocator): Value {
    return this.vectorMade(name, meter).made(0, meter);
  }

  /** Adds a child with this basic value at the end of its vector. */
  append(name: string, basic: Basic, meter: Allocator): Value {
    return this.vectorMade(name, meter).append(basic, meter);
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
  link: Alias<Vector> | null;

  constructor(public items: Value[] = []) {
    this.link = null;
  }

  resolved(): Vector {
    return this.link === null ? this : this.link.follow();
  }

  /** The item, made with all before it when it is not there. The index is not negative. */
  made(index: number, meter: Allocator): Value {
    const { items } = this;
    if (index >= items.length) {
      meter.allocate((index - items.length + 1) * sizes.value);
      if (index === 0) {
        // Most vectors have one item: a list that grows would hold room for many.
        const only = new Value();
        this.items = [only];
        return only;
      }
      while (items.length <= index) items.push(new Value());
    }
    const item = items[index]!;
    return item.link === null ? item : item.link.follow();
  }

  /** Adds an item with this basic value at the end. */
  append(basic: Basic, meter: Allocator): Value {
    const value = this.made(this.items.length, meter);
    if (typeof basic === 'string') meter.allocate(basic.length * sizes.character);
    value.basic = basic;
    return value;
  }

  /** Puts another node in the item's place. */
  put(index: number, value: Value, meter: Allocator): void {
    if (index === 0 && this.items.length === 0) {
      meter.allocate(sizes.value);
      this.items = [value];
      return;
    }
    this.made(index, meter);
    this.items[index] = value;
  }
}

/** A node that is being copied: what of its children is left, and the vector of them under way. */
class Copying {
  readonly copy: Value;
  readonly #vectors: Walk<Vector> | null;
  #items: readonly Value[] = [];
  #target: Vector | null = null;
  #next = 0;

  constructor(
    from: Value,
    copy: Value = new Value(),
    private readonly aliases = false,
  ) {
    this.copy = copy;
    copy.basic = from.basic;
    this.#vectors = from.children === null ? null : from.children.walk();
  }

  /** The next item to copy, or undefined when all are. */
  next(meter: Allocator): Value | undefined {
    while (this.#next === this.#items.length) {
      const entry = this.#vectors === null ? null : this.#vectors.next();
      if (entry === null) return undefined;
      const { name, hash, value: held } = entry;
      if (this.aliases && held.link !== null) {
        this.copy.vectorMade(name, meter, hash);
        this.copy.children!.set(name, aliasVector(held.link), hash);
        continue;
      }
      // What is copied into may lie in what is copied: the items are those of now.
      this.#items = held.resolved().items.slice();
      meter.allocate(this.#items.length * sizes.value);
      this.#target = this.copy.vectorMade(name, meter, hash);
      this.#next = 0;
    }
    const item = this.#items[this.#next]!;
    return this.aliases ? item : item.resolved();
  }

  /** Takes the copy of that item, in place of the target's. */
  take(copy: Value): void {
    const target = this.#target!;
    if (target.items.length === 0) target.items = [copy];
    else target.items[this.#next] = copy;
    this.#next++;
  }
}

/**
 * Copies the tree below `source` into `target`: its basic value, and the items of each of its children's vectors in
 * place of the target's of that name and index; what else the target has stays. Aliases are copied as what they stand
 * for. An item is put in its place when its copy is whole, so a tree can be copied into itself.
 */
export function copyInto(target: Value, source: Value, meter: Allocator): void {
  meter.charge(copyCost(source));
  if (source.children === null) {
    target.basic = source.basic;
    return;
  }
  const whole = new Copying(source, target);
  for (let item = whole.next(meter); item !== undefined; item = whole.next(meter)) {
    const each = item;
    whole.take(each.children === null ? copyTree(each, meter) : meter.placing(() => copyTree(each, meter)));
  }
}

/** What copying a node costs beside its memory: the walk passes all bins of its table. */
const copyCost = ({ children }: Value): number => (children === null ? 2 : 2 + (children.width >> 3));

/** A fresh copy of a tree, its aliases resolved or kept. Iterative, so no depth of a tree is too deep. */
function copyTree(source: Value, meter: Allocator, aliases = false): Value {
  meter.charge(copyCost(source));
  if (source.children === null) return new Value(source.basic);
  const root = new Copying(source, new Value(), aliases);
  const under = [root];
  for (let top = under.at(-1); top !== undefined; top = under.at(-1)) {
    const item = top.next(meter);
    if (item === undefined) {
      under.pop();
      under.at(-1)?.take(top.copy);
      continue;
    }
    meter.charge(copyCost(item));
    if (item.link !== null) top.take(aliasValue(item.link));
    else if (item.children === null) top.take(new Value(item.basic));
    else under.push(new Copying(item, new Value(), aliases));
  }
  return root.copy;
}

function aliasVector(link: Alias<Vector>): Vector {
  const alias = new Vector();
  alias.link = link;
  return alias;
}

function aliasValue(link: Alias<Value>): Value {
  const alias = new Value();
  alias.link = link;
  return alias;
}

/** A copy of the whole tree, aliases resolved. */
export function copyOf(source: Value, meter: Allocator): Value {
  meter.allocate(sizes.value);
  return source.children === null ? copyTree(source, meter) : meter.making(() => copyTree(source, meter));
}

/** A copy of a vector, what is an alias in it still one. */
export function copyWithAliases(vector: Vector, meter: Allocator): Vector {
  meter.allocate(sizes.vector + vector.items.length * sizes.value);
  if (vector.link !== null) return aliasVector(vector.link);
  const copy = new Vector();
  if (vector.items.length === 1 && vector.items[0]!.link === null && vector.items[0]!.children === null) {
    copy.items = [copyTree(vector.items[0]!, meter)];
    return copy;
  }
  meter.making(() => {
    for (const item of vector.items)
      copy.items.push(item.link === null ? copyTree(item, meter, true) : aliasValue(item.link));
  });
  return copy;
}
