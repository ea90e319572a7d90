import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createAccounts, createStore } from '@parley/google';
import { createNotify } from '@parley/pipeline';
import type { RunResult, Store } from '@parley/ports';
import type { LibraryFirestore } from '../../google/firestore/library';
import { clock, emulatedFirestore, ids, newProject } from '../../google/testing/emulated';
import { announce } from '../../relay/announce';
import { read } from '../../relay/social-frames';
import { tellDelivered } from '../../relay/delivered';
import { lookAgain } from '../../relay/watch';
import { countOperations } from './counting';
import {
  announceOperations,
  autoReplyOperations,
  bootstrapOperations,
  deliveredOperations,
  heartbeatOperations,
  jolieExecOperations,
  listingOperations,
  readOperations,
  routerOperations,
  sessionOperations,
  sumOf,
  type Operations,
} from './operations';
import { openPath } from './path';

const ran: RunResult = { kind: 'limit', limit: 'gas', output: '', gas: 1, milliseconds: 1 };

/** A message of ada's (1) to `recipients` people (2, 3, …) on its way, with what each part asked of Firestore. */
async function journey(options: {
  readonly recipients: number;
  readonly scripts: boolean;
  readonly repliers: number;
  readonly online: boolean;
  readonly begun: boolean;
}) {
  const { recipients, scripts, repliers, online, begun } = options;
  const project = newProject();
  const db = emulatedFirestore(project);
  const accountsDb = emulatedFirestore(project, 'accounts');
  const [counter, accountsCounter] = [countOperations(db), countOperations(accountsDb)];
  const store = createStore(db, { clock, ids });
  const accounts = createAccounts(accountsDb);
  const recipientIds = Array.from({ length: recipients }, (_, i) => i + 2);
  const people = [1, ...recipientIds];
  for (const id of people) {
    const restored = await accounts.restore({
      id,
      username: `person-${id}`,
      passwordHash: 'none',
      operator: false,
      identities: [],
    });
    if (!restored) throw new Error(`person-${id} was not restored`);
  }
  for (const userId of people) {
    if (!online) break;
    await store.putLease(`relay-${userId}`, clock.now() + 600_000);
    await store.putSession(
      { sessionId: `session-${userId}`, userId, relayId: `relay-${userId}` },
      clock.now(),
    );
  }
  for (const userId of recipientIds.slice(0, repliers)) {
    await store.changeAutoReply(userId, { enabled: true, messageBody: 'away', minIntervalSeconds: 60 }, 1);
  }

  const path = openPath({
    store,
    clock,
    ids,
    usersExist: async (all) => (await accounts.byIds(all)).length === all.length,
    script: scripts ? { version: '1', source: '', at: '' } : null,
    runner: { run: async () => ran, check: async () => [], close: async () => {} },
  });
  const operations = async (work: () => Promise<unknown>): Promise<Operations> => {
    counter.reset();
    accountsCounter.reset();
    await work();
    const { reads, writes, deletes } = sumOf(counter.counted(), accountsCounter.counted());
    return { reads, writes, deletes };
  };
  // One run in sixteen counts its owner's records: a message whose id does not end so has no such run.
  const messageUid = `${ids.uuid().slice(0, -1)}1`;
  const request = { senderId: 1, messageBody: 'the text of it', recipientIds };
  // The list of stages is read before; where the conversation has begun, it has a message.
  await path.send({ ...request, messageUid: ids.uuid(), messageBody: 'before' });
  if (begun) await path.step();
  path.drop();
  if (scripts) await store.setInterest('jolie-exec', 1, true, clock.now());
  if (repliers > 0) await store.setInterest('auto-reply', 2, true, clock.now());

  const counts: Record<string, Operations> = {
    bootstrap: await operations(() => path.send({ ...request, messageUid })),
  };
  for (const stage of ['jolie-exec', 'auto-reply', 'router']) {
    if (path.next() === stage) counts[stage] = await operations(() => path.step());
  }
  await Promise.all([db.terminate(), accountsDb.terminate()]);
  return counts;
}

