import { describe, expect, it } from '@jest/globals';
import { messageAt } from '../testing/messages';
import { deliveryOf } from './delivery';

const message = messageAt(5, { senderId: 1, recipientIds: [2, 3] });
const stateWith = (readBy: [number, number][], delivered: number[]) =>
  deliveryOf(
    message,
    { otherIds: [2, 3], readBy: new Map(readBy) },
    new Map([[message.messageUid, delivered]]),
  ).state;

describe('how far a message got', () => {
  it.each([
    [[], [], 'accepted'],
    [[], [2], 'accepted'],
    [[], [2, 3], 'delivered'],
    [[[2, 7]], [3], 'delivered'],
    [
      [
        [2, 7],
        [3, 4],
      ],
      [3],
      'delivered',
    ],
    [
      [
        [2, 7],
        [3, 5],
      ],
      [],
      'read',
    ],
  ] as [[number, number][], number[], string][])(
    'read to %j and delivered to %j is %s',
    (readBy, delivered, state) => {
      expect(stateWith(readBy, delivered)).toBe(state);
    },
  );

  it('is told per person', () => {
    const { people } = deliveryOf(
      message,
      { otherIds: [2, 3], readBy: new Map([[3, 9]]) },
      new Map([[message.messageUid, [2]]]),
    );
    expect(people).toEqual([
      { userId: 2, state: 'delivered' },
      { userId: 3, state: 'read' },
    ]);
  });
});
