import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Double, Value } from '../values';
import { defaultLimits } from './limits';
import { Meter } from './meter';
import { plainOf, valueOf, type PlainTree } from './plain-tree';
import { smallPlainOf, smallValueOf } from './small-trees';

const fresh = () => new Meter(defaultLimits, null, { roots: () => [] });

/** A meter that has too little left until its next look at the clock to be paid in one. */
function narrow(): Meter {
  const meter = fresh();
  meter.charge(meter.left);
  return meter;
}

const spentBy = (meter: Meter, before: number) => [meter.gas - before, meter.peakBytes];

const trees = fc.letrec<{ tree: PlainTree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, '', 'text', 1, -0, 1.5, 2 ** 40, NaN),
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', '_', '$', '__proto__', 'AaAa', 'BBBB'), tie('tree'), {
      maxKeys: 5,
    }),
  ),
})).tree;

describe('small trees', () => {
  it('given any tree, when it is turned in one go or piece by piece, then value, gas and bytes are the same', () => {
    fc.assert(
      fc.property(trees, (tree) => {
        const [atOnce, pieces] = [fresh(), narrow()];
        const before = pieces.gas;
        const value = valueOf(tree, atOnce);
        expect(valueOf(tree, pieces)).toEqual(value);
        expect(spentBy(pieces, before)).toEqual(spentBy(atOnce, 0));
      }),
    );
  });

  it('given any value, when it is made plain in one go or piece by piece, then tree, gas and bytes are the same', () => {
    fc.assert(
      fc.property(trees, (tree) => {
        const value = valueOf(tree, fresh());
        const [atOnce, pieces] = [fresh(), narrow()];
        const before = pieces.gas;
        const plain = plainOf(value, atOnce);
        const slowly = plainOf(value, pieces);
        expect(slowly).toEqual(plain);
        expect(JSON.stringify(slowly)).toBe(JSON.stringify(plain));
        expect(spentBy(pieces, before)).toEqual(spentBy(atOnce, 0));
      }),
    );
  });

  it('given a tree of many nodes, or a deep one, then it is not small', () => {
    const wide = Array.from({ length: 100 }, () => 1);
    let deep: PlainTree = 1;
    for (let i = 0; i < 20; i++) deep = { a: deep };
    for (const tree of [wide, deep]) {
      expect(smallValueOf(tree, fresh())).toBeNull();
      const value = valueOf(tree, fresh());
      expect(smallPlainOf(value, fresh())).toBeUndefined();
      expect(plainOf(value, fresh())).toEqual(tree === wide ? wide : deep);
    }
  });

  it('given an alias, then it is not small', () => {
    const value = new Value(new Double(1));
    value.link = { follow: () => new Value(2), look: () => undefined };
    expect(smallPlainOf(value, fresh())).toBeUndefined();
    expect(plainOf(value, fresh())).toBe(2);
  });
});
