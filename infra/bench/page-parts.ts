/** The line at which a part begins, and the one at which it ends. */
const place = (name: string, command: string) => ({
  from: `<!-- ${name}: ${command} -->\n`,
  to: `<!-- end of ${name} -->`,
});

/**
 * The page with its parts replaced: what stands between `<!-- NAME: COMMAND -->` and `<!-- end of NAME -->`. Throws where
 * a part has no place in it.
 */
export function withParts(page: string, parts: Readonly<Record<string, string>>, command: string): string {
  return Object.entries(parts).reduce((text, [name, content]) => {
    const { from, to } = place(name, command);
    const [begin, end] = [text.indexOf(from), text.indexOf(to)];
    if (begin < 0 || end < begin) throw new Error(`the page has no place for ${name} of ${command}`);
    return `${text.slice(0, begin + from.length)}\n${content}\n\n${text.slice(end)}`;
  }, page);
}
