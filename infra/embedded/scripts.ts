import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
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

  return {
    async put(userId, target, source) {
      const folder = folderOf(userId, target);
      await mkdir(folder, { recursive: true });
      const at = new Date(clock.now()).toISOString();
      const version = `${at.replace(/[-:.]/g, '')}-${ids.uuid()}`;
      await writeWhole(path.join(folder, `${version}.ol`), source);
      await writeWhole(path.join(folder, 'active'), JSON.stringify({ version, at }));
      return { version, source, at };
    },
    async active(userId, target): Promise<ScriptVersion | null> {
      const folder = folderOf(userId, target);
      const pointer = await readIfThere(path.join(folder, 'active'));
      if (pointer === null) return null;
      const { version, at } = JSON.parse(pointer) as { version: string; at: string };
      return { version, at, source: await readFile(path.join(folder, `${version}.ol`), 'utf8') };
    },
    async remove(userId, target) {
      await rm(path.join(folderOf(userId, target), 'active'), { force: true });
    },
  };
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
