/** What a source cannot hold: the null character, and halves of characters. */
const odd = /\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '"': '\\"',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** What a source can hold of a text, without the space around it. */
export const plain = (text: string): string => text.replace(odd, '').trim();

/** A text as a source writes it, whatever is in it; what no source can hold is left out. */
export const literal = (text: string): string =>
  `"${text.replace(odd, '').replace(/[\\"\n\r\t]/g, (character) => escapes[character]!)}"`;

/** The regular expression, in Java's dialect, that finds exactly this text. */
export const exactly = (text: string): string => text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&');

/** The replacement, in the sense of Java's `replaceAll`, that stands for exactly this text. */
export const replacement = (text: string): string => text.replace(/[\\$]/g, '\\$&');

/** Assignments to the items of a vector, one a line. */
export const items = (path: string, texts: readonly string[], indent: string): string =>
  texts.map((text, i) => `${indent}${path}[${i}] = ${literal(text)}`).join('\n');
