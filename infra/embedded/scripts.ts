import { statSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { isUserId } from '@parley/envelope';
import type { Clock, Ids, Scripts, ScriptVersion, Target } from '@parley/ports';

/**
 * Scripts as files: each version is one, never changed, in a folder named like the object (`{userId}-{target}.ol`); the
 * file `active` beside them names the one that is switched on. Every file is written aside, synced and renamed, so what
 * is read is always whole, and of two uploads at once both are kept and one is active.
 */
export function createScripts(directory: string, clock: Clock, ids: Ids): Scripts {
  const folderOf = (userId: number, target: Target): string => {
    if (!isUserId(userId) || (target !== 'send' && target !== 'recv'))
      throw new TypeError('not a user id and a target');
    return path.join(directory, `${userId}-${target}.ol`);
  };

  async function writeWhole(file: string, text: string): Promise<void> {
    const aside = `${file}.${ids.uuid()}.tmp`;
    const handle = await open(aside, 'w');
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(aside, file);
    const folder = await open(path.dirname(file), 'r');
    await folder.sync().finally(() => folder.close());
  }

  const readPointer = async (folder: string): Promise<Pointer | null> => {
    const file = path.join(folder, 'active');
    // Asked for everybody on every message, of whom most have no script: the kernel knows that at once, where a read by a
    // thread would end the turn of the event loop, and with it what the bus merges of a message's stages.
    if (statSync(file, { throwIfNoEntry: false }) === undefined) return null;
    const text = await readIfThere(file);
    // Pointers of the first format have only a version, and are there only while it is switched on.
    return text === null
      ? null
      : { enabled: true, revision: 0, ...(JSON.parse(text) as { version: string }) };
  };
  const readVersion = async (folder: string, version: string): Promise<ScriptVersion | null> => {
    if (!versionName.test(version)) return null;
    const source = await readIfThere(path.join(folder, `${version}.ol`));
    return source === null ? null : { version, source, at: timeOf(version) };
  };

  /** Changes to one script's pointer, one after the other. */
  const turns = new Map<string, Promise<unknown>>();
  const inTurn = <T>(folder: string, change: () => Promise<T>): Promise<T> => {
    const turn = (turns.get(folder) ?? Promise.resolve()).then(change, change);
    const settled = turn
      .catch(() => {})
      .then(() => {
        if (turns.get(folder) === settled) turns.delete(folder);
      });
    turns.set(folder, settled);
    return turn;
  };
  /** Writes the pointer that the change makes of the standing one, unless that is newer; null changes nothing. */
  const point = (
    folder: string,
    revision: number,
    change: (standing: Pointer | null) => Omit<Pointer, 'revision'> | null,
  ): Promise<boolean> =>
    inTurn(folder, async () => {
      const standing = await readPointer(folder);
      const next = change(standing);
      if (next === null) return false;
      if (revision >= (standing?.revision ?? 0)) {
        await writeWhole(path.join(folder, 'active'), JSON.stringify({ ...next, revision }));
      }
      return true;
    });

  return {
    async put(userId, target, source, revision) {
      const folder = folderOf(userId, target);
      await mkdir(folder, { recursive: true });
      const at = new Date(clock.now()).toISOString();
      const version = `${at.replace(/[-:.]/g, '')}-${ids.uuid()}`;
      await writeWhole(path.join(folder, `${version}.ol`), source);
      await point(folder, revision, () => ({ version, enabled: true }));
      return { version, source, at };
    },
    async active(userId, target) {
      const folder = folderOf(userId, target);
      const pointer = await readPointer(folder);
      return pointer === null || !pointer.enabled ? null : readVersion(folder, pointer.version);
    },
    version: async (userId, target, version) => readVersion(folderOf(userId, target), version),
    async versions(userId, target, { after, limit }) {
      const names = await namesIn(folderOf(userId, target));
      const versions = names
        .filter((name) => name.endsWith('.ol'))
        .map((name) => name.slice(0, -'.ol'.length))
        .filter((version) => versionName.test(version) && (after === undefined || version < after))
        .sort()
        .reverse();
      return versions.slice(0, limit).map((version) => ({ version, at: timeOf(version) }));
    },
    async activate(userId, target, version, revision) {
      const folder = folderOf(userId, target);
      if ((await readVersion(folder, version)) === null) return false;
      return point(folder, revision, () => ({ version, enabled: true }));
    },
    enable: async (userId, target, revision) =>
      point(folderOf(userId, target), revision, (standing) =>
        standing === null ? null : { version: standing.version, enabled: true },
      ),
    async disable(userId, target, revision) {
      await point(folderOf(userId, target), revision, (standing) =>
        standing === null ? null : { version: standing.version, enabled: false },
      );
    },
    async removeAll(userId) {
      for (const target of ['send', 'recv'] as const) {
        const folder = folderOf(userId, target);
        await inTurn(folder, () => rm(folder, { recursive: true, force: true }));
      }
    },
  };
}

/** Which version of a script is the active one, or was last. */
interface Pointer {
  readonly version: string;
  readonly enabled: boolean;
  /** ms since the epoch: the later change stands. */
  readonly revision: number;
}

/** The time of its upload, to the millisecond, and a UUID. */
const versionName = /^\d{8}T\d{9}Z-[0-9a-f-]{36}$/;
const timeOf = (version: string): string =>
  version.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z.*$/, '$1-$2-$3T$4:$5:$6.$7Z');

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
