import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';

/** Which row of a list the Tab key stops at, and the way from there to its neighbours. */
export interface OneStop {
  /** The index of the row whose buttons are a stop. */
  readonly index: number;
  /** Makes the row before (-1) or after (1) the stop, and moves the focus there. */
  readonly onStep: (key: string, by: -1 | 1) => void;
}

/**
 * One stop in a list of which only a part is in the page: the row that was stepped to while it is there, else the last
 * that is.
 * @param first the index of the first row in the page
 * @param last the index of the last one
 */
export function useOneStop(
  list: RefObject<HTMLElement | null>,
  rows: readonly { readonly key: string }[],
  [first, last]: readonly [number, number],
  scrollTo: (index: number) => void,
): OneStop {
  const [chosen, setChosen] = useState<string | null>(null);
  const isMoving = useRef(false);
  const at = chosen === null ? -1 : rows.findIndex(({ key }) => key === chosen);
  const index = at >= first && at <= last ? at : last;
  const known = useRef({ rows, scrollTo });
  known.current = { rows, scrollTo };
  const onStep = useCallback((key: string, by: -1 | 1) => {
    const { rows: now, scrollTo: show } = known.current;
    const next = now.findIndex((row) => row.key === key) + by;
    if (now[next] === undefined) return;
    isMoving.current = true;
    show(next);
    setChosen(now[next].key);
  }, []);
  useEffect(() => {
    if (!isMoving.current || index !== at) return;
    isMoving.current = false;
    list.current
      ?.querySelector<HTMLElement>(`[data-index="${index}"] [data-copies]`)
      ?.focus({ preventScroll: true });
  }, [list, index, at]);
  return { index, onStep };
}
