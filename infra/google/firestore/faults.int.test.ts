import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Accounts, InboxMessage, RunRecord, Store } from '@parley/ports';
import { clock, emulatedFirestore, ids, newProject } from '../testing/emulated';
import { faultyFirestores, type FaultyFirestore } from '../testing/firestore-faults';
import type { GrpcFault } from '../testing/grpc-proxy';
import type { Database } from './database';
import { createAccounts, createStore } from './index';
import { LibraryFirestore } from './library';

const uid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const message = (n: number): InboxMessage => ({
  messageUid: uid(n),
  conversation: 'c',
  messageBody: `secret ${n}`,
  senderId: 1,
  recipientIds: [2, 3],
  fromAutoReply: false,
  sentAt: '2026-01-02T03:04:05.000Z',
});
const run: RunRecord = {
  ownerId: 2,
  target: 'recv',
  senderId: 1,
  messageUid: uid(1),
  scriptVersion: 'v',
  outcome: 'answered',
  reason: '',
  log: '',
  gas: 1,
  milliseconds: 1,
  at: '2026-01-02T03:04:05.000Z',
  answer: { action: 'forward', messages: [], leftOut: 0 },
};

/** What a stage does by being delivered again. */
async function untilDone<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (failure) {
      if (tries === 5) throw failure;
    }
  }
}

const unavailable: GrpcFault = { method: 'Commit', code: 14 };
const exhausted: GrpcFault = { method: 'Commit', code: 8 };
const aborted: GrpcFault = { method: 'Commit', code: 10 };
const lostAnswer: GrpcFault = { method: 'Commit', code: 4, afterwards: true };
const lostConnection: GrpcFault = { method: 'Commit', code: 14, afterwards: true };

