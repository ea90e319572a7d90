/**
 * The children of a value: a table from names to vectors whose iteration order is that of Java's ConcurrentHashMap,
 * because `foreach`, JSON and pretty printing show it. Names are keys of this table alone, never of a JavaScript
 * object, so `__proto__` and `constructor` are names like any other.
 *
 * The table (after java.util.concurrent.ConcurrentHashMap): 16 bins at first; a name lies in bin
 * `(h ^ h >>> 16) & (n - 1)`, a new one last; when the count reaches ¾ n the table doubles, and each bin is split: its
 * longest tail that goes to one side stays as it is, the others are put before it one by one. It never shrinks.
 *
 * Most nodes have a few children: all entries stand in one chain, by their bins, until the table doubles first. Only
 * then does it have bins of its own.
 */
export class Children<V> {
  private chain: Entry<V> | null;
  private bins: (Entry<V> | null)[] | null;
  private size: number;
  /** The entries by their names, and each bin's last, once names collide: many with one hash must not cost their square. */
  private index: { readonly entries: Map<string, Entry<V>>; readonly last: (Entry<V> | null)[] } | null;

  constructor() {
    // Assigned here, for the host makes an object's fields slowly where they are declared with a value.
    this.chain = null;
    this.bins = null;
    this.size = 0;
    this.index = null;
  }

  get count(): number {
    return this.size;
  }

  /** Bins: what a walk over all entries passes, however few they are. */
  get width(): number {
    return this.bins === null ? firstWidth : this.bins.length;
  }

  get(name: string, hash?: number): V | undefined {
    if (this.bins === null) {
      for (let entry = this.chain; entry !== null; entry = entry.next)
        if ((hash === undefined || entry.hash === hash) && entry.name === name) return entry.value;
      return undefined;
    }
    if (this.index !== null) return this.index.entries.get(name)?.value;
    const bin = (hash ?? spread(name)) & (this.bins.length - 1);
    for (let entry = this.bins[bin]!; entry !== null; entry = entry.next!)
      if (entry.name === name) return entry.value;
    return undefined;
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  set(name: string, value: V, hash = spread(name)): void {
    if (this.bins !== null) {
      this.setInBin(this.bins, name, value, hash);
      return;
    }
    const bin = hash & (firstWidth - 1);
    let before: Entry<V> | null = null;
    for (let entry = this.chain; entry !== null; entry = entry.next) {
      if (entry.hash === hash && entry.name === name) {
        entry.value = value;
        return;
      }
      if ((entry.hash & (firstWidth - 1)) > bin) break;
      before = entry;
    }
    if (before === null) this.chain = new Entry(name, hash, value, this.chain);
    else before.next = new Entry(name, hash, value, before.next);
    if (++this.size >= firstWidth * 0.75) this.double(this.binsOfChain());
  }

  private setInBin(bins: (Entry<V> | null)[], name: string, value: V, hash: number): void {
    const at = hash & (bins.length - 1);
    let last: Entry<V> | null = null;
    if (this.index === null) {
      let passed = 0;
      for (let entry = bins[at]!; entry !== null; entry = entry.next!) {
        if (entry.hash === hash && entry.name === name) {
          entry.value = value;
          return;
        }
        last = entry;
        passed++;
      }
      if (passed > longestChain) this.index = indexOf(bins);
    } else {
      const known = this.index.entries.get(name);
      if (known !== undefined) {
        known.value = value;
        return;
      }
      last = this.index.last[at]!;
    }
    const added = new Entry(name, hash, value, null);
    if (last === null) bins[at] = added;
    else last.next = added;
    if (this.index !== null) {
      this.index.entries.set(name, added);
      this.index.last[at] = added;
    }
    if (++this.size >= bins.length * 0.75) this.double(bins);
  }

  /** Takes an entry out; gives how many of its bin were passed on the way to it. */
  delete(name: string): number {
    const hash = spread(name);
    const { bins } = this;
    const at = hash & (this.width - 1);
    let passed = 0;
    let before: Entry<V> | null = null;
    for (let entry = bins === null ? this.chain : bins[at]!; entry !== null; entry = entry.next) {
      if (entry.hash === hash && entry.name === name) {
        if (before !== null) before.next = entry.next;
        else if (bins === null) this.chain = entry.next;
        else bins[at] = entry.next;
        this.size--;
        if (this.index !== null) {
          this.index.entries.delete(name);
          if (entry.next === null) this.index.last[at] = before;
        }
        return passed;
      }
      before = entry;
      if ((entry.hash & (this.width - 1)) === at) passed++;
    }
    return passed;
  }

  /** Names and values in the table's order. What is added meanwhile may or may not be seen. */
  *entries(): Generator<[string, V]> {
    const walk = this.walk();
    for (let entry = walk.next(); entry !== null; entry = walk.next()) yield [entry.name, entry.value];
  }

  /** The entries in the table's order, one after the other; cheaper than `entries`. */
  walk(): Walk<V> {
    return new Walk(this.bins, this.chain);
  }

  /** The names, as they are now. */
  names(): string[] {
    const names: string[] = [];
    const walk = this.walk();
    for (let entry = walk.next(); entry !== null; entry = walk.next()) names.push(entry.name);
    return names;
  }

  private binsOfChain(): (Entry<V> | null)[] {
    const bins = new Array<Entry<V> | null>(firstWidth).fill(null);
    let last: Entry<V> | null = null;
    for (let entry = this.chain; entry !== null;) {
      const { next }: Entry<V> = entry;
      const bin = entry.hash & (firstWidth - 1);
      if (last === null || (last.hash & (firstWidth - 1)) !== bin) bins[bin] = entry;
      else last.next = entry;
      entry.next = null;
      last = entry;
      entry = next;
    }
    this.chain = null;
    return bins;
  }

  private double(old: (Entry<V> | null)[]): void {
    const size = old.length;
    const bins = new Array<Entry<V> | null>(size * 2).fill(null);
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
      bins[at] = halves[0];
      bins[at + size] = halves[1];
    });
    this.bins = bins;
    if (this.index !== null) this.index = indexOf(bins);
  }
}

