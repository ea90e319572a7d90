import type { Metric } from './catalogue';

const head = '| metric | kind | labels | what it says |\n| --- | --- | --- | --- |\n';

const rowOf = ([name, { kind, labels, help }]: [string, Metric]) =>
  `| \`${name}\` | ${kind} | ${Object.keys(labels)
    .map((label) => `\`${label}\``)
    .join(', ')} | ${help} |`.replace('|  |', '| |');

/** The page with its table made anew from the catalogue. */
export function withTable(page: string, catalogue: Readonly<Record<string, Metric>>): string {
  const rows = Object.entries(catalogue).map(rowOf).join('\n');
  const from = page.indexOf(head);
  const rest = page.slice(from + head.length);
  return `${page.slice(0, from)}${head}${rows}\n${rest.replace(/^(\|.*\n)*/, '')}`;
}
