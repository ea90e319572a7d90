/** Positions of the inbox, both ends included; `to` may be infinite: all that will ever come. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/**
 * The ranges with one more, ascending, without overlaps, and those that touch made one: positions are whole numbers, so
 * 1–4 and 5–9 are 1–9.
 */
export function withRange(ranges: readonly Range[], added: Range): readonly Range[] {
  if (added.from > added.to) return ranges;
  const apart = (range: Range) => range.to + 1 < added.from || added.to + 1 < range.from;
  const touching = ranges.filter((range) => !apart(range));
  const merged = {
    from: Math.min(added.from, ...touching.map(({ from }) => from)),
    to: Math.max(added.to, ...touching.map(({ to }) => to)),
  };
  return [...ranges.filter(apart), merged].sort((a, b) => a.from - b.from);
}

/** The range that holds the position, or null. */
export const rangeAt = (ranges: readonly Range[], position: number): Range | null =>
  ranges.find(({ from, to }) => from <= position && position <= to) ?? null;
