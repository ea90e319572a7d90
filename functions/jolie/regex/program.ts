import { only, setOf, type CharSet } from './char-set';
import { verticalSpace } from './named-sets';
import { PatternError } from './pattern-error';
import type { Assertion, ParsedPattern, RegexNode, Repeat } from './nodes';
import { groupsIn, isNothing, nullable, study } from './study';

/** One instruction of a compiled pattern. The next is the one after it, but where it says otherwise. */
export type Instruction =
  | SetOf
  | Split
  | { readonly op: 'jump'; to: number }
  | { readonly op: 'save'; readonly slot: number }
  /** The end of a group whose beginning was noted apart, so that the group is what it was until now. */
  | { readonly op: 'group'; readonly slot: number; readonly from: number }
  /** The end of a round of a repetition that may take nothing: one that took nothing is the last. */
  | { readonly op: 'progress'; readonly slot: number; after: number }
  | { readonly op: 'assert'; readonly at: Assertion }
  | SubMatch
  | { readonly op: 'back'; readonly group: number; readonly ignoreCase: boolean; readonly unicode: boolean }
  | { readonly op: 'cluster' }
  | { readonly op: 'match' };

/** One character of a set. */
export interface SetOf {
  readonly op: 'set';
  readonly set: CharSet;
}

/** Whether the set has the character at a place, which is within the text. */
export function hasAt({ set }: SetOf, input: string, at: number): boolean {
  const unit = input.charCodeAt(at);
  const { point, known } = set;
  if (point !== undefined) return unit === point;
  if (known !== undefined && unit < 128 && known[unit] !== 0) return known[unit] === 1;
  return set.has(input.codePointAt(at)!);
}

/** Tests of a set that one step pays for. */
const testsPerStep = 2;

/**
 * The steps that such a look takes beside the usual one. Of ASCII a class keeps what it has told, and other sets have few
 * parts; beyond it, each part is asked.
 */
export const stepsAt = (of: SetOf, input: string, at: number): number =>
  of.set.tests < testsPerStep || input.charCodeAt(at) < 128 ? 0 : stepsOf(of);

/** The most of them. */
export const stepsOf = ({ set: { tests } }: SetOf): number => Math.floor(tests / testsPerStep);

/** Tries `first`, and then `second`. */
export interface Split {
  readonly op: 'split';
  first: number;
  second: number;
  /** Its number among the choices, for the memo. */
  readonly choice: number;
  /** Where the rounds that it lies in began, from the outermost: what follows depends on whether they took anything. */
  readonly rounds: readonly number[];
}

export interface SubMatch {
  readonly op: 'sub';
  readonly program: Program;
  readonly behind: { readonly least: number; readonly most: number } | null;
  readonly negated: boolean;
  /** An atomic group moves on to its end; a look-around stays where it is. */
  readonly consumes: boolean;
  /** The slots that it may set: from, to. */
  readonly slots: readonly [number, number] | null;
}

/** A pattern, or one within a pattern, that is matched on its own. */
export interface Program {
  readonly instructions: readonly Instruction[];
  readonly choices: number;
}

export interface CompiledPattern {
  readonly program: Program;
  /** Beginnings and ends of the groups, the whole being the first; and then where rounds began. */
  readonly slots: number;
  /** Whether what follows a choice depends on nothing but the position: there is no back-reference. */
  readonly remembers: boolean;
}

/** Instructions a pattern may have, its counted repeats written out. */
export const mostInstructions = 5_000;

/** Compiles a tree; charges each instruction before it is made. */
export function compilePattern(parsed: ParsedPattern, charge: () => void): CompiledPattern {
  const budget: Budget = {
    left: mostInstructions,
    groupCount: parsed.groupCount,
    slots: (parsed.groupCount + 1) * 2,
    refers: parsed.refers,
    remembers: true,
    charge,
  };
  const program = new Emitter(budget).program(parsed.node);
  const { slots, remembers } = budget;
  return { program, slots, remembers };
}

interface Budget {
  left: number;
  readonly groupCount: number;
  slots: number;
  readonly refers: boolean;
  remembers: boolean;
  readonly charge: () => void;
}

const point = (code: number): RegexNode => ({ kind: 'set', set: only(code) });
/** What `\R` matches: both of CR and LF together first. */
const lineBreaks: readonly RegexNode[] = [
  { kind: 'sequence', items: [point(13), point(10)] },
  { kind: 'set', set: verticalSpace },
];

/** Whether it is a group that takes nothing, of which Java notes no round that need not be. */
function notesNothing(node: RegexNode): boolean {
  if (node.kind !== 'group' || node.index === 0 || groupsIn(node.body) !== null) return false;
  const { most, bounded, fixed } = study(node.body);
  return most === 0 && bounded && fixed;
}

