import { describe, expect, it } from '@jest/globals';
import { createRateLimiter } from './rate-limiter';

function given(options: { perSecond: number; burst: number; mostKeys?: number }) {
  const time = { now: 1_800_000_000_000 };
  const clock = { now: () => time.now, setTimer: () => ({ cancel() {} }) };
  return { time, limiter: createRateLimiter({ clock, ...options }) };
}

describe('a rate limiter', () => {
  it('allows a burst, then what comes back with time, and says how long to wait', () => {
    const { limiter, time } = given({ perSecond: 2, burst: 3 });
    expect([1, 2, 3].map(() => limiter.take('a').ok)).toEqual([true, true, true]);
    expect(limiter.take('a')).toEqual({ ok: false, retryAfterMilliseconds: 500 });
    time.now += 500;
    expect(limiter.take('a').ok).toBe(true);
    expect(limiter.take('a').ok).toBe(false);
    time.now += 3_600_000;
    expect([1, 2, 3, 4].map(() => limiter.take('a').ok)).toEqual([true, true, true, false]);
  });

  it('counts everybody apart, and is not moved by a clock that goes back', () => {
    const { limiter, time } = given({ perSecond: 1, burst: 1 });
    expect(limiter.take('a').ok).toBe(true);
    expect(limiter.take('b').ok).toBe(true);
    time.now -= 60_000;
    expect(limiter.take('a').ok).toBe(false);
  });

  it('takes back what was taken for nothing, and never becomes more for it', () => {
    const { limiter } = given({ perSecond: 1, burst: 2 });
    limiter.giveBack('a');
    expect([1, 2, 3].map(() => limiter.take('a').ok)).toEqual([true, true, false]);
    for (let i = 0; i < 5; i++) limiter.giveBack('a');
    expect([1, 2, 3].map(() => limiter.take('a').ok)).toEqual([true, true, false]);
  });

  it('remembers no more keys than it may, and refuses nobody for it', () => {
    const { limiter } = given({ perSecond: 1, burst: 1, mostKeys: 2 });
    expect(['a', 'b', 'c', 'a'].map((key) => limiter.take(key).ok)).toEqual([true, true, true, true]);
    expect(limiter.take('c').ok).toBe(false);
  });
});
