import { holds } from './assertions';
import { clusterEnd } from './clusters';
import { folded } from './unicode/letter-case';
import { Memo } from './memo';
import type { RegexMeter } from './meter';
import { hasAt, stepsAt, type Instruction, type Program, type Split, type SubMatch } from './program';

/** Steps for one gas, and steps that are paid for together. */
export const stepsPerGas = 2;
export const instalment = 256;
/** Slots that one step notes, so that they can be restored. */
const slotsNotedPerStep = 2;
/** Outcomes of the memo: failed, or where it ended and `succeeded` more. */
const failed = 1;
const succeeded = 2;
/** On the stack, instead of the place that a choice still has to try: that it has tried both. */
const exhausted = -1;
/** A slot to restore is on the stack as this less its number. */
const restore = -2;

/** Cells of the stack at first, and so many that it keeps at most from one match to the next. */
const shortestStack = 24;
const longestKept = 3_072;
/** The stack of a matcher that has met no choice. */
const none = new Int32Array(0);

/** A search of one input, by a pattern and the patterns within it. */
export interface Search {
  readonly input: string;
  readonly meter: RegexMeter;
  /** Whether choices may be remembered. */
  readonly remembers: boolean;
  /** Beginnings and ends of groups, and where rounds began. */
  readonly slots: Int32Array;
  /** Where the match before ended. */
  last: number;
  /** Steps not yet paid for. */
  steps: number;
}

/** What steps cost. */
export const gasOf = (steps: number): number => Math.floor((steps + stepsPerGas - 1) / stepsPerGas);

/** Pays for the steps that were taken. */
export function pay(search: Search): void {
  const gas = gasOf(search.steps);
  search.steps = 0;
  search.meter.charge(gas);
}

/** Whether a code point of two units stands at a place. */
export const isPair = (input: string, at: number): boolean =>
  input.charCodeAt(at) >> 10 === 0x36 && input.codePointAt(at)! > 0xffff;

/**
 * A backtracking matcher that remembers which choice failed at which position: since what follows a choice depends on
 * nothing but the position (and on which rounds took nothing yet, which its number tells), one that failed there need
 * not be tried again. So a search visits each choice and position once, whatever the pattern: it is linear. The same
 * holds for patterns within it: look-around and atomic groups without groups of their own remember also where they
 * succeeded. Patterns with back-references do not have that property; they run unremembered, on gas. The stack is its
 * own; matchers nest as deep as the pattern.
 */
export class Matcher {
  #stack = none;
  #top = 0;
  readonly #memo: Memo | null;
  #subs: Map<SubMatch, Matcher> | null = null;
  readonly #knowsEnds: boolean;

  constructor(
    private readonly program: Program,
    private readonly search: Search,
    private readonly within: SubMatch | null = null,
  ) {
    this.#knowsEnds = within !== null && within.slots === null;
    const { remembers, meter } = search;
    this.#memo = remembers && program.choices > 0 ? new Memo(program.choices, this.#knowsEnds, meter) : null;
  }