/** The lengths in UTF-16 units by which to look behind; null for looking ahead. */
function lengths({ behind, body }: Extract<RegexNode, { kind: 'look' }>): SubMatch['behind'] {
  if (behind === false) return null;
  const { least, most } = study(body);
  return { least, most: behind === 'units' ? most : most < 0 ? highest : Math.min(highest, most * 2) };
}

const highest = 0x7fffffff;

class Emitter {
  readonly #code: Instruction[] = [];
  #choices = 0;
  #rounds: readonly number[] = [];

  constructor(private readonly budget: Budget) {}

  program(node: RegexNode): Program {
    this.#emit(node);
    this.#push({ op: 'match' });
    return { instructions: this.#code, choices: this.#choices };
  }

  #push<I extends Instruction>(instruction: I): I {
    this.budget.charge();
    if (--this.budget.left < 0)
      throw new PatternError(`Pattern too large: more than ${mostInstructions} instructions`, -1);
    this.#code.push(instruction);
    return instruction;
  }

  #split(): Split {
    const rounds = this.#rounds;
    const split = this.#push({ op: 'split' as const, first: 0, second: 0, choice: this.#choices, rounds });
    this.#choices += rounds.length + 1;
    return split;
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
        if (node.index === 0) this.#emit(node.body);
        else this.#group(node.index * 2, node.body);
        return;
      case 'repeat':
        if (isNothing(node)) return;
        if (node.mode === 'possessive') this.#possessive(node);
        else this.#repeat(node);
        return;
      case 'look':
        this.#sub(node.body, { behind: lengths(node), negated: node.negated });
        return;
      case 'atomic':
        this.#sub(node.body, { consumes: true });
        return;
      case 'back':
        // A reference to no group at all is never met.
        if (node.group > this.budget.groupCount) {
          this.#push({ op: 'set', set: setOf(() => false) });
          return;
        }
        this.budget.remembers = false;
        this.#push({ op: 'back', group: node.group, ignoreCase: node.ignoreCase, unicode: node.unicode });
        return;
      case 'line-break':
        this.#choice(lineBreaks);
        return;
      case 'cluster':
        this.#push({ op: 'cluster' });
        return;
      case 'assert':
        this.#push({ op: 'assert', at: node.at });
    }
  }

  #group(slot: number, body: RegexNode): void {
    const from = this.budget.refers ? this.budget.slots++ : slot;
    this.#push({ op: 'save', slot: from });
    this.#emit(body);
    this.#push(this.budget.refers ? { op: 'group', slot, from } : { op: 'save', slot: slot + 1 });
  }

  #sub(body: RegexNode, kind: Partial<Pick<SubMatch, 'behind' | 'negated' | 'consumes'>>): void {
    const program = new Emitter(this.budget).program(body);
    const groups = groupsIn(body);
    const slots = groups === null ? null : ([groups[0] * 2, groups[1] * 2 + 2] as const);
    this.#push({ op: 'sub', program, behind: null, negated: false, consumes: false, slots, ...kind });
  }

  /** Each round of a possessive repetition is settled when it is over. */
  #possessive(node: Repeat): void {
    const round: RegexNode = node.body.kind === 'set' ? node.body : { kind: 'atomic', body: node.body };
    for (let i = 0; i < node.least; i++) this.#emit(round);
    if (node.most > node.least) {
      const most = node.most - node.least;
      this.#sub({ ...node, least: 0, most, mode: 'greedy' }, { consumes: true });
    }
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

  #repeat({ body, least, most, mode }: Repeat): void {
    const exits: ((after: number) => void)[] = [];
    for (let i = 0; i < least; i++) this.#round(body, exits);
    if (most > 1 && notesNothing(body)) most = least;
    const option = () => {
      const split = this.#split();
      const inside = this.#code.length;
      exits.push((after) => {
        split.first = mode === 'lazy' ? after : inside;
        split.second = mode === 'lazy' ? inside : after;
      });
      this.#round(body, exits);
    };
    if (most === Infinity) {
      const head = this.#code.length;
      option();
      this.#push({ op: 'jump', to: head });
    } else for (let i = least; i < most; i++) option();
    for (const exit of exits) exit(this.#code.length);
  }

  #round(body: RegexNode, exits: ((after: number) => void)[]): void {
    if (!nullable(body)) {
      this.#emit(body);
      return;
    }
    const slot = this.budget.slots++;
    const outer = this.#rounds;
    this.#push({ op: 'save', slot });
    this.#rounds = [...outer, slot];
    this.#emit(body);
    this.#rounds = outer;
    const progress = this.#push({ op: 'progress' as const, slot, after: 0 });
    exits.push((after) => {
      progress.after = after;
    });
  }
}
