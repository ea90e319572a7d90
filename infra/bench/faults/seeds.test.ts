import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { lastOf, layOut, stopDealing, take } from './seeds';

describe('dealing seeds', () => {
  it('deals each one once, in order, whoever asks', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 40 }), fc.array(fc.nat(3)), (first, askers) => {
        // given fewer seeds than askings
        const seeds = layOut(first, Math.ceil(askers.length / 2), 4);
        // when
        const dealt = askers.map((worker) => take(seeds, worker));
        // then
        expect(dealt).toEqual(askers.map((_, i) => (i < seeds.count ? first + i : null)));
      }),
    );
  });

  it('knows which one a worker took last', () => {
    // given
    const seeds = layOut(10, 3, 2);
    // when
    take(seeds, 1);
    take(seeds, 0);
    take(seeds, 1);
    take(seeds, 0);
    // then
    expect([0, 1].map((worker) => lastOf(seeds, worker))).toEqual([11, 12]);
  });

  it('deals none after it was stopped', () => {
    // given
    const seeds = layOut(1, 100, 1);
    take(seeds, 0);
    // when
    stopDealing(seeds);
    // then
    expect([take(seeds, 0), take(seeds, 0)]).toEqual([null, null]);
    expect(lastOf(seeds, 0)).toBe(1);
  });
});
