import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { InboxMessage, RunRecord, Store } from '@parley/ports';

export interface StoreUnderTest {
  readonly store: Store;
  close(): Promise<void>;
}

const uid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const inboxMessage = (n: number, conversation = 'c'): InboxMessage => ({
  messageUid: uid(n),
  conversation,
  messageBody: `text ${n}`,
  senderId: 1,
  recipientIds: [2],
  fromAutoReply: false,
  sentAt: '2026-01-02T03:04:05.000Z',
});
const run = (n: number, more: Partial<RunRecord> = {}): RunRecord => ({
  ownerId: 2,
  target: 'recv',
  senderId: 1,
  messageUid: uid(n),
  scriptVersion: 'v',
  outcome: 'answered',
  reason: '',
  log: '',
  gas: n,
  milliseconds: 1,
  at: '2026-01-02T03:04:05.000Z',
  answer: { action: 'forward', messages: [], leftOut: 0 },
  ...more,
});

/** What every store promises: `ports/store.ts`, its concurrent cases included. */
export function storeContract(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`the store ${name}`, () => {
    let under: StoreUnderTest;
    let store: Store;
    beforeEach(async () => {
      under = await open();
      ({ store } = under);
    });
    afterEach(() => under.close());

    it('given several sends under one key at once, then exactly one stands, and all are told which', async () => {
      const send = (contentHash: string) =>
        store.recordSend({
          senderId: 1,
          messageUid: uid(1),
          contentHash,
          sentAt: `2026-01-02T03:04:0${contentHash}Z`,
          sessionId: uid(9),
        });
      const standing = await Promise.all(['1', '2', '3'].map(send));
      expect(new Set(standing.map(({ contentHash }) => contentHash)).size).toBe(1);
      expect(await send('4')).toEqual(standing[0]);
    });

    it('has the usual pipeline until it is changed', async () => {
      expect(await store.pipeline()).toEqual(['jolie-exec', 'auto-reply', 'router']);
      await store.putPipeline(['own', 'router']);
      expect(await store.pipeline()).toEqual(['own', 'router']);
    });

    it('has no fixed reply at first, then what was changed of it', async () => {
      expect(await store.autoReply(1)).toBeNull();
      const reply = { enabled: true, messageBody: 'away', minIntervalSeconds: 60 };
      expect(await store.changeAutoReply(1, reply, 10)).toEqual(reply);
      expect(await store.changeAutoReply(1, { enabled: false }, 11)).toEqual({ ...reply, enabled: false });
      expect(await store.autoReply(1)).toEqual({ ...reply, enabled: false });
    });

    it('given a change of a fixed reply that is older than the one that stands, then it does nothing', async () => {
      await store.changeAutoReply(1, { messageBody: 'new' }, 10);
      expect(await store.changeAutoReply(1, { messageBody: 'old' }, 9)).toMatchObject({ messageBody: 'new' });
      expect(await store.changeAutoReply(1, { enabled: true }, 10)).toMatchObject({
        messageBody: 'new',
        enabled: true,
      });
    });

    it('keeps what a user set, and has the usual until then', async () => {
      expect(await store.userSettings(1)).toEqual({ timeZone: 'UTC' });
      await store.putUserSettings(1, { timeZone: 'Europe/Copenhagen' });
      expect(await store.userSettings(1)).toEqual({ timeZone: 'Europe/Copenhagen' });
      expect(await store.userSettings(2)).toEqual({ timeZone: 'UTC' });
    });

    it('has one epoch', async () => {
      expect(await store.epoch()).toMatch(/.{16,}/);
      expect(await store.epoch()).toBe(await store.epoch());
    });

    it('knows who is interested in a stage, and who was until lately', async () => {
      expect(await store.anyInterest('s', [1, 2], 0)).toBe(false);
      await store.setInterest('s', 2, true, 100);
      expect(await store.anyInterest('s', [1, 2], 1_000)).toBe(true);
      expect(await store.anyInterest('s', [1], 0)).toBe(false);
      expect(await store.anyInterest('other', [2], 0)).toBe(false);
      await store.setInterest('s', 2, false, 500);
      expect(await store.anyInterest('s', [2], 499)).toBe(true);
      expect(await store.anyInterest('s', [2], 500)).toBe(false);
    });

    it('decides a run once, of several at once exactly one', async () => {
      const decided = await Promise.all([1, 2, 3].map((gas) => store.decide(run(1, { gas }))));
      expect(new Set(decided.map(({ gas }) => gas)).size).toBe(1);
      expect(await store.decided(1, uid(1), 2, 'recv')).toEqual(decided[0]);
      expect(await store.decided(1, uid(1), 2, 'send')).toBeNull();
    });

    it('lists runs newest first, by target, in pages', async () => {
      for (const n of [1, 2, 3]) await store.decide(run(n));
      await store.decide(run(4, { target: 'send' }));
      await store.decide(run(5, { ownerId: 3 }));
      const first = await store.runs(2, { target: 'recv', limit: 2 });
      const rest = await store.runs(2, { target: 'recv', limit: 2, after: first.next! });
      expect([...first.items, ...rest.items].map(({ gas }) => gas)).toEqual([3, 2, 1]);
      expect(rest.next).toBeNull();
      expect((await store.runs(2, { limit: 10 })).items).toHaveLength(4);
    });

    it('claims a fixed reply once an interval; a message that claimed it claims it again', async () => {
      const claim = (n: number, sentAt: string, minIntervalSeconds = 60) =>
        store.claimReply({ ownerId: 2, senderId: 1, messageUid: uid(n), sentAt, minIntervalSeconds });
      const atOnce = await Promise.all([1, 2, 3].map((n) => claim(n, '2026-01-02T03:00:00.000Z')));
      expect(atOnce.filter(Boolean)).toHaveLength(1);
      const winner = atOnce.indexOf(true) + 1;
      expect(await claim(winner, '2026-01-02T03:00:00.000Z')).toBe(true);
      expect(await claim(4, '2026-01-02T03:00:59.000Z')).toBe(false);
      expect(await claim(5, '2026-01-02T03:01:00.000Z')).toBe(true);
      expect(await claim(winner, '2026-01-02T03:00:00.000Z')).toBe(true);
      expect(await claim(6, '2026-01-02T03:01:01.000Z', 0)).toBe(true);
    });

    it('numbers each inbox from 1 without gaps, and a message that is there keeps its place', async () => {
      expect(await store.append([2, 3], inboxMessage(1))).toEqual([
        { userId: 2, position: 1 },
        { userId: 3, position: 1 },
      ]);
      await Promise.all([2, 3, 4].map((n) => store.append([2], inboxMessage(n))));
      expect(await store.append([2, 4], inboxMessage(1))).toEqual([
        { userId: 2, position: 1 },
        { userId: 4, position: 1 },
      ]);
      const entries = await store.read(2, { limit: 10 });
      expect(entries.map(({ position }) => position)).toEqual([1, 2, 3, 4]);
      expect(entries[0]).toEqual({ ...inboxMessage(1), position: 1 });
      expect(await store.head(2)).toBe(4);
      expect(await store.head(99)).toBe(0);
    });

    it('reads an inbox forwards and backwards, all of it or one conversation', async () => {
      for (const n of [1, 2, 3, 4, 5, 6])
        await store.append([2], inboxMessage(n, n % 2 === 0 ? 'even' : 'odd'));
      const positions = async (query: Parameters<Store['read']>[1]) =>
        (await store.read(2, query)).map(({ position }) => position);
      expect(await positions({ after: 2, limit: 2 })).toEqual([3, 4]);
      expect(await positions({ before: 5, limit: 2 })).toEqual([3, 4]);
      expect(await positions({ after: 1, before: 4, limit: 10 })).toEqual([2, 3]);
      expect(await positions({ conversation: 'even', limit: 10 })).toEqual([2, 4, 6]);
      expect(await positions({ conversation: 'even', before: 6, limit: 1 })).toEqual([4]);
    });

    it('knows the sessions of relays whose lease is alive, and forgets those of a relay that ends', async () => {
      await store.putLease('r1', 1_000);
      await store.putLease('r2', 2_000);
      await store.putSession({ sessionId: 's1', userId: 1, relayId: 'r1' }, 5);
      await store.putSession({ sessionId: 's2', userId: 2, relayId: 'r2' }, 5);
      await store.putSession({ sessionId: 's3', userId: 2, relayId: 'r3' }, 5);
      const ids = async (now: number) =>
        (await store.sessionsOf([1, 2, 3], now)).map(({ sessionId }) => sessionId).sort();
      expect(await ids(999)).toEqual(['s1', 's2']);
      expect(await ids(1_000)).toEqual(['s2']);
      await store.putLease('r1', 3_000);
      expect(await ids(1_500)).toEqual(['s1', 's2']);
      await store.deleteSession('s1', 6);
      expect(await ids(1_500)).toEqual(['s2']);
      await store.deleteLease('r2', 7);
      await store.putLease('r2', 9_000);
      expect(await ids(1_500)).toEqual([]);
    });

    it('says who is here, since their first session began, and who was, until their last one ended', async () => {
      const of = async (now: number) => store.presenceOf([1, 2, 3], now);
      expect(await of(0)).toEqual([]);
      await store.putLease('r1', 1_000);
      await store.putSession({ sessionId: 's1', userId: 1, relayId: 'r1' }, 10);
      await store.putSession({ sessionId: 's2', userId: 1, relayId: 'r1' }, 20);
      expect(await of(30)).toEqual([{ userId: 1, online: true, since: 10 }]);
      await store.deleteSession('s1', 40);
      expect(await of(50)).toEqual([{ userId: 1, online: true, since: 20 }]);
      await store.deleteSession('s2', 60);
      expect(await of(70)).toEqual([{ userId: 1, online: false, since: 60 }]);
    });

    it('given a relay that died, then its people were here until its lease ended', async () => {
      await store.putLease('r1', 1_000);
      await store.putSession({ sessionId: 's1', userId: 1, relayId: 'r1' }, 10);
      expect(await store.presenceOf([1], 1_000)).toEqual([{ userId: 1, online: false, since: 1_000 }]);
      expect(await store.deadLeases(1_001)).toEqual([{ relayId: 'r1', until: 1_000 }]);
      expect(await store.deadLeases(1_000)).toEqual([]);
      await store.deleteLease('r1', 1_000);
      expect(await store.presenceOf([1], 2_000)).toEqual([{ userId: 1, online: false, since: 1_000 }]);
      expect(await store.deadLeases(5_000)).toEqual([]);
    });

    it('lists conversations, the latest first, with who is in them and what is unread', async () => {
      const say = (n: number, conversation: string, senderId: number, recipientIds: number[]) =>
        store.append([1, 2], { ...inboxMessage(n, conversation), senderId, recipientIds });
      await say(1, 'a', 1, [2]);
      await say(2, 'b', 2, [1, 3]);
      await say(3, 'b', 2, [3, 1]);
      await say(4, 'a', 2, [1]);
      const [a, b] = await store.conversations(1, { limit: 10 });
      expect(a).toMatchObject({ conversation: 'a', memberIds: [1, 2], unread: 1, readTo: 0 });
      expect(a!.last).toMatchObject({ messageUid: uid(4), position: 4 });
      expect(b).toMatchObject({ conversation: 'b', memberIds: [1, 2, 3], unread: 2 });
      expect(await store.conversations(1, { limit: 1 })).toEqual([a]);
      expect(await store.conversations(1, { before: a!.last.position, limit: 1 })).toEqual([b]);
      expect(await store.conversations(9, { limit: 1 })).toEqual([]);
    });

    it('notes what was read, never takes it back, and knows nothing of what the user has not got', async () => {
      for (const n of [1, 2, 3]) await store.append([2], inboxMessage(n));
      expect(await store.markRead(2, 'c', uid(2))).toEqual({ memberIds: [1, 2], changed: true });
      expect(await store.markRead(2, 'c', uid(1))).toEqual({ memberIds: [1, 2], changed: false });
      expect((await store.conversations(2, { limit: 1 }))[0]).toMatchObject({ unread: 1, readTo: 2 });
      expect(await store.markRead(2, 'c', uid(9))).toBeNull();
      expect(await store.markRead(2, 'd', uid(2))).toBeNull();
      expect(await store.markRead(3, 'c', uid(2))).toBeNull();
    });

    it('finds the messages in which all words stand, the latest first, in the user’s own inbox alone', async () => {
      const say = (n: number, messageBody: string, users: number[]) =>
        store.append(users, { ...inboxMessage(n), messageBody, recipientIds: users });
      await say(1, 'The blue boat, Ærø at noon', [2]);
      await say(2, 'A boat of blue paper', [2, 3]);
      await say(3, 'blue', [2]);
      await say(4, 'the boat is blue', [3]);
      const find = async (userId: number, ...words: string[]) =>
        (await store.search(userId, { words, limit: 10 })).map(({ messageUid }) => messageUid);
      expect(await find(2, 'BLUE', 'boat')).toEqual([uid(2), uid(1)]);
      expect(await find(3, 'blue', 'boat')).toEqual([uid(4), uid(2)]);
      expect(await find(2, 'ærø')).toEqual([uid(1)]);
      expect(await find(2, 'green')).toEqual([]);
      expect(await find(2)).toEqual([]);
      expect(await find(2, 'blue', 'OR', 'green')).toEqual([]);
      expect(await find(2, '"', "'; --", 'body:blue', '*', 'p2')).toEqual([]);
      const first = await store.search(2, { words: ['blue'], limit: 2 });
      const rest = await store.search(2, { words: ['blue'], before: first[1]!.position, limit: 2 });
      expect([...first, ...rest].map(({ position }) => position)).toEqual([3, 2, 1]);
    });

    it('knows who shares a conversation with whom, those met last first', async () => {
      const say = (n: number, conversation: string, users: number[]) =>
        store.append([1, ...users], { ...inboxMessage(n, conversation), recipientIds: users });
      await say(1, 'a', [2, 3]);
      await say(2, 'b', [4]);
      await say(3, 'c', [2]);
      expect(await store.acquainted(1, [2, 4, 5])).toEqual(new Set([2, 4]));
      expect(await store.acquainted(4, [1, 2])).toEqual(new Set([1]));
      expect(await store.acquaintances(1, 2)).toEqual([2, 4]);
      expect(await store.acquaintances(9, 2)).toEqual([]);
    });

    it('knows who blocked whom', async () => {
      await store.block(1, 3);
      await store.block(1, 2);
      await store.block(1, 2);
      await store.block(2, 3);
      expect(await store.blocked(1)).toEqual([2, 3]);
      expect(await store.blockersOf(3, [1, 2, 4])).toEqual(new Set([1, 2]));
      await store.unblock(1, 3);
      await store.unblock(1, 3);
      expect(await store.blockersOf(3, [1, 2])).toEqual(new Set([2]));
    });

    it('adds up what a script took, and remembers until when it does not run', async () => {
      const at = (second: number) => `2026-01-02T03:04:${String(second).padStart(2, '0')}.000Z`;
      await store.decide(run(1, { milliseconds: 100, at: at(1) }));
      await store.decide(run(2, { milliseconds: 10.5, at: at(2) }));
      await store.decide(run(2, { milliseconds: 7, at: at(2) }));
      await store.decide(run(3, { milliseconds: 1, at: at(3), target: 'send' }));
      expect(await store.spent(2, 'recv', at(1))).toBe(10.5);
      expect(await store.spent(2, 'recv', at(0))).toBe(110.5);
      expect(await store.spent(3, 'recv', at(0))).toBe(0);
      expect(await store.suspendedUntil(2, 'recv')).toBe(0);
      await store.suspend(2, 'recv', 5_000);
      expect(await store.suspendedUntil(2, 'recv')).toBe(5_000);
      expect(await store.suspendedUntil(2, 'send')).toBe(0);
    });

    it('counts all the time that a script took, however many its runs are', async () => {
      // given more runs in a minute than are kept of an owner
      const at = (second: number) => new Date(Date.UTC(2026, 0, 2, 3, 0, second)).toISOString();
      for (let n = 0; n < 1_020; n += 60) {
        await Promise.all(
          Array.from({ length: 60 }, (_, i) => store.decide(run(n + i, { milliseconds: 10, at: at(i) }))),
        );
      }
      expect(await store.spent(2, 'recv', at(-1))).toBe(10_200);
    });

    it('deletes what was kept long enough, a part at a time', async () => {
      const at = (day: number) => `2026-01-0${day}T00:00:00.000Z`;
      for (const n of [1, 2, 3]) await store.decide(run(n, { at: at(n) }));
      const before = { runs: at(3), replies: at(3) };
      expect(await store.sweep(before, 1)).toBe(1);
      expect(await store.sweep(before, 10)).toBe(1);
      expect(await store.sweep(before, 10)).toBe(0);
      expect((await store.runs(2, { limit: 10 })).items.map(({ messageUid }) => messageUid)).toEqual([
        uid(3),
      ]);
    });

    it('given a user who is forgotten, then nothing of theirs is left, and nothing comes back', async () => {
      await store.append([1, 2], inboxMessage(1));
      await store.append([2], { ...inboxMessage(2), senderId: 2 });
      await store.decide(run(1));
      await store.changeAutoReply(2, { enabled: true }, 1);
      await store.block(2, 5);
      await store.forgetUser(2);
      await store.forgetUser(2);
      expect(await store.read(2, { limit: 10 })).toEqual([]);
      expect(await store.conversations(2, { limit: 10 })).toEqual([]);
      expect((await store.runs(2, { limit: 10 })).items).toEqual([]);
      expect(await store.autoReply(2)).toBeNull();
      expect(await store.blocked(2)).toEqual([]);
      expect(await store.search(2, { words: ['text'], limit: 10 })).toEqual([]);
      expect(await store.append([1, 2], inboxMessage(1))).toEqual([{ userId: 1, position: 1 }]);
      expect(await store.read(1, { limit: 10 })).toHaveLength(1);
      expect(await store.search(1, { words: ['text'], limit: 10 })).toHaveLength(1);
    });
  });
}
