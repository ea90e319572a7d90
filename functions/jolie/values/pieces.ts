/** Units below which the host copies a piece of a text by itself. */
const shortest = 13;

/**
 * The text as a flat one of its own. V8 keeps a piece of a text as a window on all of it, and a sum as its parts: a few
 * characters could hold megabytes that nobody counts any more. Taking a piece of a sum makes it write the sum out.
 */
export const flat = (text: string): string => (text.length < shortest ? text : ` ${text}`.slice(1));

/** A piece of a text that may be kept when the text is gone. */
export function pieceOf(text: string, from: number, to?: number): string {
  const piece = text.slice(from, to);
  return piece.length * 2 >= text.length ? piece : flat(piece);
}
