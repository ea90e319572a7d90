import type { Meter } from '../run/meter';
import { Double, type Basic, type Value, type Vector } from '../values';

/** Whether two trees are equal to `values.equals`: a void node equals any root; types must be the same. Iterative. */
export function sameTree(a: Value, b: Value, meter: Meter): boolean {
  const work: [Value, Value][] = [[a, b]];
  while (work.length > 0) {
    const [left, right] = work.pop()!;
    meter.charge(3);
    if (!sameBasic(left.basic, right.basic, meter)) return false;
    if ((left.children?.count ?? 0) !== (right.children?.count ?? 0)) return false;
    if (left.children === null) continue;
    for (const [name, vector] of left.children.entries()) {
      const other = right.vector(name);
      if (other === undefined || !pairs(vector, other, work)) return false;
    }
  }
  return true;
}

/** Whether two vectors are equal, item by item. */
export function sameVector(a: Vector | undefined, b: Vector | undefined, meter: Meter): boolean {
  const [left, right] = [a?.resolved().items ?? [], b?.resolved().items ?? []];
  return (
    left.length === right.length &&
    left.every((item, i) => sameTree(item.resolved(), right[i]!.resolved(), meter))
  );
}

function pairs(a: Vector, b: Vector, work: [Value, Value][]): boolean {
  const [left, right] = [a.resolved().items, b.resolved().items];
  if (left.length !== right.length) return false;
  left.forEach((item, i) => work.push([item.resolved(), right[i]!.resolved()]));
  return true;
}

function sameBasic(a: Basic, b: Basic, meter: Meter): boolean {
  if (a === undefined || b === undefined) return true;
  if (a instanceof Double) return b instanceof Double && a.value === b.value;
  if (a instanceof Uint8Array) {
    meter.charge(a.length >> 4);
    return b instanceof Uint8Array && a.length === b.length && a.every((byte, i) => byte === b[i]);
  }
  meter.reads(a);
  return a === b;
}

/** The hash code of `values.hashCode`: Java's of the basic value, then of all children by name. */
export function hashCode(root: Value, meter: Meter): number {
  const frames: { hash: number; readonly below: Value[]; at: number }[] = [];
  const open = (value: Value): void => {
    const names = (value.children?.names() ?? []).sort((a, b) => (a < b ? -1 : 1));
    meter.charge(6 + names.length * 6);
    meter.allocate(64 + names.length * 8);
    const below = names.flatMap((name) =>
      value
        .vector(name)!
        .resolved()
        .items.map((item) => item.resolved()),
    );
    frames.push({ hash: basicHash(value.basic, meter), below, at: 0 });
  };
  open(root);
  for (;;) {
    const frame = frames.at(-1)!;
    const next = frame.below[frame.at++];
    if (next !== undefined) open(next);
    else {
      frames.pop();
      const above = frames.at(-1);
      if (above === undefined) return frame.hash;
      above.hash = (Math.imul(31, above.hash) + frame.hash) | 0;
    }
  }
}

function basicHash(basic: Basic, meter: Meter): number {
  if (basic === undefined) return 0;
  if (typeof basic === 'boolean') return basic ? 1231 : 1237;
  if (typeof basic === 'number') return basic;
  if (typeof basic === 'bigint') return Number(BigInt.asIntN(32, basic ^ (BigInt.asUintN(64, basic) >> 32n)));
  if (basic instanceof Double) {
    const bits = new DataView(new ArrayBuffer(8));
    bits.setFloat64(0, basic.value);
    return bits.getInt32(0) ^ bits.getInt32(4);
  }
  meter.charge(basic.length >> 3);
  let hash = basic instanceof Uint8Array ? 1 : 0;
  for (let i = 0; i < basic.length; i++) {
    const unit = typeof basic === 'string' ? basic.charCodeAt(i) : (basic[i]! << 24) >> 24;
    hash = (Math.imul(31, hash) + unit) | 0;
  }
  return hash;
}
