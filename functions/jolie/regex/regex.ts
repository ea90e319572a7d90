import { instalment, isPair, Matcher, pay, type Search } from './matcher';
import type { RegexMeter } from './meter';
import { CharacterFinder } from './one-character';
import { hasAt, stepsAt, type CompiledPattern, type Program } from './program';

/** What a search costs beside its steps, in steps. */
const searchSteps = 16;
/** Slots that one step empties. */
const slotsEmptiedPerStep = 16;

/** What was found; its groups are told until the next is looked for. */
export class Match {
  constructor(
    readonly start: number,
    readonly end: number,
    private readonly input: string,
    private readonly groupCount: number,
    /** Beginnings and ends of the groups; null where there are none. */
    private readonly slots: Int32Array | null,
  ) {}

  /** The whole at 0; undefined for a group that took no part. */
  get groups(): readonly (string | undefined)[] {
    return Array.from({ length: this.groupCount + 1 }, (_, i) => this.group(i));
  }

  /** One of the groups. */
  group(index: number): string | undefined {
    const { input, slots } = this;
    if (index === 0) return input.slice(this.start, this.end);
    const [from, to] = slots === null ? [-1, -1] : [slots[index * 2]!, slots[index * 2 + 1]!];
    return from < 0 || to < 0 ? undefined : input.slice(from, to);
  }
}

/** Finds the matches of a pattern in one input, one call a match. */
interface Finder {
  /** Where the first match at or after `from` begins, or -1; `last` is where the one before it ended. */
  find(from: number, last: number): number;
  /** Where the match that was found ends. */
  readonly end: number;
  /** Beginnings and ends of its groups, until the next is looked for. */
  readonly slots: Int32Array | null;
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
    const finder = this.finder(input, meter);
    const start = finder.find(from, last);
    return start < 0 ? null : this.matchOf(finder, input, start);
  }

  /** Finds matches in one input. */
  finder(input: string, meter: RegexMeter): Finder {
    const { program } = this.compiled;
    const [first, second] = program.instructions;
    if (first?.op === 'set' && second?.op === 'match') {
      const steps = this.#chargeSearch(meter);
      return new CharacterFinder(first, this.supplementary, input, meter, searchSteps, steps);
    }
    return new MatcherFinder(program, this.supplementary, this.#search(input, meter));
  }

  /** The match that a finder has found at a place. */
  matchOf({ end, slots }: Pick<Finder, 'end' | 'slots'>, input: string, start: number): Match {
    return new Match(start, end, input, this.groupCount, slots);
  }

  /** The match of the whole input, or null. */
  matches(input: string, meter: RegexMeter): Match | null {
    return meter.making(() => {
      const search = this.#search(input, meter);
      const end = new Matcher(this.compiled.program, search).matchAt(0, input.length);
      pay(search);
      return end < 0 ? null : this.matchOf({ end, slots: search.slots }, input, 0);
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
}

/** Finds matches by a matcher. */
class MatcherFinder implements Finder {
  readonly slots: Int32Array;
  readonly #matcher: Matcher;
  /** What every find costs beside its steps, in steps. */
  readonly #each: number;
  end = 0;

  constructor(
    private readonly program: Program,
    private readonly supplementary: boolean,
    private readonly search: Search,
  ) {
    this.#matcher = new Matcher(program, search);
    this.slots = search.slots;
    this.#each = searchSteps + Math.floor(this.slots.length / slotsEmptiedPerStep);
  }

  find(from: number, last: number): number {
    const { search } = this;
    search.last = last;
    search.slots.fill(-1);
    search.steps += this.#each;
    const before = search.meter.hold();
    const start = this.#start(from);
    // What it throws ends the run: there is nothing to let go of then.
    search.meter.release(before);
    pay(search);
    this.#matcher.forget();
    return start;
  }

  #start(from: number): number {
    const { search } = this;
    const { input, meter } = search;
    const first = this.program.instructions[0]!;
    const onlyFrom = first.op === 'assert' && first.at === 'input-start';
    for (let start = from; start <= input.length; start++) {
      // Most starts fail at the first character: do not set up a match for them.
      const steps = first.op === 'set' && start < input.length ? stepsAt(first, input, start) : 0;
      if (steps > 0 && (search.steps += steps) >= instalment) pay(search);
      if (first.op === 'set' && !(start < input.length && hasAt(first, input, start))) {
        if ((start & 7) === 0) meter.charge(1);
      } else {
        this.end = this.#matcher.matchAt(start);
        if (this.end >= 0) return start;
        if (onlyFrom) break;
      }
      if (this.supplementary && isPair(input, start)) start++;
    }
    return -1;
  }
}

/** All matches, one after the other, as Java's `Matcher.find` gives them. */
export class Matches {
  readonly #finder: Finder;
  #from = 0;
  #last = 0;
  /** Where the match that was found lies. */
  start = 0;
  end = 0;

  constructor(
    private readonly regex: Regex,
    private readonly input: string,
    meter: RegexMeter,
  ) {
    this.#finder = regex.finder(input, meter);
  }

  /** Goes on to the next match; false: there is none. */
  advance(): boolean {
    if (this.#from > this.input.length) return false;
    const start = this.#finder.find(this.#from, this.#last);
    if (start < 0) {
      this.#from = this.input.length + 1;
      return false;
    }
    const { end } = this.#finder;
    this.start = start;
    this.end = this.#last = end;
    this.#from = end === start ? end + 1 : end;
    return true;
  }

  /** The match that was found, with its groups. */
  get match(): Match {
    return this.regex.matchOf(this.#finder, this.input, this.start);
  }
}
