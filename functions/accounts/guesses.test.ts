import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ManualClock } from '@parley/ports/contract';
import { createGuesses } from './guesses';

function given() {
  const clock = new ManualClock();
  const guesses = createGuesses(clock, {
    ofNetwork: { atOnce: 3, perHour: 3 },
    ofAccount: { atOnce: 5, perHour: 1 },
  });
  /** Guesses once; whether it was looked at. */
  const guess = (username: string, network: string, outcome: 'right' | 'wrong' | 'untried' = 'wrong') => {
    const taken = guesses.take(username, network);
    if (taken.ok) taken.settle(outcome);
    return taken.ok;
  };
  return { clock, guesses, guess };
}

describe('wrong passwords', () => {
  it('of one account from one network are few, and come back with time', () => {
    const { guess, guesses, clock } = given();
    expect([1, 2, 3, 4].map(() => guess('ada', 'a'))).toEqual([true, true, true, false]);
    expect(guesses.take('ada', 'a')).toEqual({ ok: false, retryAfterMilliseconds: 1_200_000 });
    clock.advance(1_200_000);
    expect([guess('ada', 'a'), guess('ada', 'a')]).toEqual([true, false]);
  });

  it('of one account from all strangers’ networks together are few, too, and others’ accounts have their own', () => {
    const { guess } = given();
    const looked = Array.from({ length: 8 }, (_, i) => guess(i % 2 === 0 ? 'ada' : 'ADA', `network ${i}`));
    expect(looked).toEqual([true, true, true, true, true, false, false, false]);
    expect(guess('bob', 'network 0')).toBe(true);
  });

  it('given strangers who use up what they have, then who was known in a network still gets in there, and only there', () => {
    // given
    const { guess, guesses } = given();
    guess('ada', 'home', 'right');
    guesses.know('ada', 'new phone');
    for (let i = 0; i < 20; i++) guess('ada', `network ${i}`);
    // then
    expect(guess('ada', 'home', 'right')).toBe(true);
    expect(guess('ada', 'new phone', 'right')).toBe(true);
    expect(guess('ada', 'hotel', 'right')).toBe(false);
  });

  it('count when they are wrong: not when they are right, nor when nobody looked', () => {
    const { guess } = given();
    for (let i = 0; i < 50; i++) {
      expect(guess('ada', `network ${i % 4}`, i % 2 === 0 ? 'right' : 'untried')).toBe(true);
    }
    expect([1, 2, 3, 4].map(() => guess('ada', 'network 0'))).toEqual([true, true, true, false]);
  });

  it('count while they are looked at: many at once are no way around', () => {
    const { guesses } = given();
    const taken = Array.from({ length: 10 }, () => guesses.take('ada', 'a').ok);
    expect(taken.filter((ok) => ok)).toHaveLength(3);
  });

  it('of what can’t be anybody’s name are nobody’s', () => {
    const { guess } = given();
    expect(Array.from({ length: 20 }, () => guess('x'.repeat(5_000), 'a'))).not.toContain(false);
  });

  it('are never more than was allowed, whoever guesses where', () => {
    const guessing = fc.record({
      network: fc.integer({ min: 0, max: 5 }),
      outcome: fc.constantFrom('right', 'wrong', 'untried'),
      pause: fc.integer({ min: 0, max: 600_000 }),
    });
    fc.assert(
      fc.property(fc.array(guessing, { maxLength: 200 }), (all) => {
        const { clock, guess } = given();
        const began = clock.now();
        const known = new Set<number>();
        let strangers = 0;
        for (const { network, outcome, pause } of all) {
          clock.advance(pause);
          const looked = guess('ada', String(network), outcome);
          if (looked && outcome === 'wrong' && !known.has(network)) strangers++;
          if (looked && outcome === 'right') known.add(network);
        }
        expect(strangers).toBeLessThanOrEqual(5 + (clock.now() - began) / 3_600_000);
      }),
    );
  });
});
