import { describe, expect, it } from '@jest/globals';
import { ManualClock } from '@parley/ports/contract';
import { createPace } from './pace';
import { createTurns } from './turns';

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('a pace of one write a second', () => {
  const paced = () => {
    const clock = new ManualClock();
    const written: [string, number][] = [];
    const pace = createPace<number>(clock, async (key, value) => void written.push([key, value]));
    return { clock, written, pace };
  };

  it('given values in quick succession, then the first is written, and after a second the last', async () => {
    const { clock, written, pace } = paced();
    const outcomes = [1, 2, 3].map((value) => pace('a', value));
    await settled();
    expect(written).toEqual([['a', 1]]);
    clock.advance(1_000);
    expect(await Promise.all(outcomes)).toEqual([true, false, true]);
    expect(written).toEqual([
      ['a', 1],
      ['a', 3],
    ]);
  });

  it('holds nothing back for another key, nor a second later', async () => {
    const { clock, written, pace } = paced();
    await Promise.all([pace('a', 1), pace('b', 2)]);
    clock.advance(1_000);
    await pace('a', 3);
    expect(written).toHaveLength(3);
  });

  it('given a write that fails, then those who waited for it are told, and the next one is made', async () => {
    const clock = new ManualClock();
    let failures = 1;
    const pace = createPace<number>(clock, async () => {
      if (failures-- > 0) throw new Error('away');
    });
    await expect(pace('a', 1)).rejects.toThrow('away');
    clock.advance(1_000);
    expect(await pace('a', 2)).toBe(true);
  });
});

describe('turns', () => {
  it('work on one key goes one after the other, whichever other keys it takes, and failures hold up nobody', async () => {
    const turns = createTurns();
    const order: string[] = [];
    const work = (name: string) => async () => {
      order.push(`${name} begins`);
      await settled();
      order.push(`${name} ends`);
      if (name === 'b') throw new Error(name);
    };
    const outcomes = await Promise.allSettled([
      turns.inTurn([1, 2], work('a')),
      turns.inTurn([2, 3], work('b')),
      turns.inTurn([3, 1], work('c')),
      turns.inTurn([4], work('d')),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
    expect(order.filter((each) => !each.startsWith('d'))).toEqual(
      ['a', 'b', 'c'].flatMap((name) => [`${name} begins`, `${name} ends`]),
    );
    expect(order.indexOf('d begins')).toBeLessThan(order.indexOf('a ends'));
  });
});
