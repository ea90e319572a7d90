/**
 * Does the work for each item, at most `most` at a time, and gives the results in the items' order. When one fails,
 * the others are done all the same, nothing is left running, and then the first failure is thrown.
 */
export async function sideBySide<T, R>(
  most: number,
  items: readonly T[],
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results = new Array<R>(items.length);
  const failures: unknown[] = [];
  let taken = 0;
  const lane = async () => {
    while (taken < items.length) {
      const i = taken++;
      try {
        results[i] = await work(items[i]!);
      } catch (failure) {
        failures.push(failure);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, lane));
  if (failures.length > 0) throw failures[0];
  return results;
}
