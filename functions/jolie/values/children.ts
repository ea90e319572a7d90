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

  get count(): number {
    return this.#count;
  }

  get(name: string, hash = spread(name)): V | undefined {
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
    let entry = this.#bins[at]!;
    if (entry === null) this.#bins[at] = new Entry(name, hash, value);
    else {
      for (;;) {
        if (entry.hash === hash && entry.name === name) {
          entry.value = value;
          return;
        }
        if (entry.next === null) break;
        entry = entry.next;
      }
      entry.next = new Entry(name, hash, value);
    }
    if (++this.#count >= this.#bins.length * 0.75) this.#double();
  }

  delete(name: string): void {
    const hash = spread(name);
    const at = hash & (this.#bins.length - 1);
    let before: Entry<V> | null = null;
    for (let entry = this.#bins[at]!; entry !== null; entry = entry.next!) {
      if (entry.hash === hash && entry.name === name) {
        if (before === null) this.#bins[at] = entry.next;
        else before.next = entry.next;
        this.#count--;
        return;
      }
      before = entry;
    }
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
  }
}

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
