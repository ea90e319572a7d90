import { Children, sizes, Value, Vector } from '../values';
import { LimitReached } from './limits';
import type { Meter } from './meter';
import { basicOf, isList, plainBasic, setMember, type PlainBasic, type PlainTree } from './plain-basic';
import { smallPlainOf, smallValueOf } from './small-trees';

export type { PlainTree } from './plain-basic';

/** The value that a plain tree stands for. A number without a fraction is an int, or a long; any other is a double. */
export function valueOf(tree: PlainTree, meter: Meter): Value {
  if (tree === null) {
    meter.charge(1);
    return new Value();
  }
  const small = smallValueOf(tree, meter);
  if (small !== null) return small;
  const root = new Value();
  const work: [Value, PlainTree][] = [[root, tree]];
  while (work.length > 0) {
    const [value, node] = work.pop()!;
    meter.charge(1);
    if (node === null || typeof node !== 'object') value.basic = charged(node, meter);
    else if (isList(node)) put(value, '_', node);
    else {
      for (const [name, member] of Object.entries(node)) {
        if (name === '$' && (member === null || typeof member !== 'object'))
          value.basic = charged(member, meter);
        else put(value, name, isList(member) ? member : [member]);
      }
    }
  }
  return root;

  function put(value: Value, name: string, items: readonly PlainTree[]): void {
    meter.allocate(
      sizes.children +
        sizes.vector +
        sizes.child +
        name.length * sizes.character +
        items.length * sizes.value,
    );
    const vector = new Vector();
    for (const item of items) {
      const child = new Value();
      vector.items.push(child);
      work.push([child, item]);
    }
    (value.children ??= new Children()).set(name, vector);
  }
}

/** Charges a text's characters, too. */
function charged(node: PlainBasic, meter: Meter): Value['basic'] {
  if (typeof node === 'string') meter.allocate(node.length * sizes.character);
  return basicOf(node);
}

/** Nodes below each other in what is handed out; deeper trees are limit `depth`. */
const deepest = 200;

/**
 * The value as a plain tree: what `JsonUtils` would write of it, but that a root without children is its basic value
 * alone. Longs beyond 2^53 lose digits, as they do in JSON; numbers that JSON lacks are null.
 */
export function plainOf(root: Value, meter: Meter): PlainTree {
  const small = smallPlainOf(root, meter);
  if (small !== undefined) return small;
  let made: PlainTree = null;
  const work: { value: Value; depth: number; give: (tree: PlainTree) => void }[] = [
    { value: root, depth: 0, give: (tree) => (made = tree) },
  ];
  while (work.length > 0) {
    const { value: held, depth, give } = work.pop()!;
    const value = held.resolved();
    if (depth > deepest) throw new LimitReached('depth');
    meter.charge(1);
    meter.allocate(sizes.value);
    const elements = value.vector('_');
    if (elements !== undefined) give(list(elements.resolved().items, depth));
    else if (!value.hasChildren) give(plainBasic(value.basic));
    else {
      const members: Record<string, PlainTree> = {};
      give(members);
      const set = (name: string, tree: PlainTree) => setMember(members, name, tree);
      if (value.basic !== undefined) set('$', plainBasic(value.basic));
      for (const [name, vector] of value.children!.entries()) {
        const { items } = vector.resolved();
        set(name, null);
        if (items.length > 1) set(name, list(items, depth));
        else if (items.length === 1)
          work.push({ value: items[0]!, depth: depth + 1, give: (tree) => set(name, tree) });
      }
    }
  }
  return made;

  function list(items: readonly Value[], depth: number): PlainTree {
    const trees: PlainTree[] = new Array<PlainTree>(items.length).fill(null);
    items.forEach((value, i) => work.push({ value, depth: depth + 1, give: (tree) => (trees[i] = tree) }));
    return trees;
  }
}
