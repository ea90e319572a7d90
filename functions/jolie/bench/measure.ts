/** One quantity, measured several times; all of one row in the same unit. */
export interface Samples {
  readonly median: number;
  readonly lowest: number;
  readonly highest: number;
}

/** A row of the table: ours beside a baseline of the same run. */
export interface Row {
  readonly what: string;
  readonly unit: string;
  readonly ours: Samples;
  readonly baselineName: string;
  readonly baseline: Samples;
  /** What the row says: `more` when a higher ratio of ours to the baseline is better. */
  readonly better: 'more' | 'less';
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
 * Measures both sides in turn, `rounds` times, after one round of each that does not count: what the machine does
 * beside falls on both alike.
 */
export async function sideBySide(
  rounds: number,
  ours: () => Promise<number> | number,
  baseline: () => Promise<number> | number,
): Promise<{ ours: Samples; baseline: Samples }> {
  const measured: { ours: number[]; baseline: number[] } = { ours: [], baseline: [] };
  for (let round = -1; round < rounds; round++) {
    const mine = await ours();
    const theirs = await baseline();
    if (round < 0) continue;
    measured.ours.push(mine);
    measured.baseline.push(theirs);
  }
  return { ours: samplesOf(measured.ours), baseline: samplesOf(measured.baseline) };
}

const figure = (value: number) =>
  value >= 1000 ? Math.round(value).toLocaleString('en') : Number(value.toPrecision(3)).toString();
const withSpread = ({ median, lowest, highest }: Samples) =>
  `${figure(median)} (${figure(lowest)}–${figure(highest)})`;

/** The rows as a Markdown table: medians with their ranges, and the ratio of the medians. */
export function tableOf(rows: readonly Row[]): string {
  return [
    '| what | ours | baseline | ours / baseline |',
    '| --- | --- | --- | --- |',
    ...rows.map(
      ({ what, unit, ours, baseline, baselineName, better }) =>
        `| ${what}, ${unit} | ${withSpread(ours)} | ${withSpread(baseline)} (${baselineName}) | ` +
        `${figure(ours.median / baseline.median)} (${better} is better) |`,
    ),
  ].join('\n');
}
