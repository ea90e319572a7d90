/** A part of a template: text as it is, or an expression. */
export type Part = { readonly text: string } | { readonly expression: string };

/** Cuts a string as the parser gives it, where `${…}` stands for an expression, into its parts. */
export function partsOf(template: string): Part[] {
  const parts: Part[] = [];
  let at = 0;
  while (at < template.length) {
    const start = template.indexOf('${', at);
    if (start < 0) break;
    if (start > at) parts.push({ text: template.slice(at, start) });
    const end = endOfBraces(template, start + 2);
    parts.push({ expression: template.slice(start + 2, end) });
    at = end + 1;
  }
  if (at < template.length) parts.push({ text: template.slice(at) });
  return parts;
}

/** Where the brace closes that is open at `from`. */
function endOfBraces(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === '}') return at;
    if (text[at] === '{') at = endOfBraces(text, at + 1);
    else if (text[at] === '"') at = endOfQuotes(text, at + 1);
  }
  throw new SyntaxError(`a brace is never closed: ${text}`);
}

function endOfQuotes(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === '"') return at;
    if (text[at] === '\\') at++;
    else if (text.startsWith('${', at)) at = endOfBraces(text, at + 2);
  }
  throw new SyntaxError(`a quote is never closed: ${text}`);
}
