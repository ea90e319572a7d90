import type { CharSet } from './char-sets';
import { PatternError, type Assertion, type RegexNode } from './parse';

/** One instruction of a compiled pattern. `next` is always the one after it, but where it says otherwise. */
export type Instruction =
  | { readonly op: 'set'; readonly set: CharSet }
  /** Tries `first`, and then `second`; `choice` numbers it among the choices, for the memo. */
  | { readonly op: 'split'; first: number; second: number; readonly choice: number }
  | { readonly op: 'jump'; to: number }
  | { readonly op: 'save'; readonly slot: number }
  | { readonly op: 'assert'; readonly at: Assertion }
  | {
      readonly op: 'sub';
      readonly program: SubProgram;
      readonly behind: { readonly least: number; readonly most: number } | null;
      readonly negated: boolean;
      /** An atomic group moves on to its end; a look-around stays where it is. */
      readonly consumes: boolean;
    }
  | { readonly op: 'back'; readonly group: number; readonly ignoreCase: boolean }
  | { readonly op: 'match' };

/** A pattern within a pattern, matched on its own. */
export interface SubProgram {
  readonly instructions: readonly Instruction[];
  readonly choices: number;
}

/** Instructions a pattern may have, its counted repeats written out. */
export const mostInstructions = 5_000;

/** Compiles a tree; charges each instruction before it is made. */
export function compileNode(
  node: RegexNode,
  charge: (instructions: number) => void,
): SubProgram & { unmemoised: boolean } {
  const budget = { left: mostInstructions, charge, unmemoised: false };
  return { ...new Emitter(budget).program(node), unmemoised: budget.unmemoised };
}

interface Budget {
  left: number;
  readonly charge: (instructions: number) => void;
  /** A back-reference makes what follows depend on the groups, so nothing may be remembered. */
  unmemoised: boolean;
}

class Emitter {
  readonly #code: Instruction[] = [];
  #choices = 0;

  constructor(private readonly budget: Budget) {}

  program(node: RegexNode): SubProgram {
    this.#emit(node);
    this.#push({ op: 'match' });
    return { instructions: this.#code, choices: this.#choices };
  }

  #push<I extends Instruction>(instruction: I): I {
    this.budget.charge(1);
    if (--this.budget.left < 0)
      throw new PatternError(`Pattern too large: more than ${mostInstructions} instructions`, 0);
    this.#code.push(instruction);
    return instruction;
  }

  #split() {
    return this.#push({ op: 'split' as const, first: 0, second: 0, choice: this.#choices++ });
  }

  #emit(node: RegexNode): void {
    switch (node.kind) {
      case 'set':
        this.#push({ op: 'set', set: node.set });
        return;
      case 'sequence':
        for (const item of node.items) this.#emit(item);
        return;
      case 'choice':
        this.#choice(node.items);
        return;
      case 'group':
        this.#push({ op: 'save', slot: node.index * 2 });
        this.#emit(node.body);
        this.#push({ op: 'save', slot: node.index * 2 + 1 });
        return;
      case 'repeat':
        if (node.mode === 'possessive') this.#sub({ ...node, mode: 'greedy' }, null, false, true);
        else this.#repeat(node.body, node.least, node.most, node.mode === 'lazy');
        return;
      case 'look':
        this.#sub(node.body, node.behind ? lengthsOf(node.body) : null, node.negated, false);
        return;
      case 'atomic':
        this.#sub(node.body, null, false, true);
        return;
      case 'back':
        this.budget.unmemoised = true;
        this.#push({ op: 'back', group: node.group, ignoreCase: node.ignoreCase });
        return;
      case 'assert':
        this.#push({ op: 'assert', at: node.at });
    }
  }

  #sub(
    body: RegexNode,
    behind: { least: number; most: number } | null,
    negated: boolean,
    consumes: boolean,
  ): void {
    const program = new Emitter(this.budget).program(body);
    this.#push({ op: 'sub', program, behind, negated, consumes });
  }

  #choice(items: readonly RegexNode[]): void {
    const jumps: { to: number }[] = [];
    items.forEach((item, i) => {
      if (i === items.length - 1) {
        this.#emit(item);
        return;
      }
      const split = this.#split();
      split.first = this.#code.length;
      this.#emit(item);
      jumps.push(this.#push({ op: 'jump', to: 0 }));
      split.second = this.#code.length;
    });
    for (const jump of jumps) jump.to = this.#code.length;
  }

  #repeat(body: RegexNode, least: number, most: number, lazy: boolean): void {
    for (let i = 0; i < least; i++) this.#emit(body);
    if (most === Infinity) {
      const head = this.#code.length;
      const split = this.#split();
      const inside = this.#code.length;
      this.#emit(body);
      this.#push({ op: 'jump', to: head });
      this.#aim(split, inside, this.#code.length, lazy);
      return;
    }
    const splits: { split: { first: number; second: number }; inside: number }[] = [];
    for (let i = least; i < most; i++) {
      const split = this.#split();
      splits.push({ split, inside: this.#code.length });
      this.#emit(body);
    }
    for (const { split, inside } of splits) this.#aim(split, inside, this.#code.length, lazy);
  }

  #aim(split: { first: number; second: number }, inside: number, after: number, lazy: boolean): void {
    split.first = lazy ? after : inside;
    split.second = lazy ? inside : after;
  }
}

/** How many UTF-16 units a node can match; a look-behind without an end is refused, as Java does. */
function lengthsOf(node: RegexNode): { least: number; most: number } {
  const lengths = measure(node);
  if (lengths.most === Infinity)
    throw new PatternError('Look-behind group does not have an obvious maximum length', 0);
  return lengths;
}

function measure(node: RegexNode): { least: number; most: number } {
  switch (node.kind) {
    case 'set':
      return { least: 1, most: 2 };
    case 'sequence': {
      const all = node.items.map(measure);
      return { least: sum(all.map((each) => each.least)), most: sum(all.map((each) => each.most)) };
    }
    case 'choice': {
      const all = node.items.map(measure);
      return {
        least: Math.min(...all.map((each) => each.least)),
        most: Math.max(...all.map((each) => each.most)),
      };
    }
    case 'group':
    case 'atomic':
      return measure(node.body);
    case 'repeat': {
      const body = measure(node.body);
      return { least: body.least * node.least, most: body.most === 0 ? 0 : body.most * node.most };
    }
    case 'back':
      return { least: 0, most: Infinity };
    default:
      return { least: 0, most: 0 };
  }
}

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
