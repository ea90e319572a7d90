import type { Clock } from '@parley/ports';
import { AdminError, adminCodes } from '../errors';
import { readLine, type Line } from './lines';
import type { Transferred, World } from './world';

/** Users whose lines are put in side by side: each of them in its order. */
const sideBySide = 16;

/**
 * Puts an export in. It may be interrupted and done again: what is there stays and nothing comes twice. Throws an
 * {@link AdminError}: `export-damaged` (also when its last line is missing), `account-taken`.
 */
export async function importLines(
  world: World,
  lines: AsyncIterable<string>,
  {
    clock,
    onProgress,
  }: { readonly clock: Pick<Clock, 'now'>; readonly onProgress: (done: Transferred) => void },
): Promise<Transferred> {
  const done = { users: 0, scripts: 0, messages: 0 };
  const running = new Set<Promise<void>>();
  let number = 0;
  let ended: (Line & { kind: 'end' }) | null = null;
  let user: Line[] = [];

  const putUser = async (linesOfUser: readonly Line[]) => {
    const putter = createPutter(world, clock);
    for (const line of linesOfUser) {
      await putter(line);
      if (line.kind === 'message') done.messages++;
      if (line.kind === 'script') done.scripts++;
    }
    done.users++;
    onProgress(done);
  };
  const flush = async () => {
    if (user.length === 0) return;
    while (running.size >= sideBySide) await Promise.race(running);
    const put: Promise<void> = putUser(user).finally(() => running.delete(put));
    running.add(put);
    user = [];
  };

  try {
    for await (const text of lines) {
      if (text === '') continue;
      const line = readLine(text, ++number);
      if (number === 1 ? line.kind !== 'parley' : line.kind === 'parley') {
        throw new AdminError(adminCodes.exportDamaged, 'The file is not an export of Parley.');
      }
      if (line.kind === 'account' || line.kind === 'end') await flush();
      if (line.kind === 'end') ended = line;
      else if (line.kind !== 'parley') user.push(line);
    }
  } finally {
    await Promise.all(running);
  }
  if (ended?.users !== done.users) {
    throw new AdminError(
      adminCodes.exportDamaged,
      'The export ends too early: it was never finished, or was cut.',
    );
  }
  return done;
}

/** Puts the lines of one user in, one after the other. */
function createPutter(
  { accounts, store, scripts }: World,
  clock: Pick<Clock, 'now'>,
): (line: Line) => Promise<void> {
  /** Versions that are there, and how many of the export were seen, by target. */
  const there = new Map<string, string[]>();
  const seen = new Map<string, number>();

  return async (line) => {
    switch (line.kind) {
      case 'account': {
        const { id, username, passwordHash, operator, identities } = line;
        if (await accounts.restore({ id, username, passwordHash, operator, identities })) return;
        throw new AdminError(
          adminCodes.accountTaken,
          `The id ${id} or the name ${JSON.stringify(username)} is another's here.`,
        );
      }
      case 'settings': {
        const { userId, timeZone, autoReply, blocked } = line;
        await store.putUserSettings(userId, { timeZone });
        for (const blockedId of blocked) await store.block(userId, blockedId);
        if (autoReply === null) return;
        await store.changeAutoReply(userId, autoReply, clock.now());
        if (autoReply.enabled) await store.setInterest('auto-reply', userId, true, clock.now());
        return;
      }
      case 'script': {
        const { userId, target, source } = line;
        const number = (seen.get(target) ?? 0) + 1;
        seen.set(target, number);
        if (!there.has(target)) {
          const versions = await scripts.versions(userId, target, { limit: 10_000 });
          there.set(target, versions.map(({ version }) => version).reverse());
        }
        const versions = there.get(target)!;
        if (versions.length < number) {
          versions.push((await scripts.put(userId, target, source, clock.now())).version);
        }
        return;
      }
      case 'active': {
        const { userId, target, number } = line;
        const version = there.get(target)?.[number - 1];
        if (version === undefined) return scripts.disable(userId, target, clock.now());
        await store.setInterest('jolie-exec', userId, true, clock.now());
        await scripts.activate(userId, target, version, clock.now());
        return;
      }
      case 'message':
        await store.append([line.userId], line.message);
        return;
      case 'read':
        await store.markRead(line.userId, line.conversation, line.messageUid);
        return;
    }
  };
}
