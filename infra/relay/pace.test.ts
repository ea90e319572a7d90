import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createRateLimiter } from '@parley/accounts';
import { ManualClock } from '@parley/ports/contract';
import { paced } from './pace';

describe('a pace', () => {
  it('given a rest, then as much as the burst may happen at once, and then one in its time', () => {
    const pace = { every: 100, burst: 3 };
    let due = 0;
    const may = (now: number) => {
      const next = paced(due, now, pace);
      if (next !== null) due = next;
      return next !== null;
    };
    expect([1_000, 1_000, 1_000, 1_000].map(may)).toEqual([true, true, true, false]);
    expect([1_099, 1_100, 1_100].map(may)).toEqual([false, true, false]);
  });

  it('given any times, then it allows what a token bucket of the same size allows', () => {
    const waits = fc.array(fc.nat({ max: 400 }), { maxLength: 60 });
    fc.assert(
      fc.property(waits, fc.integer({ min: 1, max: 5 }), (all, burst) => {
        const clock = new ManualClock();
        // 128 ms for each: a bucket counts in fractions, and these are exact.
        const bucket = createRateLimiter({ clock, perSecond: 1000 / 128, burst });
        let due = 0;
        for (const wait of all) {
          clock.advance(wait);
          const next = paced(due, clock.now(), { every: 128, burst });
          if (next !== null) due = next;
          expect(next !== null).toBe(bucket.take('').ok);
        }
      }),
    );
  });
});