/** Bins that a table has at first. */
const firstWidth = 16;

/** Entries of a bin beyond which they are found by an index. */
const longestChain = 16;

/** One name of a table and what stands under it. */
export class Entry<V> {
  constructor(
    readonly name: string,
    readonly hash: number,
    public value: V,
    public next: Entry<V> | null,
  ) {}
}

/** A walk over the entries of a table, in its order. */
export class Walk<V> {
  private at = 0;

  constructor(
    private readonly bins: readonly (Entry<V> | null)[] | null,
    private upcoming: Entry<V> | null,
  ) {}

  /** The next entry; null when all were given. */
  next(): Entry<V> | null {
    const { bins } = this;
    let entry = this.upcoming;
    if (bins !== null) while (entry === null && this.at < bins.length) entry = bins[this.at++]!;
    if (entry !== null) this.upcoming = entry.next;
    return entry;
  }
}

function indexOf<V>(bins: readonly (Entry<V> | null)[]): {
  entries: Map<string, Entry<V>>;
  last: (Entry<V> | null)[];
} {
  const entries = new Map<string, Entry<V>>();
  const last = bins.map((bin) => {
    let end = bin;
    for (let entry = bin; entry !== null; entry = entry.next) {
      entries.set(entry.name, entry);
      end = entry;
    }
    return end;
  });
  return { entries, last };
}

/** Java's `String.hashCode`, its high bits folded onto the low ones. Names known at compile time are hashed then. */
export function spread(name: string): number {
  let h = 0;
  for (let i = 0; i < name.length; i++) h = (Math.imul(31, h) + name.charCodeAt(i)) | 0;
  return (h ^ (h >>> 16)) & 0x7fffffff;
}
