import { Children, sizes, Value, Vector } from '../values';
import { gasOfBytes, type Meter } from './meter';
import { basicOf, isList, plainBasic, setMember, type PlainBasic, type PlainTree } from './plain-basic';

/** Nodes of a small tree, and nodes below each other in one. */
const mostNodes = 64;
const deepest = 8;

/**
 * What most requests and answers are: trees of a few nodes, which are turned in one go and paid for in one
 * (`Meter.prepaid`), as they would be piece by piece. The first row of `bench/automation.ts` shows what it brings.
 */
class Turning {
  nodes = 0;
  gas = 0;
  bytes = 0;

  /** Whether the next node, so deep, may be one of a small tree. */
  takes(depth: number): boolean {
    return ++this.nodes <= mostNodes && depth < deepest;
  }

  allocates(bytes: number): void {
    this.gas += gasOfBytes(bytes);
    this.bytes += bytes;
  }
}

/** The value that a small plain tree stands for, paid for; null: it is none, or it is to be paid for piece by piece. */
export function smallValueOf(tree: PlainTree, meter: Meter): Value | null {
  const turning = new Turning();
  const value = valueIn(turning, tree, 0);
  return value !== null && meter.prepaid(turning.gas, turning.bytes) ? value : null;
}

function valueIn(turning: Turning, node: PlainTree, depth: number): Value | null {
  if (!turning.takes(depth)) return null;
  turning.gas++;
  if (node === null || typeof node !== 'object') return new Value(basicIn(turning, node));
  const value = new Value();
  if (isList(node)) return putIn(turning, value, '_', node, depth) ? value : null;
  for (const name of Object.keys(node)) {
    const member = node[name]!;
    if (name === '$' && (member === null || typeof member !== 'object'))
      value.basic = basicIn(turning, member);
    else if (!putIn(turning, value, name, member, depth)) return null;
  }
  return value;
}

function basicIn(turning: Turning, basic: PlainBasic): Value['basic'] {
  if (typeof basic === 'string') turning.allocates(basic.length * sizes.character);
  return basicOf(basic);
}

/** Puts what is under a name there; false: the tree is no small one. */
function putIn(turning: Turning, value: Value, name: string, member: PlainTree, depth: number): boolean {
  let items: Value[];
  if (isList(member)) {
    items = [];
    for (const each of member) {
      const item = valueIn(turning, each, depth + 1);
      if (item === null) return false;
      items.push(item);
    }
  } else {
    const item = valueIn(turning, member, depth + 1);
    if (item === null) return false;
    items = [item];
  }
  const named = sizes.vector + sizes.child + name.length * sizes.character;
  turning.allocates(sizes.children + named + items.length * sizes.value);
  (value.children ??= new Children()).set(name, new Vector(items));
  return true;
}

/** The plain tree of a small value without aliases, paid for; undefined: it is none, or to be paid for piece by piece. */
export function smallPlainOf(root: Value, meter: Meter): PlainTree | undefined {
  const turning = new Turning();
  const tree = plainIn(turning, root, 0);
  if (tree === undefined) return undefined;
  turning.gas += turning.nodes;
  return meter.prepaid(turning.gas, turning.bytes) ? tree : undefined;
}

function plainIn(turning: Turning, value: Value, depth: number): PlainTree | undefined {
  if (!turning.takes(depth) || value.link !== null) return undefined;
  turning.allocates(sizes.value);
  const { basic, children } = value;
  if (children === null || children.count === 0) return plainBasic(basic);
  const elements = children.get('_');
  if (elements !== undefined)
    return elements.link === null ? listIn(turning, elements.items, depth) : undefined;
  const members: Record<string, PlainTree> = {};
  if (basic !== undefined) members['$'] = plainBasic(basic);
  const walk = children.walk();
  for (let entry = walk.next(); entry !== null; entry = walk.next()) {
    const { link, items } = entry.value;
    if (link !== null) return undefined;
    const tree =
      items.length === 0
        ? null
        : items.length === 1
          ? plainIn(turning, items[0]!, depth + 1)
          : listIn(turning, items, depth);
    if (tree === undefined) return undefined;
    setMember(members, entry.name, tree);
  }
  return members;
}

function listIn(turning: Turning, items: readonly Value[], depth: number): PlainTree | undefined {
  const trees: PlainTree[] = [];
  for (const item of items) {
    const tree = plainIn(turning, item, depth + 1);
    if (tree === undefined) return undefined;
    trees.push(tree);
  }
  return trees;
}
