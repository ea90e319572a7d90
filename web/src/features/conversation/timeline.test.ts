import { describe, expect, it } from '@jest/globals';
import type { Author, ChatMessage } from './message';
import { timelineOf } from './timeline';

const day = 24 * 60 * 60_000;
const dayOf = (at: number) => String(Math.floor(at / day));
const message = (
  messageUid: string,
  senderId: number,
  sentAt: number,
  author: Author = 'person',
  causedBy?: string,
): ChatMessage => ({
  messageUid,
  conversation: 'c',
  position: sentAt,
  text: messageUid,
  senderId,
  recipientIds: [1],
  author,
  sentAt,
  ...(causedBy === undefined ? {} : { causedBy }),
});
const shape = (messages: ChatMessage[]) =>
  timelineOf(messages, [], 1, dayOf).map(({ groups }) =>
    groups.map((group) => group.messages.map(({ messageUid }) => messageUid).join(' ')),
  );

describe('the timeline', () => {
  it('groups what one sender wrote in one go', () => {
    expect(shape([message('a', 2, 0), message('b', 2, 1000), message('c', 1, 2000)])).toEqual([['a b', 'c']]);
  });

  it('begins a new group after five minutes', () => {
    expect(shape([message('a', 2, 0), message('b', 2, 5 * 60_000)])).toEqual([['a', 'b']]);
  });

  it('begins a new day at midnight where the reader is', () => {
    expect(shape([message('a', 2, day - 1), message('b', 2, day)])).toEqual([['a'], ['b']]);
  });

  it('sets a program’s messages apart from its owner’s, and from those about another message', () => {
    const messages = [
      message('a', 2, 0),
      message('b', 2, 1, 'script', 'x'),
      message('c', 2, 2, 'script', 'x'),
      message('d', 2, 3, 'script', 'y'),
      message('e', 2, 4, 'auto-reply', 'y'),
    ];
    expect(shape(messages)).toEqual([['a', 'b c', 'd', 'e']]);
  });

  it('keeps the inbox’s order even when the clocks disagree', () => {
    expect(shape([message('a', 2, 5000), message('b', 3, 4000)])).toEqual([['a', 'b']]);
  });

  it('puts what is on its way at the end, as the reader’s own', () => {
    // given
    const waiting = {
      messageUid: 'w',
      conversation: 'c',
      recipientIds: [2],
      text: 'w',
      writtenAt: 3000,
      state: 'sending' as const,
    };
    // when
    const [today] = timelineOf([message('a', 2, 1000)], [waiting], 1, dayOf);
    // then
    expect(today!.groups.at(-1)).toMatchObject({
      senderId: 1,
      author: 'person',
      messages: [{ unconfirmed: waiting }],
    });
  });
});
