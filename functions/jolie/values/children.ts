/**
 * The children of a value: a table from names to vectors whose iteration order is that of Java's ConcurrentHashMap,
 * because `foreach`, JSON and pretty printing show it. Names are keys of this table alone, never of a JavaScript
 * object, so `__proto__` and `constructor` are names like any other.
 *
 * The table (after java.util.concurrent.ConcurrentHashMap): 16 bins at first; a name lies in bin
 * `(h ^ h >>> 16) & (n - 1)`, a new one last; when the count reaches ¾ n the table doubles, and each bin is split: its
 * longest tail that goes to one side stays as it is, the others are put before it one by one. It never shrinks.
 */
export class Children<V> {
  #bins: (Entry<V> | null)[] = new Array<Entry<V> | null>(16).fill(null);
  #count = 0;
  /** The entries by their names, and each bin's last, once names collide: many with one hash must not cost their square. */
  #index: { readonly entries: Map<string, Entry<V>>; readonly last: (Entry<V> | null)[] } | null = null;

  get count(): number {
    return this.#count;
  }

  /** Bins: what a walk over all entries passes, however few they are. */
  get width(): number {
    return this.#bins.length;
  }

  get(name: string, hash = spread(name)): V | undefined {
    if (this.#index !== null) return this.#index.entries.get(name)?.value;
    for (let entry = this.#bins[hash & (this.#bins.length - 1)]!; entry !== null; entry = entry.next!) {
      if (entry.hash === hash && entry.name === name) return entry.value;
    }
    return undefined;
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  set(name: string, value: V, hash = spread(name)): void {
    const at = hash & (this.#bins.length - 1);
    let last: Entry<V> | null = null;
    if (this.#index === null) {
      let passed = 0;
      for (let entry = this.#bins[at]!; entry !== null; entry = entry.next!) {
        if (entry.hash === hash && entry.name === name) {
          entry.value = value;
          return;
        }
        last = entry;
        passed++;
      }
      if (passed > longestChain) this.#index = this.#indexed();
    } else {
      const known = this.#index.entries.get(name);
      if (known !== undefined) {
        known.value = value;
        return;
      }
      last = this.#index.last[at]!;
    }
    const added = new Entry(name, hash, value);
    if (last === null) this.#bins[at] = added;
    else last.next = added;
    if (this.#index !== null) {
      this.#index.entries.set(name, added);
      this.#index.last[at] = added;
    }
    if (++this.#count >= this.#bins.length * 0.75) this.#double();
  }

  /** Takes an entry out; gives how many were passed on the way to it. */
  delete(name: string): number {
    const hash = spread(name);
    const at = hash & (this.#bins.length - 1);
    let passed = 0;
    let before: Entry<V> | null = null;
    for (let entry = this.#bins[at]!; entry !== null; entry = entry.next!) {
      if (entry.hash === hash && entry.name === name) {
        if (before === null) this.#bins[at] = entry.next;
        else before.next = entry.next;
        this.#count--;
        if (this.#index !== null) {
          this.#index.entries.delete(name);
          if (entry.next === null) this.#index.last[at] = before;
        }
        return passed;
      }
      before = entry;
      passed++;
    }
    return passed;
  }

  #indexed(): { entries: Map<string, Entry<V>>; last: (Entry<V> | null)[] } {
    const entries = new Map<string, Entry<V>>();
    const last = this.#bins.map((bin) => {
      let end = bin;
      for (let entry = bin; entry !== null; entry = entry.next) {
        entries.set(entry.name, entry);
        end = entry;
      }
      return end;
    });
    return { entries, last };
  }

  /** Names and values in the table's order. What is added meanwhile may or may not be seen. */
  *entries(): Generator<[string, V]> {
    for (const bin of this.#bins) {
      for (let entry = bin; entry !== null; entry = entry.next) yield [entry.name, entry.value];
    }
  }

  /** The names, as they are now. */
  names(): string[] {
    const names: string[] = [];
    for (const bin of this.#bins)
      for (let entry = bin; entry !== null; entry = entry.next) names.push(entry.name);
    return names;
  }

  #double(): void {
    const old = this.#bins;
    const size = old.length;
    this.#bins = new Array<Entry<V> | null>(size * 2).fill(null);
    old.forEach((bin, at) => {
      if (bin === null) return;
      let tail = bin;
      let side = bin.hash & size;
      for (let entry = bin.next; entry !== null; entry = entry.next) {
        if ((entry.hash & size) !== side) {
          side = entry.hash & size;
          tail = entry;
        }
      }
      const halves: [Entry<V> | null, Entry<V> | null] = side === 0 ? [tail, null] : [null, tail];
      for (let entry = bin; entry !== tail; entry = entry.next!) {
        const half = (entry.hash & size) === 0 ? 0 : 1;
        halves[half] = new Entry(entry.name, entry.hash, entry.value, halves[half]);
      }
      this.#bins[at] = halves[0];
      this.#bins[at + size] = halves[1];
    });
    if (this.#index !== null) this.#index = this.#indexed();
  }
}

/** Entries of a bin beyond which they are found by an index. */
const longestChain = 16;

class Entry<V> {
  constructor(
    readonly name: string,
    readonly hash: number,
    public value: V,
    public next: Entry<V> | null = null,
  ) {}
}

/** Java's `String.hashCode`, its high bits folded onto the low ones. Names known at compile time are hashed then. */
export function spread(name: string): number {
  let h = 0;
  for (let i = 0; i < name.length; i++) h = (Math.imul(31, h) + name.charCodeAt(i)) | 0;
  return (h ^ (h >>> 16)) & 0x7fffffff;
}
