const named: ReadonlyMap<number, string> = new Map([
  [8, '\\b'],
  [9, '\\t'],
  [10, '\\n'],
  [12, '\\f'],
  [13, '\\r'],
  [34, '\\"'],
  [92, '\\\\'],
]);

/** What may have to be escaped in a JSON string. */
export const jsonSpecial = /[\x00-\x1f"\\\x7f-\x9f\u2000-\u20ff]/;

/** A JSON string. Beside what JSON demands, U+007F–009F and U+2000–20FF are escaped, as the official library does. */
export function quoted(text: string): string {
  let out = '"';
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const plain =
      unit >= 32 &&
      unit !== 34 &&
      unit !== 92 &&
      (unit < 127 || (unit > 159 && (unit < 0x2000 || unit > 0x20ff)));
    if (plain) continue;
    out +=
      text.slice(from, i) + (named.get(unit) ?? `\\u${unit.toString(16).toUpperCase().padStart(4, '0')}`);
    from = i + 1;
  }
  return `${out}${text.slice(from)}"`;
}
