/** A stretch of a message: plain, or a web address. */
export interface Stretch {
  readonly text: string;
  readonly href?: string;
}

const address = /\bhttps?:\/\/[^\s<>"']+/g;
/** What closes a sentence around an address rather than belonging to it. */
const trailing = /[.,;:!?)\]}’”]+$/;

/** Splits a text at its web addresses. Joined, the stretches are the text again. */
export function linkify(text: string): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let from = 0;
  for (const match of text.matchAll(address)) {
    const href = match[0].replace(trailing, '');
    if (!URL.canParse(href)) continue;
    if (match.index > from) stretches.push({ text: text.slice(from, match.index) });
    stretches.push({ text: href, href });
    from = match.index + href.length;
  }
  if (from < text.length) stretches.push({ text: text.slice(from) });
  return stretches;
}
