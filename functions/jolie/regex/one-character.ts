import { gasOf, isPair } from './matcher';
import type { RegexMeter } from './meter';
import { hasAt, type SetOf } from './program';

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
    const { set, pairs, input, meter } = this;
    let start = from;
    while (start < input.length && !hasAt(set, input, start)) {
      if ((start & 7) === 0) meter.charge(1);
      start += pairs && isPair(input, start) ? 2 : 1;
    }
    let steps = this.first + this.each;
    this.first = 0;
    if (start < input.length) {
      steps += 2;
      this.end = start + (isPair(input, start) ? 2 : 1);
    } else {
      if (start === input.length && (start & 7) === 0) meter.charge(1);
      start = -1;
    }
    meter.charge(gasOf(steps));
    return start;
  }
}
