import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { messageAt, uidOf } from '../testing/messages';
import { newSummary } from '../model/summary';
import type { Unconfirmed } from '../model/outbox';
import { IndexedKept } from './indexed';
import { noChanges, type Changes } from './kept';

const { conversation } = messageAt(1);
const waiting = (n: number): Unconfirmed => ({
  messageUid: uidOf(n),
  conversation,
  recipientIds: [2],
  text: `written ${n}`,
  writtenAt: n,
  state: 'sending',
});
const changes = (change: Partial<Changes>): Changes => ({ ...noChanges, ...change });
const received = (...positions: number[]) =>
  changes({
    messages: positions.map((position) => messageAt(position)),
    progress: { tailFrom: 10, cursor: `c${positions.at(-1)}`, reached: positions.at(-1)! },
  });
const positionsOf = (page: { messages: readonly { position: number }[] } | null) =>
  page?.messages.map(({ position }) => position);

let user = 0;
let kept: IndexedKept;
let tab: IndexedKept;
beforeEach(async () => {
  user++;
  kept = new IndexedKept(user);
  tab = new IndexedKept(user);
  await kept.read();
});
afterEach(async () => {
  jest.restoreAllMocks();
  await kept.erase();
});

describe('what a device keeps', () => {
  it('is found again by the next visit', async () => {
    // given
    const summary = { ...newSummary(conversation, [2]), readBy: new Map([[2, 12]]) };
    await kept.write(received(11, 12));
    await kept.write(
      changes({
        summaries: [summary],
        waiting: new Map([[uidOf(70), waiting(70)]]),
        drafts: new Map([[conversation, 'begun']]),
        delivered: new Map([[uidOf(12), [2]]]),
      }),
    );
    // when
    const left = await tab.read();
    // then
    expect(left).toEqual({
      progress: { tailFrom: 10, cursor: 'c12', reached: 12 },
      summaries: [summary],
      waiting: [waiting(70)],
      drafts: new Map([[conversation, 'begun']]),
      delivered: new Map([[uidOf(12), [2]]]),
    });
  });

  it('is one person’s: another finds nothing', async () => {
    await kept.write(received(11));
    expect((await new IndexedKept(9999).read()).progress).toBeNull();
  });

  it('is read back page by page, as far as it has no gap', async () => {
    // given the tail from 11 on, and an older page that does not reach it
    await kept.write(received(11, 12, 13, 14));
    await kept.write(
      changes({
        messages: [messageAt(4), messageAt(5)],
        covers: [{ conversation, range: { from: 4, to: 6 } }],
      }),
    );
    // then
    expect(await kept.page(conversation, Infinity, 2)).toMatchObject({ covers: { from: 13, to: 14 } });
    const rest = await kept.page(conversation, 13, 50);
    expect(positionsOf(rest)).toEqual([11, 12]);
    expect(rest!.covers).toEqual({ from: 11, to: 12 });
    expect(await kept.page(conversation, 11, 50)).toBeNull();
    // when the gap closes
    await kept.write(changes({ covers: [{ conversation, range: { from: 7, to: 10 } }] }));
    // then
    expect(positionsOf(await kept.page(conversation, 11, 50))).toEqual([4, 5]);
  });

  it('forgets what was received but not what was written', async () => {
    // given
    await kept.write(received(11));
    await kept.write(
      changes({ waiting: new Map([[uidOf(1), waiting(1)]]), drafts: new Map([[conversation, 'begun']]) }),
    );
    // when
    await kept.clear();
    // then
    const left = await tab.read();
    expect(left).toMatchObject({ progress: null, waiting: [waiting(1)] });
    expect(left.drafts.get(conversation)).toBe('begun');
    expect(await tab.find(conversation, uidOf(11))).toBeNull();
  });

  it('is gone when its person signs out, also while another tab has it open', async () => {
    // given
    await kept.write(received(11));
    await tab.read();
    // when
    await kept.erase();
    // then
    expect((await new IndexedKept(user).read()).progress).toBeNull();
    await tab.write(received(12));
    expect(await tab.page(conversation, Infinity, 10)).toBeNull();
  });
});

describe('two tabs of one person', () => {
  it('add to each other, whatever the order of their writing', async () => {
    // given
    await tab.read();
    // when
    await Promise.all([
      kept.write(received(11, 12)),
      tab.write(received(11, 12, 13)),
      kept.write(received(12)),
    ]);
    await Promise.all([
      kept.write(changes({ covers: [{ conversation, range: { from: 1, to: 4 } }] })),
      tab.write(changes({ covers: [{ conversation, range: { from: 5, to: 10 } }] })),
    ]);
    await tab.write(received(13));
    // then
    expect(positionsOf(await kept.page(conversation, Infinity, 10))).toEqual([11, 12, 13]);
    expect((await kept.page(conversation, 11, 10))!.covers).toEqual({ from: 1, to: 10 });
  });

  it('do not mix what one received before everything was forgotten with what came after', async () => {
    // given
    await tab.read();
    await kept.clear();
    // when
    await tab.write({ ...received(11), drafts: new Map([[conversation, 'begun']]) });
    // then
    const left = await new IndexedKept(user).read();
    expect(left.progress).toBeNull();
    expect(left.drafts.get(conversation)).toBe('begun');
  });

  it('do not take for waiting what the other one received', async () => {
    // given
    await kept.write(changes({ waiting: new Map([[uidOf(11), waiting(11)]]) }));
    // when
    await kept.write(changes({ messages: [messageAt(11)] }));
    // then
    expect((await tab.read()).waiting).toEqual([]);
  });
});

describe('a device that will not', () => {
  it('keeps what only it has when it is full of what the server has too', async () => {
    // given
    await kept.write(received(11));
    const put = IDBObjectStore.prototype.put;
    jest.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
      this: IDBObjectStore,
      value,
      key,
    ) {
      if (this.name === 'messages') throw new DOMException('full', 'QuotaExceededError');
      return put.call(this, value, key);
    });
    // when
    await kept.write({ ...received(12), drafts: new Map([[conversation, 'begun']]) });
    // then
    const left = await tab.read();
    expect(left.drafts.get(conversation)).toBe('begun');
    expect(left.progress).toBeNull();
    expect(kept.lasts.get()).toBe(true);
  });

  it('says so when it keeps nothing any more, and catches up when it has room again', async () => {
    // given
    const full = jest.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    // when
    await kept.write(changes({ drafts: new Map([[conversation, 'begun']]) }));
    // then
    expect(kept.lasts.get()).toBe(false);
    // when
    full.mockRestore();
    await kept.write(changes({ waiting: new Map([[uidOf(12), waiting(12)]]) }));
    // then
    expect(kept.lasts.get()).toBe(true);
    const left = await tab.read();
    expect(left.drafts.get(conversation)).toBe('begun');
    expect(left.waiting).toHaveLength(1);
  });

  it.each([
    [
      'allows no database',
      () => {
        throw new DOMException('blocked', 'SecurityError');
      },
    ],
    [
      'fails to open it',
      () => {
        throw new Error('broken');
      },
    ],
  ])('%s is as one that keeps nothing', async (_, fails) => {
    // given
    jest.spyOn(indexedDB, 'open').mockImplementation(fails);
    const none = new IndexedKept(user + 5000);
    // then
    expect((await none.read()).progress).toBeNull();
    expect(none.lasts.get()).toBe(false);
    await none.write(received(11));
    await none.clear();
    expect(await none.page(conversation, Infinity, 10)).toBeNull();
    expect(await none.find(conversation, uidOf(11))).toBeNull();
  });
});
