import type { KeyValues } from '../features/session';

/**
 * A storage of the browser that never fails. Where the browser keeps it from the page, or it is full, what is written
 * lasts as long as the page.
 * @param open gives the storage; it may throw
 */
export function steadyStorage(open: () => KeyValues): KeyValues {
  const here = new Map<string, string>();
  const attempt = <T>(act: (storage: KeyValues) => T, otherwise: T): T => {
    try {
      return act(open());
    } catch {
      return otherwise;
    }
  };
  return {
    getItem: (key) => here.get(key) ?? attempt((storage) => storage.getItem(key), null),
    setItem(key, value) {
      const kept = attempt((storage) => {
        storage.setItem(key, value);
        return true;
      }, false);
      if (kept) here.delete(key);
      else here.set(key, value);
    },
    removeItem(key) {
      here.delete(key);
      attempt((storage) => storage.removeItem(key), undefined);
    },
  };
}
