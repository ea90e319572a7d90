import keywords from 'emojilib';
import groups from 'unicode-emoji-json/data-by-group.json';

/** One emoji, with what it is found by. */
export interface Emoji {
  readonly emoji: string;
  /** Unicode's name of it. */
  readonly name: string;
  /** Its name and its keywords, in lower case, parted by spaces. */
  readonly words: string;
}

/** Emoji that belong together, in Unicode's order (https://unicode.org/emoji/charts/emoji-ordering.html). */
export interface EmojiGroup {
  readonly name: string;
  readonly emoji: readonly Emoji[];
}

/** Newer ones are empty boxes on many devices still: the fonts of systems lag two years behind Unicode. */
const newest = 15;

const wordsOf = (emoji: string, name: string): string =>
  [name, ...((keywords as Readonly<Record<string, readonly string[]>>)[emoji] ?? [])]
    .join(' ')
    .replaceAll('_', ' ')
    .toLowerCase();

/** All that is offered. */
export const emojiGroups: readonly EmojiGroup[] = groups.map(({ name, emojis }) => ({
  name,
  emoji: emojis
    .filter(({ emoji_version }) => Number(emoji_version) <= newest)
    .map((each) => ({ emoji: each.emoji, name: each.name, words: wordsOf(each.emoji, each.name) })),
}));

const all = emojiGroups.flatMap(({ emoji }) => emoji);

/** Those with these characters, in this order; unknown ones are left out. */
export const emojiNamed = (characters: readonly string[]): readonly Emoji[] =>
  characters.flatMap((character) => all.filter(({ emoji }) => emoji === character));

/** Whether some word of it begins so. */
const hasWord = (words: string, begin: string): boolean => ` ${words}`.includes(` ${begin}`);

/** Those of which each word of the text begins a word, those whose name it begins first. */
export function searchEmoji(text: string): readonly Emoji[] {
  const begins = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = all.filter(({ words }) => begins.every((begin) => hasWord(words, begin)));
  const isNamed = ({ name }: Emoji) => name.toLowerCase().startsWith(begins.join(' '));
  return [...found.filter(isNamed), ...found.filter((each) => !isNamed(each))];
}

/** Emoji in lines of `columns`. */
export function linesOf(emoji: readonly Emoji[], columns: number): readonly (readonly Emoji[])[] {
  return Array.from({ length: Math.ceil(emoji.length / columns) }, (_, line) =>
    emoji.slice(line * columns, (line + 1) * columns),
  );
}
