import { describe, expect, it } from '@jest/globals';
import { presenceFrom } from './presence';

const now = 1_000;

describe('who is here', () => {
  it.each([
    ['nobody, where nothing is remembered', [], [], []],
    [
      'who was here once is away since their last session ended',
      [],
      [{ userId: 1, at: 400 }],
      [[1, false, 400]],
    ],
    [
      'who has several sessions is here since the first of them began',
      [
        { userId: 1, began: 700, until: 2_000 },
        { userId: 1, began: 600, until: 3_000 },
      ],
      [{ userId: 1, at: 650 }],
      [[1, true, 600]],
    ],
    [
      'a session whose relay died unseen ended with the relay’s lease',
      [{ userId: 1, began: 100, until: 900 }],
      [{ userId: 1, at: 50 }],
      [[1, false, 900]],
    ],
    [
      'a dead relay’s session takes nobody away whom another holds',
      [
        { userId: 1, began: 700, until: 2_000 },
        { userId: 1, began: 100, until: 900 },
      ],
      [],
      [[1, true, 700]],
    ],
    ['a lease that ends now has ended', [{ userId: 1, began: 100, until: now }], [], [[1, false, now]]],
  ] as const)('%s', (_, sessions, lastSeen, expected) => {
    // when
    const forwards = presenceFrom(sessions, lastSeen, now);
    const backwards = presenceFrom([...sessions].reverse(), lastSeen, now);
    // then
    expect(forwards).toEqual(expected.map(([userId, online, since]) => ({ userId, online, since })));
    expect(backwards).toEqual(forwards);
  });

  it('comes ordered by user', () => {
    // when
    const found = presenceFrom([{ userId: 3, began: 1, until: 2_000 }], [{ userId: 2, at: 5 }], now);
    // then
    expect(found.map(({ userId }) => userId)).toEqual([2, 3]);
  });
});
