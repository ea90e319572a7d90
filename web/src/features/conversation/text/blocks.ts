import { linkify } from './linkify';

/** A stretch within a line of text. */
export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string };

/** A message is text and blocks of code; nothing in it is markup beyond that. */
export type Block =
  | { readonly kind: 'text'; readonly parts: readonly Part[] }
  /** `language` is what stands behind the backticks that open it; '' where nothing does. */
  | { readonly kind: 'code'; readonly language: string; readonly code: string };

/** Three backticks alone in a line, perhaps with a language's name; code ends at the next line that ends with three. */
const opening = /^```\s*([\w+#.-]*)$/;
const fence = '```';

/** For each line the next one behind it that ends code; there is none when it is not there. */
function closingsBehind(lines: readonly string[]): readonly (number | undefined)[] {
  const behind = new Array<number | undefined>(lines.length);
  let next: number | undefined;
  for (let i = lines.length - 1; i >= 0; i--) {
    behind[i] = next;
    if (lines[i]!.trimEnd().endsWith(fence)) next = i;
  }
  return behind;
}

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

/** Reads a message as text with links and code: line by line, once, whatever it is. */
export function blocksOf(text: string): readonly Block[] {
  const blocks: Block[] = [];
  const lines = text.split('\n');
  const closings = closingsBehind(lines);
  let plain: string[] = [];
  const addPlain = () => {
    const part = plain.join('\n');
    if (part.trim() !== '') blocks.push({ kind: 'text', parts: partsOf(part) });
    plain = [];
  };
  for (let i = 0; i < lines.length; i++) {
    const language = opening.exec(lines[i]!.trimEnd())?.[1];
    const end = closings[i];
    if (language === undefined || end === undefined) {
      plain.push(lines[i]!);
      continue;
    }
    addPlain();
    const last = lines[end]!.trimEnd().slice(0, -fence.length);
    blocks.push({
      kind: 'code',
      language,
      code: [...lines.slice(i + 1, end), ...(last === '' ? [] : [last])].join('\n'),
    });
    i = end;
  }
  if (plain.at(-1) === '') plain.pop();
  addPlain();
  return blocks;
}

const emoji = /^[\p{Extended_Pictographic}\p{Emoji_Component}\p{Regional_Indicator}\s]+$/u;
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