describe.each(faultyFirestores)('the store %s', (_way, start) => {
  let firestore: FaultyFirestore;
  /** Somebody who edits documents. */
  let hand: LibraryFirestore;
  let db: Database;
  let store: Store;
  let accounts: Accounts;
  beforeAll(async () => {
    firestore = await start(process.env['FIRESTORE_EMULATOR_HOST']!);
  });
  afterAll(() => firestore.close());
  beforeEach(() => {
    const project = newProject();
    hand = emulatedFirestore(project);
    db = firestore.open(project);
    store = createStore(db, { clock, ids });
    accounts = createAccounts(db);
  });
  afterEach(async () => {
    await hand.terminate();
    if (db instanceof LibraryFirestore) await db.terminate();
  });

  describe.each([
    ['Firestore is unavailable', [unavailable]],
    ['a quota is used up, twice', [exhausted, exhausted]],
    ['a transaction is aborted', [aborted]],
    ['the deadline passes after the commit', [lostAnswer]],
    ['the connection breaks after the commit', [lostConnection]],
  ])('given that %s, when it is tried until it succeeds, then it was done once:', (_, faults) => {
    beforeEach(() => firestore.fail(...faults));

    it('a send stands with its first content', async () => {
      const send = { senderId: 1, messageUid: uid(1), contentHash: 'a', sentAt: 'then', sessionId: uid(9) };
      expect(await untilDone(() => store.recordSend(send))).toEqual(send);
      expect(await store.recordSend({ ...send, contentHash: 'b' })).toEqual(send);
    });

    it('a message lies once in each inbox, and the next one beside it', async () => {
      const first = await untilDone(() => store.append([2, 3], message(1)));
      expect(first).toEqual([
        { userId: 2, position: 1 },
        { userId: 3, position: 1 },
      ]);
      expect(await store.append([2], message(2))).toEqual([{ userId: 2, position: 2 }]);
      expect((await store.read(2, { limit: 10 })).map(({ messageUid }) => messageUid)).toEqual([
        uid(1),
        uid(2),
      ]);
      expect(await store.conversations(2, { limit: 10 })).toHaveLength(1);
    });

    it('a run is decided', async () => {
      expect(await untilDone(() => store.decide(run))).toEqual(run);
      expect(await store.decide({ ...run, gas: 2 })).toEqual(run);
    });

    it('a fixed reply is claimed', async () => {
      const claim = {
        ownerId: 2,
        senderId: 1,
        messageUid: uid(1),
        sentAt: '2026-01-02T03:04:05.000Z',
        minIntervalSeconds: 60,
      };
      expect(await untilDone(() => store.claimReply(claim))).toBe(true);
      expect(await store.claimReply({ ...claim, messageUid: uid(2) })).toBe(false);
    });

    it('a relay’s lease is held', async () => {
      await untilDone(() => store.putLease('r', 1_000));
      await store.putSession({ sessionId: 's', userId: 1, relayId: 'r' }, 1);
      expect(await store.sessionsOf([1], 999)).toHaveLength(1);
    });

    it('an account is there, and is who asked for it', async () => {
      // The block of ids is taken first; what fails is the account itself.
      firestore.fail();
      await accounts.create('before', 'hash');
      firestore.fail(...faults);
      const made = await accounts.create('ada', 'hash').catch(() => null);
      const found = await accounts.credentials('ada');
      if (made !== null) expect(found!.account).toEqual(made);
      expect(await accounts.create('ada', 'other')).toEqual(
        found === null ? expect.objectContaining({ username: 'ada' }) : null,
      );
    });
  });

  describe('given a document that was edited by hand into nonsense', () => {
    beforeEach(() => firestore.fail());
    const damaged = (path: string) =>
      expect.objectContaining({ code: 'damaged-document', message: expect.stringContaining(path) });

    it('an inbox is not read past it: the failure names the document and its field, and not what is in it', async () => {
      await store.append([2], message(1));
      const entry = hand.doc('users/2/inbox/0000000001');
      await entry.update({ recipientIds: 'everybody' });
      const failure: unknown = await store.read(2, { limit: 10 }).catch((thrown: unknown) => thrown);
      expect(failure).toEqual(damaged('users/2/inbox/0000000001'));
      expect(String(failure)).toContain('recipientIds');
      expect(String(failure)).not.toContain('secret');
    });

    it('a run that was decided is not decided again, nor published', async () => {
      await store.decide(run);
      await hand.doc(`users/2/runs/1.${uid(1)}.recv`).update({ 'record.answer': { action: 'explode' } });
      await expect(store.decided(1, uid(1), 2, 'recv')).rejects.toEqual(damaged('users/2/runs/'));
      await expect(store.decide(run)).rejects.toEqual(damaged('users/2/runs/'));
    });

    it('settings, interests, leases and accounts say which it is', async () => {
      await hand.doc('settings/pipeline').set({ stages: 'router' });
      await expect(store.pipeline()).rejects.toEqual(damaged('settings/pipeline'));
      await hand.doc('users/2/interests/s').set({ interested: 'yes' });
      await expect(store.anyInterest('s', [1, 2], 0)).rejects.toEqual(damaged('users/2/interests/s'));
      await store.putSession({ sessionId: 's', userId: 1, relayId: 'r' }, 1);
      await hand.doc('leases/r').set({ until: 'tomorrow' });
      await expect(store.sessionsOf([1], 1)).rejects.toEqual(damaged('leases/r'));
      await hand.doc('accounts/7').set({ username: 7 });
      await expect(accounts.byIds([7])).rejects.toEqual(damaged('accounts/7'));
    });
  });

  describe('given two processes that write to the same inboxes at once', () => {
    it('no position is missing or given twice, no message is there twice, and each conversation has one last message', async () => {
      firestore.fail();
      const other = createStore(db, { clock, ids });
      const numbers = Array.from({ length: 12 }, (_, n) => n);
      await Promise.all(
        numbers.flatMap((n) =>
          [store, other].map((each) =>
            each.append([2, 3, 4], { ...message(n), conversation: n % 2 === 0 ? 'even' : 'odd' }),
          ),
        ),
      );
      for (const userId of [2, 3, 4]) {
        const entries = await store.read(userId, { limit: 100 });
        expect(entries.map(({ position }) => position)).toEqual(numbers.map((n) => n + 1));
        expect(new Set(entries.map(({ messageUid }) => messageUid)).size).toBe(numbers.length);
        const listed = await store.conversations(userId, { limit: 10 });
        expect(listed.map(({ conversation }) => conversation).sort()).toEqual(['even', 'odd']);
        expect(listed[0]!.last.position).toBe(numbers.length);
      }
    });
  });
});
