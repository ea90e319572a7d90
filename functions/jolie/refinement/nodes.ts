/** Ranges of UTF-16 units, inclusive, sorted or not. */
export type Units = readonly (readonly [number, number])[];

/** A pattern, or what is left of one after some text. Equal ones are the same object: see `Nodes`. */
export type Node = { readonly id: number } & Form;

export type Form =
  | { readonly kind: 'nothing' | 'empty' }
  | { readonly kind: 'units'; readonly units: Units; readonly negated: boolean }
  | { readonly kind: 'sequence'; readonly first: Node; readonly rest: Node }
  | { readonly kind: 'any' | 'all'; readonly of: readonly Node[] }
  | { readonly kind: 'not'; readonly of: Node }
  | { readonly kind: 'repeat'; readonly of: Node; readonly least: number; readonly most: number }
  /** A decimal number in a range; `value` and `read` are what the digits before have made. */
  | {
      readonly kind: 'number';
      readonly least: number;
      readonly most: number;
      /** How many digits there must be; 0: any. */
      readonly digits: number;
      readonly value: number;
      readonly read: number;
    };

/** Told of each node that is made, before it is: a hundred or so bytes. */
export type Charge = (bytes: number) => void;

/** Makes nodes, each form once: what is simple is kept simple, so that the states of a pattern are finitely many. */
export class Nodes {
  readonly #known = new Map<string, Node>();
  #count: number;
  readonly nothing: Node;
  readonly empty: Node;

  constructor(
    private readonly charge: Charge,
    /** Nodes that are there already, and stay as they are. */
    private readonly base: Nodes | null = null,
  ) {
    this.#count = base?.count ?? 0;
    this.nothing = base?.nothing ?? this.#make('nothing', { kind: 'nothing' });
    this.empty = base?.empty ?? this.#make('empty', { kind: 'empty' });
  }

  get count(): number {
    return this.#count;
  }

  find(key: string): Node | undefined {
    return this.#known.get(key) ?? this.base?.find(key);
  }

  #make(key: string, form: Form): Node {
    const known = this.find(key);
    if (known !== undefined) return known;
    this.charge(64 + key.length * 2);
    const node: Node = { id: this.#count++, ...form };
    this.#known.set(key, node);
    return node;
  }

  units(units: Units, negated = false): Node {
    return this.#make(`${negated ? '^' : '['}${units.join(';')}`, { kind: 'units', units, negated });
  }

  sequence(first: Node, rest: Node): Node {
    if (first.kind === 'nothing' || rest.kind === 'nothing') return this.nothing;
    if (first.kind === 'empty') return rest;
    if (rest.kind === 'empty') return first;
    // To the right, so that one language has one form.
    if (first.kind === 'sequence') return this.sequence(first.first, this.sequence(first.rest, rest));
    return this.#make(`${first.id}.${rest.id}`, { kind: 'sequence', first, rest });
  }

  /** The union. */
  any(of: readonly Node[]): Node {
    const members = this.#members('any', of).filter(({ kind }) => kind !== 'nothing');
    if (members.length <= 1) return members[0] ?? this.nothing;
    return this.#make(`|${ids(members)}`, { kind: 'any', of: members });
  }

  /** The intersection. */
  all(of: readonly Node[]): Node {
    const members = this.#members('all', of);
    if (members.some(({ kind }) => kind === 'nothing')) return this.nothing;
    if (members.length === 1) return members[0]!;
    return this.#make(`&${ids(members)}`, { kind: 'all', of: members });
  }

  #members(kind: 'any' | 'all', of: readonly Node[]): Node[] {
    const flat = of.flatMap((each) => (each.kind === kind ? each.of : [each]));
    this.charge(flat.length * 64);
    return [...new Set(flat)].sort((a, b) => a.id - b.id);
  }

  not(of: Node): Node {
    return of.kind === 'not' ? of.of : this.#make(`~${of.id}`, { kind: 'not', of });
  }

  repeat(of: Node, least: number, most: number): Node {
    if (most === 0 || of.kind === 'empty') return this.empty;
    if (of.kind === 'nothing') return least === 0 ? this.empty : this.nothing;
    if (least === 1 && most === 1) return of;
    return this.#make(`${of.id}{${least},${most}}`, { kind: 'repeat', of, least, most });
  }

  number(least: number, most: number, digits: number, value = 0, read = 0): Node {
    const key = `<${least}-${most}/${digits}>${value}/${read}`;
    return this.#make(key, { kind: 'number', least, most, digits, value, read });
  }
}

const ids = (nodes: readonly Node[]): string => nodes.map(({ id }) => id).join(',');
