/** A stretch of a message: plain, or a web address. */
export interface Stretch {
  readonly text: string;
  readonly href?: string;
}

const address = /\bhttps?:\/\/[^\s<>"']+/g;
/** What closes a sentence around an address rather than belonging to it. */
const closing = new Set('.,;:!?)]}’”');

/** Looked for from the end: a pattern would look from each mark of a long run of them. */
function withoutClosing(address: string): string {
  let end = address.length;
  while (end > 0 && closing.has(address[end - 1]!)) end--;
  return address.slice(0, end);
}

/** Splits a text at its web addresses. Joined, the stretches are the text again. */
export function linkify(text: string): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let from = 0;
  for (const match of text.matchAll(address)) {
    const href = withoutClosing(match[0]);
    if (!URL.canParse(href)) continue;
    if (match.index > from) stretches.push({ text: text.slice(from, match.index) });
    stretches.push({ text: href, href });
    from = match.index + href.length;
  }
  if (from < text.length) stretches.push({ text: text.slice(from) });
  return stretches;
}
