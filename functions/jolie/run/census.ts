import type { Value } from '../values';
import { sizes, Vector } from '../values';

/** The bytes of the values that can be reached, by the same measure by which they are charged, and how many nodes that are. */
export function liveBytes(roots: Iterable<Vector | Value>): { bytes: number; nodes: number } {
  const work: (Vector | Value)[] = [...roots];
  const seen = new Set<Value>();
  let bytes = 0;
  while (work.length > 0) {
    const next = work.pop()!;
    if (next instanceof Vector) {
      bytes += sizes.vector;
      for (const item of next.items) work.push(item);
    } else if (!seen.has(next)) {
      seen.add(next);
      bytes += sizes.value;
      if (typeof next.basic === 'string') bytes += next.basic.length * sizes.character;
      else if (next.basic instanceof Uint8Array) bytes += sizes.raw + next.basic.length;
      if (next.children === null) continue;
      bytes += sizes.children;
      for (const [name, vector] of next.children.entries()) {
        bytes += sizes.child + name.length * sizes.character;
        work.push(vector);
      }
    }
  }
  return { bytes, nodes: seen.size };
}
