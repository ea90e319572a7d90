import { spread } from './children';

/** The order in which a Java HashMap, filled in the order given, yields its keys: by bin, in a bin by age. */
export function hashMapOrder(names: readonly string[]): string[] {
  if (names.length < 2) return [...names];
  let bins = 16;
  while (names.length > bins * 0.75) bins *= 2;
  const placed = names.map((name) => ({ name, bin: spread(name) & (bins - 1) }));
  return placed.sort((a, b) => a.bin - b.bin).map(({ name }) => name);
}
