import { Children, Double, sizes, toText, Value, Vector, type Allocator, type Basic } from '../values';
import { LimitReached } from './limits';

/**
 * A Jolie tree as a host writes and reads it, the way JSON stands for one: an object is a node with children, a list
 * under a name is that name's vector, a list elsewhere is the child `_`, the member `$` is a node's own basic value,
 * and null is void.
 */
export type PlainTree =
  null | boolean | number | string | readonly PlainTree[] | { readonly [name: string]: PlainTree };

/** The value that a plain tree stands for. A number without a fraction is an int, or a long; any other is a double. */
export function valueOf(tree: PlainTree, meter: Allocator): Value {
  const root = new Value();
  const work: [Value, PlainTree][] = [[root, tree]];
  while (work.length > 0) {
    const [value, node] = work.pop()!;
    meter.charge(1);
    if (node === null || typeof node !== 'object') value.basic = basicOf(node, meter);
    else if (isList(node)) put(value, '_', node);
    else {
      for (const [name, member] of Object.entries(node)) {
        if (name === '$' && (member === null || typeof member !== 'object'))
          value.basic = basicOf(member, meter);
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

const isList = (node: PlainTree): node is readonly PlainTree[] => Array.isArray(node);

function basicOf(node: null | boolean | number | string, meter: Allocator): Basic {
  if (node === null) return undefined;
  if (typeof node === 'string') meter.allocate(node.length * sizes.character);
  if (typeof node !== 'number') return node;
  if (!Number.isSafeInteger(node) || Object.is(node, -0)) return new Double(node);
  return node === (node | 0) ? node : BigInt(node);
}

/** Nodes below each other in what is handed out; deeper trees are limit `depth`. */
const deepest = 200;

/**
 * The value as a plain tree: what `JsonUtils` would write of it, but that a root without children is its basic value
 * alone. Longs beyond 2^53 lose digits, as they do in JSON; numbers that JSON lacks are null.
 */
export function plainOf(root: Value, meter: Allocator): PlainTree {
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

/** Sets a member of its own, whatever its name: `__proto__` alone means something else to an assignment. */
function setMember(members: Record<string, PlainTree>, name: string, tree: PlainTree): void {
  if (name !== '__proto__') members[name] = tree;
  else
    Object.defineProperty(members, name, {
      value: tree,
      enumerable: true,
      writable: true,
      configurable: true,
    });
}

function plainBasic(basic: Basic): PlainTree {
  if (basic === undefined) return null;
  if (typeof basic === 'bigint') return Number(basic);
  if (basic instanceof Double) return Number.isFinite(basic.value) ? basic.value : null;
  return basic instanceof Uint8Array ? toText(basic) : basic;
}
