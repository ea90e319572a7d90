import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ManualClock } from '@parley/ports/contract';
import { Expiry, type Expiring } from './expiry';

function given() {
  const clock = new ManualClock(0);
  const all = new Set<Expiring>();
  const ended: number[] = [];
  const expiry = new Expiry(clock, () => all);
  const open = (expiresAt: number): void => {
    const each: Expiring = {
      expiresAt,
      expire: () => {
        ended.push(clock.now());
        all.delete(each);
      },
    };
    all.add(each);
    expiry.heed(each);
  };
  return { clock, ended, expiry, open };
}

describe('what ends in its time', () => {
  it('given many, when each one’s time has come, then it has ended, by one timer', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 10_000_000 }), { maxLength: 20 }), (times) => {
        const { clock, ended, open } = given();
        for (const time of times) open(time);
        expect(clock.timers).toBe(times.length === 0 ? 0 : 1);
        clock.advance(10_000_000);
        expect(ended).toEqual([...times].sort((a, b) => a - b));
        expect(clock.timers).toBe(0);
      }),
    );
  });

  it('given one that is opened later and ends sooner, then it does', () => {
    const { clock, ended, open } = given();
    open(1_000);
    clock.advance(100);
    open(200);
    clock.advance(100);
    expect(ended).toEqual([200]);
  });

  it('given that it was stopped, then nothing ends, and no timer is left', () => {
    const { clock, ended, expiry, open } = given();
    open(1_000);
    expiry.stop();
    clock.advance(2_000);
    expect(ended).toEqual([]);
    expect(clock.timers).toBe(0);
  });
});
