import { Double, toText, type Basic, type Value, type Vector } from '../values';
import { quoted } from './json-text';

/**
 * Writes a tree as JSON, the way the official `getJsonString` does: a vector of one element as that element, the child
 * `_` as a list in its parent's place, a basic value beside children as `"$"`, children in the table's order. A root
 * without children is an object all the same. Keys are escaped, and numbers that JSON lacks are null: there the
 * official library writes what no reader takes. Iterative; `append` charges.
 */
export function writeJson(root: Value, append: (text: string) => void): void {
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
    if (!value.hasChildren) return [basicJson(value.basic)];
    const pieces: (string | Value)[] = ['{'];
    if (value.basic !== undefined) pieces.push(`"$":${basicJson(value.basic)}`);
    for (const [name, held] of value.children!.entries()) {
      pieces.push(`${pieces.length > 1 ? ',' : ''}${quoted(name)}:`, ...vector(held));
    }
    pieces.push('}');
    return pieces;
  };
  const first = root.resolved();
  if (first.hasChildren) push(node(first));
  else append(first.basic === undefined ? '{}' : `{"$":${basicJson(first.basic)}}`);
  while (work.length > 0) {
    const next = work.pop()!;
    if (typeof next === 'string') append(next);
    else {
      append('');
      push(node(next.resolved()));
    }
  }
}

function basicJson(basic: Basic): string {
  if (basic === undefined) return 'null';
  if (typeof basic === 'string' || basic instanceof Uint8Array) return quoted(toText(basic));
  if (basic instanceof Double && !Number.isFinite(basic.value)) return 'null';
  return toText(basic);
}
