import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { doubleText } from './double-text';

describe('a double as text', () => {
  it.each([
    [3, '3.0'],
    [0.001, '0.001'],
    [0.0001, '1.0E-4'],
    [12345678, '1.2345678E7'],
    [0.1 + 0.2, '0.30000000000000004'],
    [2 ** 62, '4.6116860184273879E18'],
    [5e-324, '4.9E-324'],
    [Number.MAX_VALUE, '1.7976931348623157E308'],
    [-0, '-0.0'],
    [NaN, 'NaN'],
    [-Infinity, '-Infinity'],
  ])('%d is written %s', (value, text) => {
    expect(doubleText(value)).toBe(text);
  });

  it('always names the number itself', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Number(doubleText(value))).toBe(value);
      }),
    );
  });
});
