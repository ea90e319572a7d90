import { describe, expect, it } from '@jest/globals';
import { derivedUid, type ReceiveMessage } from '@parley/envelope';
import { chatMessageOf } from './message';

const cause = '3f0c9f6e-6f0a-4c36-8a33-0d5a1f9b2c11';
const madeBy = (stage: string): ReceiveMessage => ({
  $type: 'ReceiveMessage',
  messageUid: derivedUid({ senderId: 1, messageUid: cause, stage, ownerId: 2, index: 0 }),
  conversation: 'c',
  position: 7,
  msg: 'I am away',
  userId: 2,
  recipientIds: [3, 1],
  fromAutoReply: true,
  causedBy: cause,
  sentAt: '2026-05-04T10:00:00.000Z',
  cursor: 'x',
});

describe('the author of a message', () => {
  it('is its sender when no program made it', () => {
    expect(chatMessageOf({ ...madeBy('auto-reply'), fromAutoReply: false }).author).toBe('person');
  });

  it('is the fixed reply when its id derives from that stage', () => {
    expect(chatMessageOf(madeBy('auto-reply')).author).toBe('auto-reply');
  });

  it('is a script when its id derives from another stage', () => {
    expect(chatMessageOf(madeBy('jolie-exec')).author).toBe('script');
  });

  it('is a script when the cause is not known', () => {
    const { causedBy, ...frame } = madeBy('auto-reply');
    expect(causedBy).toBe(cause);
    expect(chatMessageOf(frame).author).toBe('script');
  });
});

it('keeps the time as a number and the sender’s id', () => {
  expect(chatMessageOf(madeBy('jolie-exec'))).toMatchObject({
    sentAt: Date.UTC(2026, 4, 4, 10),
    senderId: 2,
    position: 7,
    text: 'I am away',
    causedBy: cause,
  });
});
