import { Double, toText, type Basic } from '../values';

/**
 * A Jolie tree as a host writes and reads it, the way JSON stands for one: an object is a node with children, a list
 * under a name is that name's vector, a list elsewhere is the child `_`, the member `$` is a node's own basic value,
 * and null is void.
 */
export type PlainTree =
  null | boolean | number | string | readonly PlainTree[] | { readonly [name: string]: PlainTree };

export type PlainBasic = null | boolean | number | string;

export const isList = (node: PlainTree): node is readonly PlainTree[] => Array.isArray(node);

/** The basic value that a plain one stands for; the characters of a text are not charged here. */
export function basicOf(node: PlainBasic): Basic {
  if (node === null) return undefined;
  if (typeof node !== 'number') return node;
  if (node === (node | 0) && !Object.is(node, -0)) return node;
  return Number.isSafeInteger(node) && node !== 0 ? BigInt(node) : new Double(node);
}

/** The plain value that a basic one stands for: longs beyond 2^53 lose digits, numbers that JSON lacks are null. */
export function plainBasic(basic: Basic): PlainBasic {
  if (basic === undefined) return null;
  if (typeof basic === 'bigint') return Number(basic);
  if (basic instanceof Double) return Number.isFinite(basic.value) ? basic.value : null;
  return basic instanceof Uint8Array ? toText(basic) : basic;
}

/** Sets a member of its own, whatever its name: `__proto__` alone means something else to an assignment. */
export function setMember(members: Record<string, PlainTree>, name: string, tree: PlainTree): void {
  if (name !== '__proto__') members[name] = tree;
  else
    Object.defineProperty(members, name, {
      value: tree,
      enumerable: true,
      writable: true,
      configurable: true,
    });
}
