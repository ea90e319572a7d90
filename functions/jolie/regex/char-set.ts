/** A set of code points; lone surrogates are points too. */
export interface CharSet {
  has(point: number): boolean;
  /** Whether Java knows it for one of the basic plane: a search with such sets alone may begin inside a pair. */
  readonly basic: boolean;
  /** How many points or ranges it is compared with at most, until it has told of a point; a search of a table counts as two. */
  readonly tests: number;
  /** The only point, where it is one of the basic plane that is no half of a pair. */
  readonly point?: number;
  /** What the set said of ASCII so far, by the point: 1 for in, 2 for out. */
  readonly known?: Uint8Array;
}

/** What a search of a table counts as, in the tests of a set. */
export const testsOfTable = 2;

/** A set by its test, which counts as so many. */
export const setOf = (has: (point: number) => boolean, basic = false, tests = 1): CharSet => ({
  has,
  basic,
  tests,
});

export const between = (from: number, to: number, basic = to < 0x10000): CharSet => ({
  has: (point) => point >= from && point <= to,
  basic,
  tests: 1,
});

/** The set of one point. */
export function only(point: number): CharSet {
  const basic = point < 0xd800 || (point > 0xdfff && point < 0x10000);
  return { has: (other) => other === point, basic, tests: 1, ...(basic ? { point } : {}) };
}

/** The points of some ranges: from, to, from, to … */
export const ranges = (...bounds: readonly number[]): CharSet => ({
  has(point) {
    for (let i = 0; i < bounds.length; i += 2) {
      if (point >= bounds[i]! && point <= bounds[i + 1]!) return true;
    }
    return false;
  },
  basic: bounds[bounds.length - 1]! < 0x10000,
  tests: bounds.length >> 1,
});

export const not = (set: CharSet): CharSet => ({
  has: (point) => !set.has(point),
  basic: false,
  tests: set.tests,
});

export const union = (...sets: readonly CharSet[]): CharSet => ({
  has(point) {
    for (const set of sets) if (set.has(point)) return true;
    return false;
  },
  basic: sets.every((set) => set.basic),
  tests: sets.reduce((sum, { tests }) => sum + tests, 0),
});

export const intersection = (a: CharSet, b: CharSet): CharSet => ({
  has: (point) => a.has(point) && b.has(point),
  basic: a.basic && b.basic,
  tests: a.tests + b.tests,
});

/** The same set with its answers for ASCII kept: for sets that are made of many, or searched for. */
export function remembering(set: CharSet): CharSet {
  const known = new Uint8Array(128);
  return {
    has(point) {
      if (point > 127) return set.has(point);
      const answer = known[point]!;
      if (answer !== 0) return answer === 1;
      const has = set.has(point);
      known[point] = has ? 1 : 2;
      return has;
    },
    basic: set.basic,
    tests: set.tests,
    known,
  };
}
