import { describe, expect, it } from '@jest/globals';
import type { ChatMessage } from '../model/message';
import { messageAt } from '../testing/messages';
import { rowsOf } from './rows';

const day = 24 * 60 * 60_000;
const dayOf = (at: number) => String(Math.floor(at / day));
const message = (messageUid: string, senderId: number, sentAt: number, change: Partial<ChatMessage> = {}) =>
  messageAt(sentAt + 1, { messageUid, senderId, sentAt, text: messageUid, ...change });
const options = { ownId: 1, dayOf };
/** The groups, a day between bars. */
const shape = (messages: ChatMessage[], unreadFrom: string | null = null) =>
  rowsOf(messages, [], { ...options, unreadFrom })
    .map(
      ({ text, beginsDay, beginsUnread, isFirst, isLast }) =>
        `${beginsDay ? '| ' : ''}${beginsUnread ? '* ' : ''}${isFirst ? '(' : ''}${text}${isLast ? ')' : ''}`,
    )
    .join(' ');

describe('the rows of a conversation', () => {
  it('group what one sender wrote in one go', () => {
    expect(shape([message('a', 2, 0), message('b', 2, 1000), message('c', 1, 2000)])).toBe('| (a b) (c)');
  });

  it('begin a new group after five minutes', () => {
    expect(shape([message('a', 2, 0), message('b', 2, 5 * 60_000)])).toBe('| (a) (b)');
  });

  it('begin a new day at midnight where the reader is', () => {
    expect(shape([message('a', 2, day - 1), message('b', 2, day)])).toBe('| (a) | (b)');
  });

  it('set a program’s messages apart from its owner’s, and from those about another message', () => {
    const messages = [
      message('a', 2, 0),
      message('b', 2, 1, { author: 'script', causedBy: 'x' }),
      message('c', 2, 2, { author: 'script', causedBy: 'x' }),
      message('d', 2, 3, { author: 'script', causedBy: 'y' }),
      message('e', 2, 4, { author: 'auto-reply', causedBy: 'y' }),
    ];
    expect(shape(messages)).toBe('| (a) (b c) (d) (e)');
  });

  it('keep the inbox’s order even when the clocks disagree', () => {
    expect(shape([message('a', 2, 5000), message('b', 3, 4000)])).toBe('| (a) (b)');
  });

  it('say where the unread begin', () => {
    expect(shape([message('a', 2, 0), message('b', 2, 1)], '2/b')).toBe('| (a) * (b)');
  });

  it('put what is on its way at the end, as the reader’s own, also when this device’s clock is behind', () => {
    // given
    const waiting = {
      messageUid: 'w',
      conversation: 'c',
      recipientIds: [2],
      text: 'w',
      writtenAt: -3 * day,
      state: 'sending' as const,
    };
    // when
    const rows = rowsOf([message('a', 2, 1000)], [waiting], options);
    // then
    expect(rows.at(-1)).toMatchObject({
      key: '1/w',
      senderId: 1,
      author: 'person',
      position: null,
      beginsDay: false,
      unconfirmed: waiting,
    });
  });

  it('are ten thousand in the blink of an eye, and ask for few days', () => {
    // given
    let asked = 0;
    const many = Array.from({ length: 10_000 }, (_, i) => message(`m${i}`, 2, i * 1000));
    // when
    const rows = rowsOf(many, [], { ownId: 1, dayOf: (at) => (asked++, dayOf(at)) });
    // then
    expect(rows).toHaveLength(10_000);
    expect(asked).toBeLessThan(50);
  });
});
