import type { Quantiles } from '@parley/ports';
import type { Series } from '../metrics/prometheus';

/** What was counted up to a moment: values by the series' name and labels. */
export interface Snapshot {
  readonly at: number;
  readonly series: readonly Series[];
}

type Matches = Readonly<Record<string, string>>;

const matching = ({ series }: Snapshot, name: string, labels: Matches) =>
  series.filter(
    (each) =>
      each.name === name && Object.entries(labels).every(([label, value]) => each.labels[label] === value),
  );

const sum = (series: readonly Series[]) => series.reduce((total, { value }) => total + value, 0);

/** How much a counter grew between two moments; a histogram's `_count` is one. */
export const growth = (from: Snapshot, to: Snapshot, name: string, labels: Matches = {}): number =>
  sum(matching(to, name, labels)) - sum(matching(from, name, labels));

/** The values of a label that a metric has. */
export const valuesOf = (snapshot: Snapshot, name: string, label: string): string[] => [
  ...new Set(matching(snapshot, name, {}).map(({ labels }) => String(labels[label]))),
];

/** The value of a gauge, over all its labels. */
export const gaugeOf = (snapshot: Snapshot, name: string): number => sum(matching(snapshot, name, {}));

/** Quantiles of what a histogram measured between two moments. */
export function quantiles(from: Snapshot, to: Snapshot, name: string, labels: Matches = {}): Quantiles {
  const before = new Map(
    matching(from, `${name}_bucket`, labels).map(({ labels: { le }, value }) => [String(le), value]),
  );
  const buckets = matching(to, `${name}_bucket`, labels)
    .map(({ labels: { le }, value }) => ({
      upTo: le === '+Inf' ? Infinity : Number(le),
      count: value - (before.get(String(le)) ?? 0),
    }))
    .sort((a, b) => a.upTo - b.upTo);
  return { p50: quantile(buckets, 0.5), p99: quantile(buckets, 0.99) };
}

/**
 * The quantile of cumulative buckets, by linear interpolation within one, as Prometheus' histogram_quantile has it: beyond
 * the last bound it is that bound. Null when nothing was measured.
 */
export function quantile(
  buckets: readonly { readonly upTo: number; readonly count: number }[],
  q: number,
): number | null {
  const total = buckets.at(-1)?.count ?? 0;
  if (total <= 0) return null;
  const rank = q * total;
  const i = buckets.findIndex(({ count }) => count >= rank);
  const { upTo, count } = buckets[i]!;
  const below = buckets[i - 1] ?? { upTo: 0, count: 0 };
  if (upTo === Infinity) return below.upTo;
  return below.upTo + ((upTo - below.upTo) * (rank - below.count)) / (count - below.count);
}