describe('the operations of one message', () => {
  it.each([
    { recipients: 1, scripts: false, repliers: 0, online: true, begun: true },
    { recipients: 1, scripts: false, repliers: 0, online: false, begun: false },
    { recipients: 3, scripts: true, repliers: 2, online: true, begun: true },
    { recipients: 40, scripts: true, repliers: 0, online: false, begun: true },
  ])('given %o, then the adapters do what the model says', async (given) => {
    const { recipients, scripts, repliers, online, begun } = given;
    const counts = await journey(given);
    const people = recipients + 1;
    const live = online ? { sessions: people, relays: people } : { sessions: 0, relays: 0 };
    const later = (operations: Operations): Operations => ({ ...operations, deletes: 0 });
    // Without a run that counts: the sixteenth of a read. What expires is deleted by Firestore itself, later.
    const expected: Record<string, Operations> = {
      bootstrap: bootstrapOperations(recipients),
      ...(scripts
        ? {
            'jolie-exec': later({
              ...jolieExecOperations(recipients, people),
              reads: jolieExecOperations(recipients, people).reads - people / 16,
            }),
          }
        : {}),
      ...(repliers > 0 ? { 'auto-reply': later(autoReplyOperations(recipients, repliers, repliers)) } : {}),
      router: routerOperations(recipients, live, begun ? 1 : 0),
    };
    expect(counts).toEqual(expected);
  });
});

describe('the operations of sessions', () => {
  let db: LibraryFirestore;
  let store: Store;
  let counter: ReturnType<typeof countOperations>;
  const now = clock.now();
  const contacts = 4;
  const message = (recipientId: number) => ({
    messageUid: ids.uuid(),
    conversation: `conversation-${recipientId}`,
    messageBody: 'text',
    senderId: 1,
    recipientIds: [recipientId],
    fromAutoReply: false,
    sentAt: new Date(now).toISOString(),
  });

  beforeAll(async () => {
    db = emulatedFirestore(newProject());
    counter = countOperations(db);
    store = createStore(db, { clock, ids });
    await store.putLease('relay', now + 600_000);
    for (let other = 2; other < 2 + contacts; other++) {
      await store.append([1, other], message(other));
      await store.putSession({ sessionId: `session-${other}`, userId: other, relayId: 'relay' }, now);
    }
  });
  beforeEach(() => counter.reset());
  afterAll(() => db.terminate());

  const counted = (): Operations => {
    const { reads, writes, deletes } = counter.counted();
    return { reads, writes, deletes };
  };
  const notify = () => createNotify({ store, publisher: { publish: async () => {} }, clock });

  it('given a heartbeat that looks at people, then the model says what it reads', async () => {
    const people = Array.from({ length: contacts }, (_, i) => i + 2);
    await lookAgain({ store, clock }, [{ people: () => people }]);
    expect(counted()).toEqual(heartbeatOperations(contacts, { sessions: contacts, relays: 1 }));
  });

  it('given a session that comes and goes, then the model says what that takes', async () => {
    const signIns = emulatedFirestore(newProject(), 'accounts');
    const signInCounter = countOperations(signIns);
    const accounts = createAccounts(signIns);
    await accounts.session('unknown');
    await store.putSession({ sessionId: 'mine', userId: 1, relayId: 'relay' }, now);
    await accounts.session('unknown');
    await store.read(1, { before: Number.MAX_SAFE_INTEGER, limit: 1 });
    await store.read(1, { after: 1, limit: 50 });
    await store.deleteSession('mine', now);
    const { reads, writes, deletes } = sumOf(counted(), signInCounter.counted());
    expect({ reads, writes, deletes }).toEqual(sessionOperations(contacts - 1));
    await signIns.terminate();
  });

  it('given a list of conversations, then the model says what it reads', async () => {
    await store.conversations(1, { limit: 50 });
    expect(counted()).toEqual(listingOperations(contacts));
  });

  it('given a person who reads on, then the model says what that takes', async () => {
    const [entry] = await store.read(1, { limit: 1 });
    const { conversation, messageUid } = entry!;
    counter.reset();
    const session = { userId: 1, reply: () => {} };
    await read({ store, notify: notify() }, session as never, { $type: 'Read', conversation, messageUid });
    expect(counted()).toEqual(readOperations(1, { sessions: 1, relays: 1 }));
  });

  it('given a user who came, then the model says what telling others takes', async () => {
    await store.putSession({ sessionId: 'mine', userId: 1, relayId: 'relay' }, now);
    counter.reset();
    await announce({ store, notify: notify(), clock }, 1, 'came');
    const own = { sessions: 1, relays: 1 };
    expect(counted()).toEqual(announceOperations(contacts, own, { sessions: contacts, relays: 1 }));
    await store.deleteSession('mine', now);
  });

  it('given a delivery to a screen, then the model says what telling its sender takes', async () => {
    await tellDelivered({ notify: notify() }, [{ userId: 1, message: { ...message(1), senderId: 2 } }]);
    expect(counted()).toEqual(deliveredOperations({ sessions: 1, relays: 1 }));
  });

  it('given one read more than the model says, then the counts differ', async () => {
    await lookAgain({ store, clock }, [{ people: () => [2] }]);
    await store.head(1);
    expect(counted()).not.toEqual(heartbeatOperations(1, { sessions: 1, relays: 1 }));
  });
});
