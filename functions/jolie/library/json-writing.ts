import { Double, toText, type Basic, type Value, type Vector } from '../values';
import { jsonSpecial, quoted } from './json-text';
import type { TextBuilder } from './text-builder';

/**
 * Writes a tree as JSON, the way the official `getJsonString` does: a vector of one element as that element, the child
 * `_` as a list in its parent's place, a basic value beside children as `"$"`, children in the table's order. A root
 * without children is an object all the same. Keys are escaped, and numbers that JSON lacks are null: there the
 * official library writes what no reader takes. Iterative; the builder charges.
 */
export function writeJson(root: Value, built: TextBuilder): void {
  const work: (string | Value)[] = [];
  const push = (pieces: (string | Value)[]): void => {
    for (let i = pieces.length - 1; i >= 0; i--) work.push(pieces[i]!);
  };
  const list = (items: readonly Value[]): (string | Value)[] => [
    '[',
    ...items.flatMap((item, i) => (i === 0 ? [item] : [',', item])),
    ']',
  ];
  const vector = (held: Vector): (string | Value)[] => {
    const { items } = held.resolved();
    if (items.length > 1) return list(items);
    return [items[0] ?? 'null'];
  };
  const node = (value: Value): (string | Value)[] => {
    const elements = value.vector('_');
    if (elements !== undefined) return list(elements.resolved().items);
    if (!value.hasChildren) return [basicJson(value.basic, built)];
    const pieces: (string | Value)[] = ['{'];
    if (value.basic !== undefined) pieces.push(`"$":${basicJson(value.basic, built)}`);
    for (const [name, held] of value.children!.entries()) {
      pieces.push(
        `${pieces.length > 1 ? ',' : ''}${built.quoting(name, jsonSpecial, quoted)}:`,
        ...vector(held),
      );
    }
    pieces.push('}');
    return pieces;
  };
  const first = root.resolved();
  built.visit(first);
  if (first.hasChildren) push(node(first));
  else built.append(first.basic === undefined ? '{}' : `{"$":${basicJson(first.basic, built)}}`);
  while (work.length > 0) {
    const next = work.pop()!;
    if (typeof next === 'string') built.append(next);
    else {
      const value = next.resolved();
      built.visit(value);
      push(node(value));
    }
  }
}

function basicJson(basic: Basic, built: TextBuilder): string {
  if (basic === undefined) return 'null';
  if (typeof basic === 'string' || basic instanceof Uint8Array)
    return built.quoting(toText(basic), jsonSpecial, quoted);
  if (basic instanceof Double && !Number.isFinite(basic.value)) return 'null';
  return toText(basic);
}
