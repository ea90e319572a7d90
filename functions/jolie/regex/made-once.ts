/** Makes a thing when it is first asked for. */
export function once<T extends object>(make: () => T): () => T {
  let made: T | null = null;
  return () => (made ??= make());
}

/**
 * Makes a thing for each key when that is first asked for. That there is none, null, is not kept: keys that name nothing
 * come from whoever wrote the pattern, and have no end.
 */
export function onceEach<K, T>(make: (key: K) => T | null): (key: K) => T | null {
  const made = new Map<K, T>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const it = make(key);
    if (it !== null) made.set(key, it);
    return it;
  };
}
