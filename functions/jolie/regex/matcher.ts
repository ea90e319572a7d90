import { isLineTerminator, isWordPart } from './char-sets';
import type { Assertion } from './parse';
import type { Instruction, SubProgram } from './program';

/** Where the work of matching is charged; what it throws goes through. */
export interface RegexMeter {
  charge(gas: number): void;
  allocate(bytes: number): void;
  /** Calls `make`, and then lets go of what it allocated. */
  making<T>(make: () => T): T;
}

/** Steps for one gas. */
const stepsPerGas = 4;
/** Positions whose failures are remembered together. */
const block = 64;

/**
 * A backtracking matcher that remembers which choice failed at which position: since what follows a choice depends on
 * nothing but the position, one that failed there need not be tried again. So a search visits each choice and
 * position once, whatever the pattern: it is linear. Patterns with back-references do not have that property; they
 * run unremembered, on gas. The stack is its own; only look-around and atomic groups nest, as deep as the pattern.
 */
export class Matcher {
  #steps = 0;
  readonly #memo: Map<number, Uint32Array> | null;

  constructor(
    private readonly program: SubProgram,
    private readonly input: string,
    private readonly searchStart: number,
    private readonly meter: RegexMeter,
    private readonly remembers: boolean,
  ) {
    this.#memo = remembers && program.choices > 0 ? new Map() : null;
  }

  /**
   * Matches from `start`, exactly to `mustEnd` where that is given. `slots` holds the groups' beginnings and ends, and
   * is changed by a match only. Returns where the match ends, or -1.
   */
  matchAt(start: number, slots: Int32Array, mustEnd = -1): number {
    const { input } = this;
    const { instructions } = this.program;
    // What to come back to: a place in the program and in the input, or (with a negative place) a slot to restore.
    const back: number[] = [];
    const saved = slots.slice();
    let pc = 0;
    let at = start;
    for (;;) {
      if (++this.#steps >= stepsPerGas) {
        this.#steps = 0;
        this.meter.charge(1);
      }
      const instruction = instructions[pc]!;
      let ok = true;
      switch (instruction.op) {
        case 'set': {
          if (at >= input.length) {
            ok = false;
            break;
          }
          const point = input.codePointAt(at)!;
          ok = instruction.set(point);
          at += point > 0xffff ? 2 : 1;
          pc++;
          break;
        }
        case 'split':
          if (this.#memo !== null && this.#failedBefore(instruction.choice, at)) ok = false;
          else {
            if (back.length % 3072 === 0) this.meter.allocate(24 * 1024);
            back.push(instruction.second, at, 0);
            pc = instruction.first;
          }
          break;
        case 'jump':
          pc = instruction.to;
          break;
        case 'save':
          back.push(-1 - instruction.slot, saved[instruction.slot]!, 0);
          saved[instruction.slot] = at;
          pc++;
          break;
        case 'assert':
          ok = this.#holds(instruction.at, at);
          pc++;
          break;
        case 'back': {
          const end = this.#repeated(instruction.group, instruction.ignoreCase, at, saved);
          ok = end >= 0;
          at = end;
          pc++;
          break;
        }
        case 'sub': {
          const end = this.#sub(instruction, at, saved);
          ok = instruction.negated ? end < 0 : end >= 0;
          if (ok && instruction.consumes) at = end;
          pc++;
          break;
        }
        case 'match':
          if (mustEnd < 0 || at === mustEnd) {
            slots.set(saved);
            return at;
          }
          ok = false;
      }
      if (ok) continue;
      for (;;) {
        if (back.length === 0) return -1;
        back.pop();
        const position = back.pop()!;
        const place = back.pop()!;
        if (place >= 0) {
          pc = place;
          at = position;
          break;
        }
        saved[-1 - place] = position;
      }
    }
  }

  /** Whether the choice was tried at this position before; notes that it is now. */
  #failedBefore(choice: number, at: number): boolean {
    const { choices } = this.program;
    const key = Math.floor(at / block);
    let bits = this.#memo!.get(key);
    if (bits === undefined) {
      this.meter.allocate((choices * block) / 8 + 64);
      bits = new Uint32Array(Math.ceil((choices * block) / 32));
      this.#memo!.set(key, bits);
    }
    const bit = choice * block + (at % block);
    const mask = 1 << (bit & 31);
    if ((bits[bit >>> 5]! & mask) !== 0) return true;
    bits[bit >>> 5]! |= mask;
    return false;
  }

  #sub(instruction: Extract<Instruction, { op: 'sub' }>, at: number, slots: Int32Array): number {
    const matcher = () =>
      new Matcher(instruction.program, this.input, this.searchStart, this.meter, this.remembers);
    const { behind } = instruction;
    if (behind === null) return matcher().matchAt(at, slots);
    for (let start = at - behind.least; start >= Math.max(0, at - behind.most); start--) {
      this.meter.charge(1);
      if (matcher().matchAt(start, slots, at) >= 0) return at;
    }
    return -1;
  }

  #repeated(group: number, ignoreCase: boolean, at: number, slots: Int32Array): number {
    const [from, to] = [slots[group * 2] ?? -1, slots[group * 2 + 1] ?? -1];
    if (from < 0 || to < 0) return -1;
    const [wanted, found] = [this.input.slice(from, to), this.input.slice(at, at + to - from)];
    this.meter.charge((to - from) >> 4);
    const fold = (text: string) => (ignoreCase ? text.replace(/[A-Z]/g, (c) => c.toLowerCase()) : text);
    return fold(wanted) === fold(found) && found.length === wanted.length ? at + found.length : -1;
  }

  #holds(assertion: Assertion, at: number): boolean {
    const { input } = this;
    const unit = (i: number) => input.charCodeAt(i);
    const terminates = (i: number) => i < input.length && isLineTerminator(unit(i));
    switch (assertion) {
      case 'input-start':
        return at === 0;
      case 'input-end':
        return at === input.length;
      case 'search-start':
        return at === this.searchStart;
      case 'line-start':
        if (at === 0) return true;
        return (
          at < input.length && isLineTerminator(unit(at - 1)) && !(unit(at - 1) === 13 && unit(at) === 10)
        );
      case 'line-end':
        return at === input.length || (terminates(at) && !(unit(at) === 10 && at > 0 && unit(at - 1) === 13));
      case 'last-line-end':
        if (at === input.length) return true;
        if (at === input.length - 2) return unit(at) === 13 && unit(at + 1) === 10;
        return (
          at === input.length - 1 && terminates(at) && !(unit(at) === 10 && at > 0 && unit(at - 1) === 13)
        );
      case 'unix-line-end':
        return at === input.length || unit(at) === 10;
      case 'unix-last-line-end':
        return at === input.length || (at === input.length - 1 && unit(at) === 10);
      default: {
        const before = at > 0 && isWordPart(pointBefore(input, at));
        const after = at < input.length && isWordPart(input.codePointAt(at)!);
        return (before !== after) === (assertion === 'word');
      }
    }
  }
}

function pointBefore(input: string, at: number): number {
  const low = input.charCodeAt(at - 1);
  return low >= 0xdc00 && low < 0xe000 && at > 1 ? input.codePointAt(at - 2)! : low;
}
