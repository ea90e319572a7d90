import { useEffect, useRef } from 'react';

/** What keeps Escape to itself: what is open above the page, and a search with something in it. */
const keepsEscape = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  (target.closest('[role=dialog], [role=menu]') !== null ||
    (target instanceof HTMLInputElement && target.type === 'search' && target.value !== ''));

/** Calls back when Escape is pressed anywhere in the page, and nothing above it wants the key. */
export function useEscape(onEscape: () => void): void {
  const act = useRef(onEscape);
  act.current = onEscape;
  useEffect(() => {
    const listen = ({ key, defaultPrevented, isComposing, target }: KeyboardEvent) => {
      if (key === 'Escape' && !defaultPrevented && !isComposing && !keepsEscape(target)) act.current();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}

/** Remembers where the focus is, to give it back; what has gone from the page, or is not shown, gets none. */
export function useFocusReturn(): { readonly remember: () => void; readonly giveBack: () => void } {
  const left = useRef<Element | null>(null);
  return {
    remember: () => (left.current = document.activeElement),
    giveBack() {
      const to = left.current;
      left.current = null;
      // What was not shown until now is shown with the next frame.
      requestAnimationFrame(() => {
        if (to instanceof HTMLElement && to.isConnected) to.focus({ preventScroll: true });
      });
    },
  };
}
