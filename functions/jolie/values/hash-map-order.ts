import { spread } from './children';

/** The order in which a Java HashMap, filled in the order given, yields its keys: by bin, in a bin by age. */
export function hashMapOrder(names: readonly string[]): string[] {
  let bins = 16;
  while (names.length > bins * 0.75) bins *= 2;
  const filled = new Map<number, string[]>();
  for (const name of names) {
    const bin = spread(name) & (bins - 1);
    const there = filled.get(bin);
    if (there === undefined) filled.set(bin, [name]);
    else there.push(name);
  }
  return [...filled.keys()].sort((a, b) => a - b).flatMap((bin) => filled.get(bin)!);
}
