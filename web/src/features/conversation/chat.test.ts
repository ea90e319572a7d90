import { beforeEach, describe, expect, it } from '@jest/globals';
import { conversationOf, type ClientFrame, type ReceiveMessage } from '@parley/envelope';
import { Chat } from './chat';

const uids = [
  '11111111-1111-4111-8111-111111111111',
  '22222222-2222-4222-8222-222222222222',
  '33333333-3333-4333-8333-333333333333',
] as const;
const start = Date.UTC(2026, 4, 4, 12);

const received = (change: Partial<ReceiveMessage>): ReceiveMessage => ({
  $type: 'ReceiveMessage',
  messageUid: uids[0],
  conversation: conversationOf(2, [1]),
  position: 1,
  msg: 'hello',
  userId: 2,
  recipientIds: [1],
  fromAutoReply: false,
  sentAt: new Date(start + 1000).toISOString(),
  cursor: 'x',
  ...change,
});

let sent: ClientFrame[];
let saved: Record<string, number> | null;
let next: number;
let chat: Chat;
const open = () =>
  new Chat({
    ownId: 1,
    transmit: (frame) => {
      sent.push(frame);
      return true;
    },
    now: () => start,
    after: () => () => {},
    newUid: () => uids[next++]!,
    soon: (callback) => callback(),
    seen: { load: () => saved, save: (seen) => (saved = seen) },
  });

beforeEach(() => {
  sent = [];
  saved = {};
  next = 0;
  chat = open();
});

const only = () => chat.snapshot.get().conversations[0]!;

describe('receiving', () => {
  it('shows a delivered message once, in the conversation of its people', () => {
    // when
    chat.receive(received({}));
    chat.receive(received({}));
    // then
    expect(only()).toMatchObject({ id: conversationOf(1, [2]), otherIds: [2], unread: 1 });
    expect(only().messages).toHaveLength(1);
  });

  it('puts the conversation with the newest message first', () => {
    // given
    chat.receive(received({}));
    // when
    const sentAt = new Date(start + 5000).toISOString();
    chat.receive(
      received({ messageUid: uids[1], conversation: conversationOf(3, [1]), userId: 3, sentAt, position: 2 }),
    );
    // then
    expect(chat.snapshot.get().conversations.map(({ otherIds }) => otherIds)).toEqual([[3], [2]]);
  });

  it('empties itself for a reload, but keeps what is on its way out', () => {
    // given
    chat.receive(received({}));
    chat.send([2], 'hi');
    // when
    chat.reload();
    // then
    expect(only().messages).toEqual([]);
    expect(only().unconfirmed).toHaveLength(1);
  });
});

describe('sending', () => {
  it('shows the message at once and sends it with an id of its own', () => {
    // when
    const conversation = chat.send([2], 'hi');
    // then
    expect(sent).toEqual([
      { $type: 'SendMessage', messageUid: uids[0], message: 'hi', destinationUsers: [2] },
    ]);
    expect(only()).toMatchObject({
      id: conversation,
      otherIds: [2],
      unconfirmed: [{ state: 'sending', text: 'hi' }],
    });
  });

  it.each([
    ['before', ['Accepted', 'ReceiveMessage']],
    ['after', ['ReceiveMessage', 'Accepted']],
  ])('shows it once when it is accepted %s the inbox has it', (_, order) => {
    // given
    chat.send([2], 'hi');
    const own = received({ userId: 1, recipientIds: [2], msg: 'hi' });
    // when
    for (const kind of order)
      chat.receive(kind === 'Accepted' ? { $type: 'Accepted', messageUid: uids[0] } : own);
    // then
    expect(only().unconfirmed).toEqual([]);
    expect(only().messages.map(({ text }) => text)).toEqual(['hi']);
    expect(only().unread).toBe(0);
  });

  it('does not take another person’s message with the same id for its own', () => {
    // given
    chat.send([2], 'hi');
    // when
    chat.receive(received({ messageUid: uids[0], userId: 2 }));
    // then
    expect(only().unconfirmed).toHaveLength(1);
    expect(only().messages).toHaveLength(1);
  });

  it('sends again what had no answer when the connection is back', () => {
    // given
    chat.send([2], 'hi');
    // when
    chat.receive({ $type: 'Welcome', sessionId: uids[2], userId: 1, cursor: 'c', heartbeatSeconds: 20 });
    // then
    expect(sent).toHaveLength(2);
    expect(sent[1]).toEqual(sent[0]);
  });

  it('says why a message was refused', () => {
    // given
    chat.send([2], 'hi');
    // when
    chat.receive({
      $type: 'Rejected',
      messageUid: uids[0],
      problem: { code: 'x', title: 'No.', detail: 'Too fast.' },
    });
    // then
    expect(only().unconfirmed).toMatchObject([{ state: 'failed', reason: 'Too fast.' }]);
  });
});

describe('what is unread', () => {
  it('is nothing once the reader has seen the conversation, and stays so on the next visit', () => {
    // given
    chat.receive(received({}));
    // when
    chat.markSeen(only().id);
    // then
    expect(only().unread).toBe(0);
    chat = open();
    chat.receive(received({}));
    expect(only().unread).toBe(0);
  });

  it('does not count, on a first visit, what is older than the visit', () => {
    // given
    saved = null;
    chat = open();
    // when
    chat.receive(received({ sentAt: new Date(start - 1000).toISOString() }));
    chat.receive(received({ messageUid: uids[1], position: 2 }));
    // then
    expect(only().unread).toBe(1);
  });
});
