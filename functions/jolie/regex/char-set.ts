/** A set of code points; lone surrogates are points too. */
export interface CharSet {
  has(point: number): boolean;
  /** Whether Java knows it for one of the basic plane: a search with such sets alone may begin inside a pair. */
  readonly basic: boolean;
  /** The only point, where it is one of the basic plane that is no half of a pair. */
  readonly point?: number;
  /** What the set said of ASCII so far, by the point: 1 for in, 2 for out. */
  readonly known?: Uint8Array;
}

/** A set by its test. */
export const setOf = (has: (point: number) => boolean, basic = false): CharSet => ({ has, basic });

export const between = (from: number, to: number, basic = to < 0x10000): CharSet => ({
  has: (point) => point >= from && point <= to,
  basic,
});

/** The set of one point. */
export function only(point: number): CharSet {
  const basic = point < 0xd800 || (point > 0xdfff && point < 0x10000);
  return { has: (other) => other === point, basic, ...(basic ? { point } : {}) };
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
});

export const not = (set: CharSet): CharSet => ({ has: (point) => !set.has(point), basic: false });

export const union = (...sets: readonly CharSet[]): CharSet => ({
  has(point) {
    for (const set of sets) if (set.has(point)) return true;
    return false;
  },
  basic: sets.every((set) => set.basic),
});

export const intersection = (a: CharSet, b: CharSet): CharSet => ({
  has: (point) => a.has(point) && b.has(point),
  basic: a.basic && b.basic,
});

/** The same set with its answers for ASCII kept: for sets made of many. */
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
    known,
  };
}
