/** Distinct words of one message in the index: each costs an index entry in every inbox. */
const mostWords = 1_000;
const longestWord = 64;

/** Letters and digits without regard to case, width and accents, as the embedded full text has them. */
const tokensOf = (text: string): string[] =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu)
    ?.map((word) => word.slice(0, longestWord)) ?? [];

/** The words by which a message is found: of a long one the first thousand. */
export const wordsOf = (text: string): string[] => [...new Set(tokensOf(text))].slice(0, mostWords);
