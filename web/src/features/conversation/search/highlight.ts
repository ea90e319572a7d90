/** A stretch of a text; a hit is one of the words that were looked for. */
export interface Stretch {
  readonly text: string;
  readonly isHit: boolean;
}

const word = /[\p{L}\p{N}\p{M}]+/gu;
/** As the server compares words: without regard to case and accents. */
const folded = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();

const before = 40;
const most = 180;

/**
 * The part of a text around the first word that was looked for, its hits told apart.
 * @param query the words, as they were typed
 */
export function highlight(text: string, query: string): readonly Stretch[] {
  const wanted = new Set([...query.matchAll(word)].map(([found]) => folded(found)));
  const hits = [...text.matchAll(word)].filter(([found]) => wanted.has(folded(found)));
  const from = Math.max(0, (hits[0]?.index ?? 0) - before);
  const to = Math.min(text.length, from + most);
  const stretches: Stretch[] = [];
  const add = (start: number, end: number, isHit: boolean) => {
    const part = text.slice(Math.max(start, from), Math.min(end, to));
    if (part !== '') stretches.push({ text: part, isHit });
  };
  let at = from;
  for (const hit of hits) {
    if (hit.index >= to) break;
    add(at, hit.index, false);
    at = hit.index + hit[0].length;
    add(hit.index, at, true);
  }
  add(at, to, false);
  if (from > 0) stretches.unshift({ text: '…', isHit: false });
  if (to < text.length) stretches.push({ text: '…', isHit: false });
  return stretches;
}
