import { inTurn, type Samples } from '@parley/jolie/bench';

/** A quantity for growing sizes of something. */
export interface Series {
  /** What grows, ascending. */
  readonly sizes: readonly number[];
  /** µs of processor time for each size. */
  readonly costs: readonly Samples[];
}

/** Measures a cost for each of the sizes, in turn. */
export async function seriesOf(
  rounds: number,
  sizes: readonly number[],
  cost: (size: number, i: number) => Promise<number>,
): Promise<Series> {
  return {
    sizes,
    costs: await inTurn(
      rounds,
      sizes.map((size, i) => () => cost(size, i)),
    ),
  };
}

/** The same for each unit of what grows. */
export const perUnit = ({ sizes, costs }: Series): Series => ({
  sizes,
  costs: costs.map(({ median, lowest, highest }, i) => ({
    median: median / sizes[i]!,
    lowest: lowest / sizes[i]!,
    highest: highest / sizes[i]!,
  })),
});

/** Where a series ends, and where it was lowest before: a cost that grows faster than it should stands out there. */
export function endAndLowest({ sizes, costs }: Series) {
  const before = costs.slice(0, -1);
  const lowest = before.reduce((best, { median }, i) => (median < before[best]!.median ? i : best), 0);
  return {
    end: { size: sizes.at(-1)!, cost: costs.at(-1)! },
    lowest: { size: sizes[lowest]!, cost: before[lowest]! },
  };
}
