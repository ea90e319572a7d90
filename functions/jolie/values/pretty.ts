import { toText, typeName } from './basic';
import type { Value } from './value';

/**
 * The tree as text, the way the official `valueToPrettyString` prints it: one node a line with its type and value,
 * children below it on branches. Iterative; `append` is called for every line, and ends the writing by giving false;
 * `visit` is called before every node, to charge.
 */
export function prettyText(
  root: Value,
  name: string,
  append: (text: string) => unknown,
  visit: (node: Value) => void = () => {},
): void {
  const work: { readonly value: Value | null; readonly line: string; readonly indent: string }[] = [
    { value: root, line: name, indent: '' },
  ];
  while (work.length > 0) {
    const { value: held, line, indent } = work.pop()!;
    const value = held?.resolved() ?? null;
    if (value !== null) visit(value);
    const wantsMore = append(`${line}${value === null ? ' (empty array)' : basicText(value)}\n`);
    if (wantsMore === false) return;
    if (value === null || value.children === null) continue;
    const below: (typeof work)[number][] = [];
    let left = value.children.count;
    for (const [child, vector] of value.children.entries()) {
      left--;
      const { items } = vector.resolved();
      const line = (more: boolean, label: string) => `${indent}${more ? '├─── ' : '╰─── '}${label}`;
      if (items.length === 0) below.push({ value: null, line: line(left > 0, child), indent });
      items.forEach((item, i) => {
        const more = left > 0 || i < items.length - 1;
        const label = items.length > 1 ? `${child}[${i}]` : child;
        below.push({ value: item, line: line(more, label), indent: `${indent}${more ? '│' : ''}\t` });
      });
    }
    for (let i = below.length - 1; i >= 0; i--) work.push(below[i]!);
  }
}

function basicText({ basic }: Value): string {
  if (basic === undefined) return '';
  const text = toText(basic);
  return `:${typeName(basic)} = ${typeof basic === 'string' ? `"${text}"` : text}`;
}
