import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { linePath, numberText, rateNow, secondsText } from './figures';

describe('figures', () => {
  it.each([
    [null, '–'],
    [0.0004, '400 µs'],
    [0.0123, '12 ms'],
    [0.0052, '5.2 ms'],
    [1.25, '1.3 s'],
    [90, '90 s'],
    [600, '10 min'],
    [7_200, '2 h'],
  ])('%p s is written as %s', (seconds, text) => expect(secondsText(seconds)).toBe(text));

  it('are parted by thousands', () => expect(numberText(1_234_567)).toBe('1,234,567'));

  it('of late are of the last half minute', () => {
    const interval = (accepted: number) => ({
      at: '',
      seconds: 10,
      accepted,
      failed: 0,
      delivered: 0,
      delivery: { p50: null, p99: null },
    });
    expect(rateNow([1000, 10, 20, 30].map(interval))).toBe(2);
    expect(rateNow([])).toBe(0);
  });
});

describe('a line', () => {
  it('stays in its box, and has a gap where there is no value', () => {
    const values = fc.array(fc.option(fc.double({ min: 0, max: 10, noNaN: true })), { maxLength: 20 });
    fc.assert(
      fc.property(values, (all) => {
        const path = linePath(all, { width: 100, height: 40, most: 10 });
        const points = [...path.matchAll(/[ML]([\d.]+) ([\d.]+)/g)];
        expect(points.length).toBe(all.filter((value) => value !== null).length);
        for (const [, x, y] of points) {
          expect(Number(x)).toBeLessThanOrEqual(100);
          expect(Number(y)).toBeLessThanOrEqual(40);
        }
      }),
    );
    expect(linePath([1, null, 2, 3], { width: 30, height: 10, most: 10 })).toBe('M0 9h0.01M20 8L30 7');
  });
});
