import { createContext, useCallback, useContext, useState } from 'react';

/** Small texts that this device keeps; reading and writing never fail. */
export interface Keepsakes {
  getItem(key: string): string | null;
  setItem(key: string, text: string): void;
}

/** What this device keeps; without one, nothing is there and nothing is kept. */
export const KeepsakesContext = createContext<Keepsakes>({ getItem: () => null, setItem: () => {} });

/** One text that the device keeps, and how it is replaced. */
export function useKeepsake(key: string): readonly [string | null, (text: string) => void] {
  const keepsakes = useContext(KeepsakesContext);
  const [text, setText] = useState(() => keepsakes.getItem(key));
  const keep = useCallback(
    (next: string) => {
      keepsakes.setItem(key, next);
      setText(next);
    },
    [keepsakes, key],
  );
  return [text, keep];
}