  /** What was remembered no longer holds; what was needed for it is let go of. */
  forget(): void {
    this.#memo?.clear();
    if (this.#stack.length > longestKept) this.#stack = new Int32Array(shortestStack);
    if (this.#subs !== null) for (const sub of this.#subs.values()) sub.forget();
  }

  /**
   * Matches from `start`, exactly to `mustEnd` where that is not negative. Sets the slots of the groups, by a match
   * only. Returns where the match ends, or -1.
   */
  matchAt(start: number, mustEnd = -1): number {
    const { search } = this;
    const { input, slots } = search;
    const { instructions } = this.program;
    this.#top = 0;
    let pc = 0;
    let at = start;
    for (;;) {
      if (++search.steps >= instalment) pay(search);
      const instruction = instructions[pc]!;
      switch (instruction.op) {
        case 'set': {
          if (at >= input.length) break;
          search.steps += stepsAt(instruction, input, at);
          if (!hasAt(instruction, input, at)) break;
          at += isPair(input, at) ? 2 : 1;
          pc++;
          continue;
        }
        case 'split': {
          const choice =
            instruction.rounds.length === 0 ? instruction.choice : choiceAt(instruction, slots, at);
          const known = this.#memo === null ? 0 : this.#memo.get(choice, at);
          if (known === failed) break;
          if (known >= succeeded) return this.#succeed(known - succeeded);
          this.#push(instruction.second, at, choice);
          pc = instruction.first;
          continue;
        }
        case 'jump':
          pc = instruction.to;
          continue;
        case 'save':
          this.#push(restore - instruction.slot, slots[instruction.slot]!, 0);
          slots[instruction.slot] = at;
          pc++;
          continue;
        case 'group': {
          const { slot, from } = instruction;
          this.#push(restore - slot, slots[slot]!, 0);
          this.#push(restore - slot - 1, slots[slot + 1]!, 0);
          slots[slot] = slots[from]!;
          slots[slot + 1] = at;
          pc++;
          continue;
        }
        case 'progress':
          pc = slots[instruction.slot] === at ? instruction.after : pc + 1;
          continue;
        case 'assert':
          search.steps += 2;
          if (!holds(instruction.at, input, at, search.last, search.meter)) break;
          pc++;
          continue;
        case 'back': {
          const end = this.#repeated(instruction, at);
          if (end < 0) break;
          at = end;
          pc++;
          continue;
        }
        case 'cluster':
          if (at >= input.length) break;
          at = clusterEnd(input, at, search.meter);
          pc++;
          continue;
        case 'sub': {
          const end = this.#sub(instruction, at);
          if (end < 0 !== instruction.negated) break;
          if (instruction.consumes) at = end;
          pc++;
          continue;
        }
        case 'match':
          if (mustEnd < 0 || at === mustEnd) return this.#succeed(at);
      }
      // This way leads nowhere: back to the last choice that has a second.
      const stack = this.#stack;
      for (;;) {
        if (this.#top === 0) return -1;
        const top = this.#top - 3;
        const place = stack[top]!;
        if (place >= 0) {
          pc = place;
          at = stack[top + 1]!;
          if (this.#memo === null) this.#top = top;
          else stack[top] = exhausted;
          break;
        }
        if (place === exhausted) this.#memo!.set(stack[top + 2]!, stack[top + 1]!, failed);
        else slots[restore - place] = stack[top + 1]!;
        this.#top = top;
      }
    }
  }

  #push(place: number, at: number, choice: number): void {
    const top = this.#top;
    if (this.#stack === none) this.#stack = new Int32Array(shortestStack);
    else if (top === this.#stack.length) {
      this.search.meter.allocate(top * 8);
      this.search.meter.charge(top >> 6);
      const grown = new Int32Array(top * 2);
      grown.set(this.#stack);
      this.#stack = grown;
    }
    this.#stack[top] = place;
    this.#stack[top + 1] = at;
    this.#stack[top + 2] = choice;
    this.#top = top + 3;
  }

  /** Notes what led here. */
  #succeed(end: number): number {
    if (this.#knowsEnds && this.#memo !== null) {
      this.search.steps += this.#top / 3;
      for (let i = 0; i < this.#top; i += 3) {
        if (this.#stack[i]! >= exhausted)
          this.#memo.set(this.#stack[i + 2]!, this.#stack[i + 1]!, end + succeeded);
      }
    }
    return end;
  }

  /** Matches a pattern within this one; where it ends, or -1. Slots that it sets are restored on the way back. */
  #sub(instruction: SubMatch, at: number): number {
    const { search } = this;
    const { slots } = search;
    const subs = (this.#subs ??= new Map<SubMatch, Matcher>());
    let sub = subs.get(instruction);
    if (sub === undefined) {
      search.meter.allocate(640);
      sub = new Matcher(instruction.program, search, instruction);
      subs.set(instruction, sub);
    }
    const [from, to] = instruction.slots ?? [0, 0];
    search.steps += Math.floor((to - from) / slotsNotedPerStep);
    if (!instruction.negated) {
      for (let slot = from; slot < to; slot++) this.#push(restore - slot, slots[slot]!, 0);
      return sub.#matchHere(at);
    }
    const before = from === to ? null : slots.slice(from, to);
    const end = sub.#matchHere(at);
    if (end >= 0 && before !== null) slots.set(before, from);
    return end;
  }

  #matchHere(at: number): number {
    const behind = this.within?.behind ?? null;
    if (behind === null) return this.matchAt(at);
    // What was too much for an int went round, and so it does here.
    const furthest = Math.max(0, (at - behind.most) | 0);
    const match = (): number => {
      for (let start = at - behind.least; start >= furthest; start--) {
        if (this.matchAt(start, at) >= 0) return at;
      }
      return -1;
    };
    if (this.program.choices === 0) return match();
    // What is remembered holds for one end only.
    this.search.meter.charge(2);
    const end = this.search.meter.making(match);
    this.forget();
    return end;
  }

  #repeated({ group, ignoreCase, unicode }: Extract<Instruction, { op: 'back' }>, at: number): number {
    const { input, slots, meter } = this.search;
    const [from, to] = [slots[group * 2]!, slots[group * 2 + 1]!];
    if (from < 0 || to < 0 || at + to - from > input.length) return -1;
    meter.charge(1 + ((to - from) >> (ignoreCase ? 1 : 3)));
    const same = (a: number, b: number) =>
      a === b || (ignoreCase && (unicode || (a < 128 && b < 128)) && folded(a) === folded(b));
    for (let i = 0; i < to - from; i++) {
      if (!same(input.charCodeAt(from + i), input.charCodeAt(at + i))) return -1;
    }
    return at + to - from;
  }
}

/** The number of a choice at a position: how many of the rounds that it lies in took nothing so far. */
function choiceAt({ choice, rounds }: Split, slots: Int32Array, at: number): number {
  let empty = 0;
  for (let i = rounds.length - 1; i >= 0 && slots[rounds[i]!] === at; i--) empty++;
  return choice + empty;
}
