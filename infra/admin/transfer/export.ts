import type { Target } from '@parley/ports';
import type { Line } from './lines';
import type { World } from './world';

const page = 200;
const targets: readonly Target[] = ['send', 'recv'];

/** Everything that moves, user by user; what is sent meanwhile may be missing. */
export async function* exportLines(world: World, at: number): AsyncGenerator<Line> {
  yield { kind: 'parley', format: 1, at: new Date(at).toISOString() };
  let users = 0;
  for (let after: string | undefined; ;) {
    const listed: Awaited<ReturnType<World['accounts']['list']>> = await world.accounts.list({
      prefix: '',
      limit: page,
      ...(after === undefined ? {} : { after }),
    });
    for (const { id } of listed.users) {
      const account = await world.accounts.copyOf(id);
      if (account === null) continue;
      users++;
      yield { kind: 'account', ...account };
      yield* ofUser(world, id);
    }
    if (listed.next === null) break;
    after = listed.next;
  }
  yield { kind: 'end', users };
}

async function* ofUser({ store, scripts }: World, userId: number): AsyncGenerator<Line> {
  const { timeZone } = await store.userSettings(userId);
  const [autoReply, blocked] = [await store.autoReply(userId), await store.blocked(userId)];
  yield { kind: 'settings', userId, timeZone, autoReply, blocked };
  for (const target of targets) {
    const versions = await allVersions(scripts, userId, target);
    if (versions.length === 0) continue;
    for (const version of versions) {
      const script = await scripts.version(userId, target, version);
      if (script !== null) yield { kind: 'script', userId, target, source: script.source };
    }
    const active = await scripts.active(userId, target);
    const number = active === null ? 0 : versions.indexOf(active.version) + 1;
    yield { kind: 'active', userId, target, number };
  }
  const uids = new Map<number, string>();
  for (let after = 0; ;) {
    const entries = await store.read(userId, { after, limit: page });
    for (const { position, ...message } of entries) {
      yield { kind: 'message', userId, message };
      uids.set(position, message.messageUid);
      after = position;
    }
    if (entries.length < page) break;
  }
  for (let before: number | undefined; ;) {
    const listed = await store.conversations(userId, {
      limit: page,
      ...(before === undefined ? {} : { before }),
    });
    for (const { conversation, readTo, last } of listed) {
      const messageUid = uids.get(readTo);
      if (messageUid !== undefined) yield { kind: 'read', userId, conversation, messageUid };
      before = last.position;
    }
    if (listed.length < page) break;
  }
}

/** The names of all versions, the earliest first. */
async function allVersions(scripts: World['scripts'], userId: number, target: Target): Promise<string[]> {
  const names: string[] = [];
  for (;;) {
    const after = names.at(-1);
    const listed = await scripts.versions(userId, target, {
      limit: page,
      ...(after === undefined ? {} : { after }),
    });
    names.push(...listed.map(({ version }) => version));
    if (listed.length < page) return names.reverse();
  }
}
