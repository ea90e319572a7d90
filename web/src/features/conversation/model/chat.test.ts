import { beforeEach, describe, expect, it } from '@jest/globals';
import { conversationOf, type ClientFrame, type ReceiveMessage, type ServerFrame } from '@parley/envelope';
import { MemoryKept } from '../testing/memory-kept';
import { InboxServer } from '../testing/inbox-server';
import { uidOf } from '../testing/messages';
import { Chat } from './chat';

const withBen = conversationOf(1, [2]);
const start = Date.UTC(2026, 4, 4, 12);
const welcome: ServerFrame = {
  $type: 'Welcome',
  sessionId: uidOf(999),
  userId: 1,
  cursor: 'welcomed',
  heartbeatSeconds: 20,
};

let server: InboxServer;
let kept: MemoryKept;
let online: boolean;
let sent: ClientFrame[];
let next: number;
let arrivals: string[];
let timers: Set<{ readonly callback: () => void }>;
let chat: Chat;

const open = async () => {
  const opened = new Chat({
    ownId: 1,
    api: server,
    kept,
    transmit: (frame) => {
      if (online) sent.push(frame);
      return online;
    },
    now: () => start,
    after: (_, callback) => {
      const timer = { callback };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    newUid: () => uidOf(1000 + next++),
    soon: (callback) => callback(),
  });
  opened.arrival.subscribe(() => arrivals.push(opened.arrival.get()!.text));
  await opened.open();
  return opened;
};
/** Lets what was asked of the server, and of the device, come back. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 5));
const connect = async () => {
  online = true;
  chat.receive(welcome);
  await settle();
};
const sentOf = <T extends ClientFrame['$type']>(type: T) =>
  sent.filter((frame): frame is Extract<ClientFrame, { $type: T }> => frame.$type === type);
const shown = (id = withBen) => chat.snapshot.get().byId.get(id)!;
const texts = (id = withBen) => shown(id).messages.map(({ text }) => text);
/** The server stores a message and tells the page of it. */
const arrives = (text: string, change: Partial<ReceiveMessage> = {}) =>
  chat.receive(server.frame(server.store(text, change)));

beforeEach(async () => {
  server = new InboxServer();
  kept = new MemoryKept();
  online = false;
  sent = [];
  next = 0;
  arrivals = [];
  timers = new Set();
  chat = await open();
});

describe('the first visit', () => {
  it('reads the list of conversations and no message but the newest of each', async () => {
    // given
    for (let i = 1; i <= 120; i++) server.store(`old ${i}`);
    server.unread = 7;
    // when
    await connect();
    // then
    expect(shown()).toMatchObject({ otherIds: [2], unread: 7, last: { text: 'old 120' } });
    expect(server.asked).toEqual(['conversations']);
    expect(sentOf('Resume')).toEqual([]);
    expect(chat.cursor()).toBe('welcomed');
  });

  it('reads a conversation page by page, the newest first, until it begins', async () => {
    // given
    for (let i = 1; i <= 120; i++) server.store(`old ${i}`);
    await connect();
    // when
    await chat.readOlder(withBen);
    // then
    expect(texts()).toHaveLength(50);
    expect(texts().at(-1)).toBe('old 120');
    // when
    await chat.readOlder(withBen);
    await chat.readOlder(withBen);
    await chat.readOlder(withBen);
    // then
    expect(texts()).toHaveLength(120);
    expect(texts()[0]).toBe('old 1');
    expect(shown().hasOlder).toBe(false);
    expect(server.asked.filter((what) => what === 'messages')).toHaveLength(3);
  });

  it('joins what arrives live to what was read, without a gap or a double', async () => {
    // given
    for (let i = 1; i <= 60; i++) server.store(`old ${i}`);
    await connect();
    arrives('live 1');
    const again = server.frame(server.store('live 2'));
    // when
    await chat.readOlder(withBen);
    chat.receive(again);
    chat.receive(again);
    await chat.readOlder(withBen);
    // then
    expect(texts()).toHaveLength(62);
    expect(texts().slice(-3)).toEqual(['old 60', 'live 1', 'live 2']);
    expect(shown().unread).toBe(2);
    expect(arrivals).toEqual(['live 1', 'live 2']);
  });

  it('says that a page could not be had, and tries again with the next connection', async () => {
    // given
    for (let i = 1; i <= 60; i++) server.store(`old ${i}`);
    await connect();
    server.isAway = true;
    // when
    await chat.readOlder(withBen);
    // then
    expect(shown()).toMatchObject({ failed: true, loading: null, messages: [] });
    server.isAway = false;
    await connect();
    expect(shown().failed).toBe(false);
  });
});

describe('a message that overtook others', () => {
  it('leaves none of them out of the history, though its cursor names a place long before it', async () => {
    // given
    for (let i = 1; i <= 3; i++) server.store(`earlier ${i}`);
    await connect();
    const overtaken = server.store('overtaken');
    const first = server.store('first here');
    // when
    chat.receive(server.frame(first, 'at-3'));
    await chat.readOlder(withBen);
    chat.receive(server.frame(overtaken, 'at-4'));
    // then
    expect(texts()).toEqual(['earlier 1', 'earlier 2', 'earlier 3', 'overtaken', 'first here']);
    expect(chat.cursor()).toBe('at-4');
  });

  it('is read past, however many came live since', async () => {
    // given
    for (let i = 1; i <= 60; i++) server.store(`earlier ${i}`);
    await connect();
    for (let i = 1; i <= 120; i++) chat.receive(server.frame(server.store(`live ${i}`), 'at-60'));
    // when
    for (let i = 0; i < 3; i++) await chat.readOlder(withBen);
    // then
    expect(texts()).toHaveLength(180);
    expect(shown().hasOlder).toBe(false);
  });
});

describe('a later visit', () => {
  it('shows what it knows before the server is there, and goes on where it was', async () => {
    // given
    for (let i = 1; i <= 60; i++) server.store(`old ${i}`);
    await connect();
    await chat.readOlder(withBen);
    arrives('live');
    await chat.flush();
    const { cursor } = chat;
    server.isAway = true;
    // when
    online = false;
    chat = await open();
    await chat.readOlder(withBen);
    // then
    expect(chat.cursor()).toBe(cursor());
    expect(shown().last?.text).toBe('live');
    expect(texts()).toHaveLength(51);
    expect(texts().at(-1)).toBe('live');
    // when it comes back, and something was missed
    server.isAway = false;
    await connect();
    arrives('missed');
    await chat.readOlder(withBen);
    // then
    expect(texts()).toHaveLength(62);
    expect(texts().at(-1)).toBe('missed');
  });

  it('finds the drafts and what was not sent, and sends it as the same message', async () => {
    // given
    chat.setDraft(withBen, 'half a sent');
    chat.send([2], 'written offline');
    await chat.flush();
    // when
    chat = await open();
    // then
    expect(chat.draft(withBen)).toBe('half a sent');
    expect(shown().unconfirmed).toMatchObject([{ text: 'written offline', state: 'sending' }]);
    await connect();
    expect(sentOf('SendMessage')).toEqual([
      { $type: 'SendMessage', messageUid: uidOf(1000), message: 'written offline', destinationUsers: [2] },
    ]);
  });

  it('does not show as waiting what the inbox has', async () => {
    // given
    await connect();
    chat.send([2], 'hi');
    arrives('hi', { userId: 1, recipientIds: [2], messageUid: uidOf(1000) });
    await chat.flush();
    // when
    chat = await open();
    await chat.readOlder(withBen);
    // then
    expect(shown().unconfirmed).toEqual([]);
    expect(texts()).toEqual(['hi']);
  });

  it('begins anew without a word when the device keeps nothing', async () => {
    // given
    kept.isBroken = true;
    chat = await open();
    // when
    await connect();
    arrives('hello');
    // then
    expect(texts()).toEqual(['hello']);
  });
});

describe('a device that answers late', () => {
  it('is not waited for, and gives back what was begun and what is not sent when it answers', async () => {
    // given
    chat.send([2], 'on its way');
    chat.setDraft(withBen, 'begun');
    await chat.flush();
    const left = await kept.read();
    let answer: () => void = () => {};
    kept.read = () => new Promise((resolve) => (answer = () => resolve(left)));
    timers.clear();
    const opening = open();
    // when
    for (const { callback } of [...timers]) callback();
    chat = await opening;
    await connect();
    // then
    expect(sentOf('SendMessage')).toEqual([]);
    // when
    answer();
    await settle();
    // then
    expect(sentOf('SendMessage').map(({ message }) => message)).toEqual(['on its way']);
    expect(shown()).toMatchObject({ draft: 'begun' });
  });
});

describe('a restored backup', () => {
  it('has all that was received read anew; what is on its way out and what was begun stay', async () => {
    // given
    for (let i = 1; i <= 3; i++) server.store(`lost ${i}`);
    await connect();
    await chat.readOlder(withBen);
    chat.send([2], 'on its way');
    chat.setDraft(withBen, 'begun');
    // when
    server.restore();
    server.store('after the restore');
    chat.reload();
    await settle();
    await chat.readOlder(withBen);
    // then
    expect(texts()).toEqual(['after the restore']);
    expect(shown().unconfirmed).toMatchObject([{ text: 'on its way' }]);
    expect(chat.draft(withBen)).toBe('begun');
    expect(chat.cursor()).toBe('welcomed');
    await chat.flush();
    expect([...kept.messages.values()].map(({ text }) => text)).toEqual(['after the restore']);
  });
});

describe('sending', () => {
  it('shows the message at once and sends it with an id of its own', async () => {
    // given
    await connect();
    // when
    const conversation = chat.send([2], 'hi');
    // then
    expect(sentOf('SendMessage')).toEqual([
      { $type: 'SendMessage', messageUid: uidOf(1000), message: 'hi', destinationUsers: [2] },
    ]);
    expect(shown(conversation)).toMatchObject({
      otherIds: [2],
      unconfirmed: [{ state: 'sending', text: 'hi' }],
    });
  });

  it.each([
    ['before', ['Accepted', 'ReceiveMessage']],
    ['after', ['ReceiveMessage', 'Accepted']],
  ])('shows it once when it is accepted %s the inbox has it', async (_, order) => {
    // given
    await connect();
    chat.send([2], 'hi');
    // when
    for (const kind of order) {
      if (kind === 'Accepted') chat.receive({ $type: 'Accepted', messageUid: uidOf(1000) });
      else arrives('hi', { userId: 1, recipientIds: [2], messageUid: uidOf(1000) });
    }
    // then
    expect(shown().unconfirmed).toEqual([]);
    expect(texts()).toEqual(['hi']);
    expect(shown().unread).toBe(0);
  });

  it('does not take another person’s message with the same id for its own', async () => {
    // given
    await connect();
    chat.send([2], 'hi');
    // when
    arrives('something else', { messageUid: uidOf(1000) });
    // then
    expect(shown().unconfirmed).toHaveLength(1);
    expect(texts()).toEqual(['something else']);
  });

  it('waits while the connection is away, however long', async () => {
    // given
    await connect();
    chat.send([2], 'hi');
    online = false;
    chat.disconnected();
    chat.send([2], 'later');
    // when
    await connect();
    chat.receive({ $type: 'Accepted', messageUid: uidOf(1000) });
    // then
    expect(sentOf('SendMessage').map(({ message }) => message)).toEqual(['hi', 'hi', 'later']);
  });

  it('says why a message was refused', async () => {
    // given
    await connect();
    chat.send([2], 'hi');
    // when
    const problem = { code: 'x', title: 'No.', detail: 'Too large.' };
    chat.receive({ $type: 'Rejected', messageUid: uidOf(1000), problem });
    // then
    expect(shown().unconfirmed).toMatchObject([{ state: 'failed', reason: 'x' }]);
  });
});

describe('reading', () => {
  it('is told once, when the newest is before the reader’s eyes', async () => {
    // given
    await connect();
    arrives('one');
    arrives('two');
    const { messageUid } = shown().messages.at(-1)!;
    // when
    chat.markSeen(withBen);
    chat.markSeen(withBen);
    // then
    expect(shown().unread).toBe(0);
    expect(sentOf('Read')).toEqual([{ $type: 'Read', conversation: withBen, messageUid }]);
  });

  it('is told later when it happened offline, also after a reload', async () => {
    // given
    await connect();
    arrives('one');
    online = false;
    chat.disconnected();
    // when
    chat.markSeen(withBen);
    await chat.flush();
    chat = await open();
    await connect();
    // then
    expect(sentOf('Read')).toHaveLength(1);
    expect(shown().unread).toBe(0);
  });

  it('on another device counts here', async () => {
    // given
    await connect();
    arrives('one');
    arrives('two');
    const [first] = shown().messages;
    // when
    chat.receive({ $type: 'Read', userId: 1, conversation: withBen, messageUid: first!.messageUid });
    // then
    await settle();
    expect(shown().unread).toBe(1);
  });

  it('by others is known per person, also when it is told before the message is here', async () => {
    // given
    await connect();
    const mine = { userId: 1, recipientIds: [2], messageUid: uidOf(7) };
    // when
    chat.receive({ $type: 'Delivered', userId: 2, messageUid: uidOf(7) });
    chat.receive({ $type: 'Read', userId: 2, conversation: withBen, messageUid: uidOf(7) });
    await settle();
    arrives('mine', mine);
    // then
    expect(chat.snapshot.get().delivered.get(uidOf(7))).toEqual([2]);
    expect(shown().readBy.get(2)).toBe(shown().last!.position);
  });
});

it('the conversation with the newest message comes first, whatever the clocks say', async () => {
  // given
  await connect();
  arrives('from the future', { sentAt: '2099-01-01T00:00:00.000Z' });
  // when
  arrives('newer', { userId: 3, conversation: conversationOf(1, [3]) });
  // then
  expect(chat.snapshot.get().conversations.map(({ otherIds }) => otherIds)).toEqual([[3], [2]]);
});

it('a message found by a search is shown with what surrounds it, and the newest again when asked', async () => {
  // given
  for (let i = 1; i <= 200; i++) server.store(`old ${i}`);
  await connect();
  const found = server.message(100);
  // when
  chat.showAround(withBen, found);
  await chat.readOlder(withBen);
  await chat.readNewer(withBen);
  // then
  expect(texts()[0]).toBe('old 50');
  expect(texts().at(-1)).toBe('old 150');
  expect(shown()).toMatchObject({ hasOlder: true, hasNewer: true });
  // when
  await chat.readNewer(withBen);
  // then
  expect(shown().hasNewer).toBe(false);
  expect(texts()).toHaveLength(151);
});
