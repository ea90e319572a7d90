import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { power } from './power';

describe('a power', () => {
  it('of ten is the number that its literal says', () => {
    fc.assert(
      fc.property(fc.integer({ min: -300, max: 300 }), (n) => {
        expect(power(10, n)).toBe(Number(`1e${n}`));
      }),
    );
  });

  it('of whole numbers is the nearest double', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: 1, max: 60 }), (base, n) => {
        expect(power(base, n)).toBe(Number(BigInt(base) ** BigInt(n)));
      }),
    );
  });

  it('is rounded correctly where a host may be a unit off', () => {
    expect(power(2, 1.5)).toBe(2.8284271247461903);
    expect(power(1.1, 100)).toBe(13780.61233982238);
  });

  it('of what is no ordinary number is what the standard says', () => {
    const odd = [NaN, Infinity, -Infinity, 0, -0, -8, 1];
    for (const base of odd) {
      for (const exponent of [...odd, 1 / 3]) expect(power(base, exponent)).toBe(Math.pow(base, exponent));
    }
  });

  it('goes over to infinity and to zero where a double does', () => {
    expect([
      power(10, 308),
      power(10, 309),
      power(10, -323),
      power(10, -324),
      power(-2, 1023),
      power(-2, 1025),
    ]).toEqual([1e308, Infinity, 1e-323, 0, -(2 ** 1023), -Infinity]);
  });
});
