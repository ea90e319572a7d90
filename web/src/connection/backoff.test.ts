import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { waitBefore } from './backoff';

const backoff = { first: 500, most: 30_000 };

describe('the wait before a try', () => {
  it('doubles with each try, up to the most', () => {
    // given the highest draw
    const waits = [0, 1, 2, 3, 10, 1000].map((attempt) => waitBefore(attempt, backoff, 1));
    // then
    expect(waits).toEqual([500, 1000, 2000, 4000, 30_000, 30_000]);
  });

  it('is drawn from the upper half, so that clients spread', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.double({ min: 0, max: 0.999, noNaN: true }), (attempt, random) => {
        const most = waitBefore(attempt, backoff, 1);
        const wait = waitBefore(attempt, backoff, random);
        expect(wait).toBeGreaterThanOrEqual(most / 2);
        expect(wait).toBeLessThanOrEqual(most);
      }),
    );
  });
});
