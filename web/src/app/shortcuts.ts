/** What a person may do with the keyboard from anywhere. */
export type Shortcut = 'jump' | 'next' | 'previous' | 'help';

/** What is read of a key that was pressed. */
export interface Pressed {
  readonly key: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  /** Somebody else has used it. */
  readonly defaultPrevented: boolean;
  /** The key would write into a field. */
  readonly isWriting: boolean;
}

/** What a key means, or null: it is left to whoever wants it. */
export function shortcutOf({
  key,
  altKey,
  ctrlKey,
  metaKey,
  defaultPrevented,
  isWriting,
}: Pressed): Shortcut | null {
  if (defaultPrevented) return null;
  if ((ctrlKey || metaKey) && !altKey) return key.toLowerCase() === 'k' ? 'jump' : null;
  if (altKey && !ctrlKey && !metaKey) {
    if (key === 'ArrowDown') return 'next';
    return key === 'ArrowUp' ? 'previous' : null;
  }
  return key === '?' && !isWriting ? 'help' : null;
}

/** Whether keys that are pressed there write. */
export const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));

/** The neighbour of an item in a list that is gone round; the first, or the last, when there is no such item. */
export function neighbour<T>(items: readonly T[], at: number, step: 1 | -1): T | undefined {
  if (items.length === 0) return undefined;
  if (at < 0) return items.at(step === 1 ? 0 : -1);
  return items[(at + step + items.length) % items.length];
}
