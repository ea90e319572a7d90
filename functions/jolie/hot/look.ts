import type { Vector } from '../values';
import type { Looked } from './asking';

/** What a path leads to that is no basic value alone. */
const none = Symbol('none');

/** A path of fixed names and indices, read without an effect: an alias on the way is not followed. */
export class Look {
  constructor(
    private readonly slot: number,
    private readonly steps: readonly {
      readonly name: string;
      readonly hash: number;
      readonly index: number;
    }[],
    /** Whether a node with children is none. */
    private readonly leaf: boolean,
  ) {}

  /** The basic value; a symbol where there is an alias on the way, or children are. */
  at(slots: readonly (Vector | undefined)[]): Looked {
    const { steps } = this;
    let vector = slots[this.slot];
    for (let k = 0; ;) {
      if (vector === undefined) return undefined;
      if (vector.link !== null) return none;
      const { index } = steps[k]!;
      if (index >= vector.items.length) return undefined;
      const node = vector.items[index]!;
      if (node.link !== null) return none;
      if (++k === steps.length) return this.leaf && node.children !== null ? none : node.basic;
      if (node.children === null) return undefined;
      const { name, hash } = steps[k]!;
      vector = node.children.get(name, hash);
    }
  }
}
