import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rangeAt, withRange, type Range } from './ranges';

const some = fc.array(fc.tuple(fc.nat(60), fc.nat(8)).map(([from, length]) => ({ from, to: from + length })));
const all = (added: readonly Range[]) => added.reduce<readonly Range[]>(withRange, []);

describe('ranges of what is known', () => {
  it('become one when they touch', () => {
    expect(
      all([
        { from: 5, to: 9 },
        { from: 1, to: 4 },
      ]),
    ).toEqual([{ from: 1, to: 9 }]);
    expect(
      all([
        { from: 6, to: 9 },
        { from: 1, to: 4 },
      ]),
    ).toEqual([
      { from: 1, to: 4 },
      { from: 6, to: 9 },
    ]);
  });

  it('may have no end', () => {
    expect(
      all([
        { from: 7, to: Infinity },
        { from: 1, to: 6 },
      ]),
    ).toEqual([{ from: 1, to: Infinity }]);
  });

  it('leave out what is empty', () => {
    expect(withRange([], { from: 3, to: 2 })).toEqual([]);
  });

  it('hold exactly the positions that were added, in order and apart', () => {
    fc.assert(
      fc.property(some, (added) => {
        const ranges = all(added);
        for (let at = 0; at < 75; at++)
          expect(rangeAt(ranges, at) !== null).toBe(added.some(({ from, to }) => from <= at && at <= to));
        for (let i = 1; i < ranges.length; i++)
          expect(ranges[i]!.from).toBeGreaterThan(ranges[i - 1]!.to + 1);
      }),
    );
  });
});
