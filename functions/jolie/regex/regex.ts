import { gasOf, isPair, Matcher, pay, type Search } from './matcher';
import type { RegexMeter } from './meter';
import { hasAt, type CompiledPattern, type SetOf } from './program';

/** What a search costs beside its steps, in steps. */
const searchSteps = 16;

export class Match {
  constructor(
    readonly start: number,
    readonly end: number,
    private readonly input: string,
    /** Beginnings and ends of the groups; null where there are none. */
    private readonly slots: Int32Array | null,
  ) {}

  /** The whole at 0; undefined for a group that took no part. */
  get groups(): readonly (string | undefined)[] {
    const { input, slots } = this;
    const groups: (string | undefined)[] = [input.slice(this.start, this.end)];
    if (slots === null) return groups;
    for (let i = 2; i < slots.length; i += 2) {
      const [from, to] = [slots[i]!, slots[i + 1]!];
      groups.push(from < 0 || to < 0 ? undefined : input.slice(from, to));
    }
    return groups;
  }
}

/** A compiled regular expression of Java 17's dialect. Immutable. */
export class Regex {
  constructor(
    private readonly compiled: CompiledPattern,
    readonly groupCount: number,
    readonly names: ReadonlyMap<string, number>,
    private readonly supplementary: boolean,
  ) {}

  /**
   * The first match at or after `from`: linear in the input, whatever the pattern (but with back-references). `last`
   * is where the match before it ended, for `\G`.
   */
  find(input: string, from: number, meter: RegexMeter, last = from): Match | null {
    return this.finder(input, meter)(from, last);
  }

  /** Finds matches in one input, one call a match. */
  finder(input: string, meter: RegexMeter): (from: number, last: number) => Match | null {
    const [first, second] = this.compiled.program.instructions;
    if (first?.op === 'set' && second?.op === 'match') return this.#finderOfOne(first, input, meter);
    const search = this.#search(input, meter);
    const matcher = new Matcher(this.compiled.program, search);
    return (from, last) => {
      search.last = last;
      search.slots.fill(-1);
      search.steps += searchSteps;
      const before = meter.hold();
      const match = this.#find(matcher, search, from);
      // What it throws ends the run: there is nothing to let go of then.
      meter.release(before);
      pay(search);
      matcher.forget();
      return match;
    };
  }

  /** The same for a pattern of one character, which needs no matcher; it costs what one would take. */
  #finderOfOne(set: SetOf, input: string, meter: RegexMeter): (from: number) => Match | null {
    let steps = this.#chargeSearch(meter);
    return (from) => {
      steps += searchSteps;
      let start = from;
      while (start < input.length && !hasAt(set, input, start)) {
        if ((start & 7) === 0) meter.charge(1);
        start += this.supplementary && isPair(input, start) ? 2 : 1;
      }
      const isThere = start < input.length;
      if (isThere) steps += 2;
      else if (start === input.length && (start & 7) === 0) meter.charge(1);
      meter.charge(gasOf(steps));
      steps = 0;
      return isThere ? new Match(start, start + (isPair(input, start) ? 2 : 1), input, null) : null;
    };
  }

  #find(matcher: Matcher, search: Search, from: number): Match | null {
    const { input, meter } = search;
    const first = this.compiled.program.instructions[0]!;
    const onlyFrom = first.op === 'assert' && first.at === 'input-start';
    for (let start = from; start <= input.length; start++) {
      // Most starts fail at the first character: do not set up a match for them.
      if (first.op === 'set' && !(start < input.length && hasAt(first, input, start))) {
        if ((start & 7) === 0) meter.charge(1);
      } else {
        const end = matcher.matchAt(start);
        if (end >= 0) return this.#match(search, start, end);
        if (onlyFrom) break;
      }
      if (this.supplementary && isPair(input, start)) start++;
    }
    return null;
  }

  /** The match of the whole input, or null. */
  matches(input: string, meter: RegexMeter): Match | null {
    return meter.making(() => {
      const search = this.#search(input, meter);
      const end = new Matcher(this.compiled.program, search).matchAt(0, input.length);
      pay(search);
      return end < 0 ? null : this.#match(search, 0, end);
    });
  }

  #search(input: string, meter: RegexMeter): Search {
    const { remembers, slots } = this.compiled;
    const steps = this.#chargeSearch(meter);
    return { input, meter, remembers, slots: new Int32Array(slots).fill(-1), last: 0, steps };
  }

  /** Charges the memory of a search; gives the steps that setting it up takes. */
  #chargeSearch(meter: RegexMeter): number {
    const { slots } = this.compiled;
    meter.allocate(slots * 4 + 512);
    return slots >> 2;
  }

  #match({ input, slots }: Search, start: number, end: number): Match {
    const groups = this.groupCount === 0 ? null : slots.slice(0, (this.groupCount + 1) * 2);
    return new Match(start, end, input, groups);
  }
}

/** All matches, one after the other, as Java's `Matcher.find` gives them. */
export class Matches {
  private readonly find: (from: number, last: number) => Match | null;
  private from = 0;
  private last = 0;

  constructor(
    regex: Regex,
    private readonly input: string,
    meter: RegexMeter,
  ) {
    this.find = regex.finder(input, meter);
  }

  /** The next match; null when there is none. */
  next(): Match | null {
    if (this.from > this.input.length) return null;
    const match = this.find(this.from, this.last);
    if (match === null) {
      this.from = this.input.length + 1;
      return null;
    }
    this.last = match.end;
    this.from = match.end === match.start ? match.end + 1 : match.end;
    return match;
  }
}
