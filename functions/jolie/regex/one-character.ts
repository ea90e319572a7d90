import { gasOf, isPair, stepsPerGas } from './matcher';
import type { RegexMeter } from './meter';
import { hasAt, stepsAt, stepsOf, type SetOf } from './program';

/** Places whose passing is paid for together, afterwards: fewer where a look at one may take more steps. */
const paidTogether = 1024;

/**
 * Finds the characters of a set, one after the other: what a pattern of one character needs instead of a matcher. It costs
 * what one would take. The first row of `bench/automation.ts` has two such patterns.
 */
export class CharacterFinder {
  readonly slots = null;
  end = 0;

  constructor(
    private readonly set: SetOf,
    /** Whether a start inside a pair is none. */
    private readonly pairs: boolean,
    private readonly input: string,
    private readonly meter: RegexMeter,
    /** What every find costs beside its steps, in steps, and the first beside that. */
    private readonly each: number,
    private first: number,
  ) {}

  find(from: number): number {
    const { input, meter } = this;
    const start = this.pairs ? this.#passPairs(from) : this.#pass(from);
    let steps = this.first + this.each;
    this.first = 0;
    if (start < input.length) {
      meter.charge(gasOf(steps + 2));
      this.end = start + (isPair(input, start) ? 2 : 1);
      return start;
    }
    if (start === input.length && (start & 7) === 0) steps += stepsPerGas;
    meter.charge(gasOf(steps));
    return -1;
  }

  /** Passes what the set has not; each eighth place costs one, and each look its steps. */
  #pass(from: number): number {
    const { set, input, meter } = this;
    const { point, known } = set.set;
    const look = stepsOf(set);
    const most = Math.ceil(paidTogether / (look + 1));
    for (let start = from; ;) {
      const begin = start;
      const end = Math.min(input.length, begin + most);
      // Those at what is not ASCII.
      let looks = 0;
      if (point !== undefined) while (start < end && input.charCodeAt(start) !== point) start++;
      else
        for (; start < end; start++) {
          const unit = input.charCodeAt(start);
          if (unit > 127) looks++;
          const has = unit < 128 && known !== undefined ? known[unit] : 0;
          if (has === 1 || (has !== 2 && hasAt(set, input, start))) break;
        }
      const eighths = ((start + 7) >> 3) - ((begin + 7) >> 3);
      const gas = eighths + gasOf(looks * look);
      if (gas > 0) meter.charge(gas);
      if (start < end || end === input.length) return start;
    }
  }

  /** The same where a pair is passed in one. */
  #passPairs(from: number): number {
    const { set, input, meter } = this;
    let start = from;
    for (; start < input.length; start += isPair(input, start) ? 2 : 1) {
      const steps = stepsAt(set, input, start);
      if (steps > 0) meter.charge(gasOf(steps));
      if (hasAt(set, input, start)) break;
      if ((start & 7) === 0) meter.charge(1);
    }
    return start;
  }
}
