import { linkify } from './linkify';

/** A stretch within a line of text. */
export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string };

/** A message is text and blocks of code; nothing in it is markup beyond that. */
export type Block =
  | { readonly kind: 'text'; readonly parts: readonly Part[] }
  | { readonly kind: 'code'; readonly code: string };

/** Three backticks alone in a line, perhaps with a language's name, up to the next such line. */
const fence = /^```[^\S\n]*[\w+#.-]*[^\S\n]*\n([\s\S]*?)\n?```[^\S\n]*$\n?/gm;
const inlineCode = /`([^`\n]+)`/g;

const linked = (text: string): Part[] =>
  linkify(text).map(({ text, href }) =>
    href === undefined ? { kind: 'text', text } : { kind: 'link', text, href },
  );

function partsOf(text: string): readonly Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const match of text.matchAll(inlineCode)) {
    parts.push(...linked(text.slice(from, match.index)), { kind: 'code', text: match[1]! });
    from = match.index + match[0].length;
  }
  return [...parts, ...linked(text.slice(from))];
}

/** Reads a message as text with links and code. */
export function blocksOf(text: string): readonly Block[] {
  const blocks: Block[] = [];
  const addText = (part: string) => {
    if (part.trim() !== '') blocks.push({ kind: 'text', parts: partsOf(part.replace(/\n$/, '')) });
  };
  let from = 0;
  for (const match of text.matchAll(fence)) {
    addText(text.slice(from, match.index));
    blocks.push({ kind: 'code', code: match[1]! });
    from = match.index + match[0].length;
  }
  addText(text.slice(from));
  return blocks;
}

const emoji = /^(?:\p{Extended_Pictographic}|\p{Emoji_Component}|\p{Regional_Indicator}|\s)+$/u;
const pictured = /\p{Extended_Pictographic}|\p{Regional_Indicator}/u;
const mostEmoji = 24;

/** Whether a message is a few emoji and nothing else: then it is shown large. */
export const isEmojiOnly = (text: string): boolean =>
  text.length <= mostEmoji && emoji.test(text) && pictured.test(text);

/** More than this is shown in part until the reader asks for all. */
const mostCharacters = 1_200;
const mostLines = 30;

/** The beginning of a text that is too long to be shown at once, or null. */
export function beginningOf(text: string): string | null {
  const lines = text.split('\n', mostLines + 1);
  if (text.length <= mostCharacters && lines.length <= mostLines) return null;
  const cut = lines.slice(0, mostLines).join('\n').slice(0, mostCharacters);
  // Half of a character that takes two units is no character.
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut;
}
