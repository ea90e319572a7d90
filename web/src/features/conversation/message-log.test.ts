import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ChatMessage } from './message';
import { MessageLog } from './message-log';

const message = (
  senderId: number,
  messageUid: string,
  position: number,
  conversation = 'c',
): ChatMessage => ({
  messageUid,
  conversation,
  position,
  text: `${position}`,
  senderId,
  recipientIds: [9],
  author: 'person',
  sentAt: position,
});

describe('the log', () => {
  it('holds each message once, however often and in whatever order it comes, sorted by position', () => {
    const deliveries = fc
      .uniqueArray(fc.nat(50), { minLength: 1 })
      .chain((positions) => fc.tuple(fc.constant(positions), fc.array(fc.constantFrom(...positions))));
    fc.assert(
      fc.property(deliveries, ([positions, repeated]) => {
        const log = new MessageLog();
        for (const position of [...positions, ...repeated]) log.add(message(1, `m${position}`, position));
        expect(log.thread('c').map(({ position }) => position)).toEqual([...positions].sort((a, b) => a - b));
      }),
    );
  });

  it('tells apart two people’s messages with the same messageUid', () => {
    // given
    const log = new MessageLog();
    // when
    const added = [log.add(message(1, 'm', 1)), log.add(message(2, 'm', 2)), log.add(message(1, 'm', 1))];
    // then
    expect(added).toEqual([true, true, false]);
    expect(log.thread('c')).toHaveLength(2);
  });

  it('keeps conversations apart', () => {
    // given
    const log = new MessageLog();
    // when
    log.add(message(1, 'a', 1, 'x'));
    log.add(message(1, 'b', 2, 'y'));
    // then
    expect([...log.conversations]).toEqual(['x', 'y']);
    expect(log.thread('x').map(({ messageUid }) => messageUid)).toEqual(['a']);
    expect(log.thread('z')).toEqual([]);
  });

  it('never changes a list that it handed out, and hands out the same one while nothing changed', () => {
    // given
    const log = new MessageLog();
    log.add(message(1, 'a', 1));
    const before = log.thread('c');
    expect(log.thread('c')).toBe(before);
    // when
    log.add(message(1, 'b', 2));
    // then
    expect(before).toHaveLength(1);
    expect(log.thread('c')).toHaveLength(2);
  });
});
