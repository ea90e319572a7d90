import { Nodes, type Node } from './nodes';
import { parsePattern, PatternRefused } from './parse';

/** What a match may spend; see the run's meter. */
export interface MatchMeter {
  charge(gas: number): void;
  allocate(bytes: number): void;
}

/** A `regex` refinement ready to be matched, any number of times; it keeps nothing of a match. */
export type RefinementPattern =
  | { readonly ok: true; readonly matches: (text: string, meter: MatchMeter) => boolean }
  | { readonly ok: false; readonly reason: string };

/**
 * Compiles a refinement's pattern, in the syntax of the brics automaton library: union, intersection `&`, complement
 * `~`, numbers `<1-99>`, classes, repetitions, `"literal"`, `@` any text, `#` none. A text fits when all of it does.
 * Matched by derivatives (J. Brzozowski, Derivatives of Regular Expressions, 1964): what is left of the pattern after
 * each character. Each state is charged before it is made, and made once in a match.
 */
export function compileRefinement(pattern: string): RefinementPattern {
  // Making the pattern itself belongs to no run: its size is bounded.
  const nodes = new Nodes(() => {});
  try {
    const start = parsePattern(pattern, nodes);
    return { ok: true, matches: (text, meter) => new Match(nodes, meter).run(start, text) };
  } catch (error) {
    if (error instanceof PatternRefused) return { ok: false, reason: error.message };
    throw error;
  }
}

class Match {
  readonly #nodes: Nodes;
  readonly #after = new Map<string, Node>();

  constructor(
    base: Nodes,
    private readonly meter: MatchMeter,
  ) {
    this.#nodes = new Nodes((bytes) => {
      meter.charge(1);
      meter.allocate(bytes);
    }, base);
  }

  run(start: Node, text: string): boolean {
    this.meter.charge(20);
    let node = start;
    for (let i = 0; i < text.length && node !== this.#nodes.nothing; i++) {
      node = this.#derive(node, text.charCodeAt(i));
    }
    return this.#fits(node);
  }

  /** Whether nothing more need come. */
  #fits(node: Node): boolean {
    this.meter.charge(1);
    switch (node.kind) {
      case 'empty':
        return true;
      case 'nothing':
      case 'units':
        return false;
      case 'sequence':
        return this.#fits(node.first) && this.#fits(node.rest);
      case 'any':
        return node.of.some((each) => this.#fits(each));
      case 'all':
        return node.of.every((each) => this.#fits(each));
      case 'not':
        return !this.#fits(node.of);
      case 'repeat':
        return node.least === 0 || this.#fits(node.of);
      case 'number': {
        const { value, read, least, most, digits } = node;
        return read > 0 && value >= least && value <= most && (digits === 0 || read === digits);
      }
    }
  }

  /** What must come after a character. */
  #derive(node: Node, unit: number): Node {
    this.meter.charge(3);
    const key = `${node.id}/${unit}`;
    let after = this.#after.get(key);
    if (after === undefined) {
      this.meter.charge('of' in node && Array.isArray(node.of) ? 2 + node.of.length * 4 : 2);
      this.meter.allocate(64);
      after = this.#derived(node, unit);
      this.#after.set(key, after);
    }
    return after;
  }

  #derived(node: Node, unit: number): Node {
    const nodes = this.#nodes;
    switch (node.kind) {
      case 'nothing':
      case 'empty':
        return nodes.nothing;
      case 'units': {
        const among = node.units.some(([low, high]) => unit >= low && unit <= high);
        return among !== node.negated ? nodes.empty : nodes.nothing;
      }
      case 'sequence': {
        const first = nodes.sequence(this.#derive(node.first, unit), node.rest);
        return this.#fits(node.first) ? nodes.any([first, this.#derive(node.rest, unit)]) : first;
      }
      case 'any':
        return nodes.any(node.of.map((each) => this.#derive(each, unit)));
      case 'all':
        return nodes.all(node.of.map((each) => this.#derive(each, unit)));
      case 'not':
        return nodes.not(this.#derive(node.of, unit));
      case 'repeat': {
        const left = nodes.repeat(node.of, Math.max(0, node.least - 1), node.most - 1);
        return nodes.sequence(this.#derive(node.of, unit), left);
      }
      case 'number': {
        const { value, read, least, most, digits } = node;
        const next = value * 10 + (unit - 48);
        if (unit < 48 || unit > 57 || next > most || (digits > 0 && read === digits)) return nodes.nothing;
        // Zeros before a number without a length are as if they were not there.
        return nodes.number(least, most, digits, next, digits === 0 ? 1 : read + 1);
      }
    }
  }
}
