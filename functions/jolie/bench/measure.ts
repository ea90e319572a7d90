/** One quantity, measured several times; all of one row in the same unit. */
export interface Samples {
  readonly median: number;
  readonly lowest: number;
  readonly highest: number;
}

/** Median and spread of some measurements. */
export function samplesOf(values: readonly number[]): Samples {
  const sorted = [...values].sort((a, b) => a - b);
  return { median: quantile(sorted, 0.5), lowest: sorted[0]!, highest: sorted.at(-1)! };
}

/** The q-quantile of ascending values, by the nearest rank. */
export function quantile(sorted: readonly number[], q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(q * sorted.length) - 1))]!;
}

/**
 * Measures all in turn, `rounds` times, after one round that does not count: what the machine does beside falls on all
 * alike. Gives the samples in the order of `measured`.
 */
export async function inTurn(
  rounds: number,
  measured: readonly (() => Promise<number> | number)[],
): Promise<Samples[]> {
  const values = measured.map((): number[] => []);
  for (let round = -1; round < rounds; round++) {
    for (const [i, measure] of measured.entries()) {
      const value = await measure();
      if (round >= 0) values[i]!.push(value);
    }
  }
  return values.map(samplesOf);
}

/** Two of {@link inTurn}: ours and its baseline. */
export async function sideBySide(
  rounds: number,
  ours: () => Promise<number> | number,
  baseline: () => Promise<number> | number,
): Promise<{ ours: Samples; baseline: Samples }> {
  const [mine, theirs] = await inTurn(rounds, [ours, baseline]);
  return { ours: mine!, baseline: theirs! };
}
