import { systemClock as clock } from '@parley/embedded';
import type { InboxMessage } from '@parley/ports';
import type { World } from '../index';

const uid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** Two people with all that moves: accounts of both kinds, scripts with versions, settings, blocks, messages, readings. */
export async function populate({ accounts, store, scripts }: World): Promise<void> {
  await accounts.restore({ id: 7, username: 'Ada', passwordHash: 'hash', operator: true, identities: [] });
  await accounts.restore({
    id: 3,
    username: 'ben',
    passwordHash: null,
    operator: false,
    identities: ['firebase:1'],
  });
  for (const source of ['one', 'two', 'three æ']) await scripts.put(7, 'recv', source, clock.now());
  const [, second] = await scripts.versions(7, 'recv', { limit: 3 });
  await scripts.activate(7, 'recv', second!.version, clock.now());
  await scripts.put(7, 'send', 'off', clock.now());
  await scripts.disable(7, 'send', clock.now());
  await store.putUserSettings(3, { timeZone: 'Europe/Copenhagen' });
  await store.changeAutoReply(3, { enabled: true, messageBody: 'away', minIntervalSeconds: 60 }, clock.now());
  await store.block(3, 99);
  for (let n = 1; n <= 5; n++) {
    const message: InboxMessage = {
      messageUid: uid(n),
      conversation: n % 2 === 0 ? 'even' : 'odd',
      messageBody: `text ${n}`,
      senderId: n % 2 === 0 ? 7 : 3,
      recipientIds: n % 2 === 0 ? [3] : [7, 99],
      fromAutoReply: n === 4,
      ...(n === 4 ? { causedBy: uid(3) } : {}),
      sentAt: '2026-01-02T03:04:05.000Z',
    };
    await store.append([3, 7], message);
  }
  await store.markRead(7, 'odd', uid(3));
}

/** Texts as a file of them would give them. */
export async function* linesOf(lines: AsyncIterable<unknown>): AsyncGenerator<string> {
  for await (const line of lines) yield JSON.stringify(line);
}

export async function allOf<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
