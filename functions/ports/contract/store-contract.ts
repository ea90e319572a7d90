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

    it('keeps a fixed reply, and has none at first', async () => {
      expect(await store.autoReply(1)).toBeNull();
      const reply = { enabled: true, messageBody: 'away', minIntervalSeconds: 60 };
      await store.putAutoReply(1, reply);
      expect(await store.autoReply(1)).toEqual(reply);
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
      await store.putSession({ sessionId: 's1', userId: 1, relayId: 'r1' });
      await store.putSession({ sessionId: 's2', userId: 2, relayId: 'r2' });
      await store.putSession({ sessionId: 's3', userId: 2, relayId: 'r3' });
      const ids = async (now: number) =>
        (await store.sessionsOf([1, 2, 3], now)).map(({ sessionId }) => sessionId).sort();
      expect(await ids(999)).toEqual(['s1', 's2']);
      expect(await ids(1_000)).toEqual(['s2']);
      await store.putLease('r1', 3_000);
      expect(await ids(1_500)).toEqual(['s1', 's2']);
      await store.deleteSession('s1');
      expect(await ids(1_500)).toEqual(['s2']);
      await store.deleteLease('r2');
      await store.putLease('r2', 9_000);
      expect(await ids(1_500)).toEqual([]);
    });
  });
}
