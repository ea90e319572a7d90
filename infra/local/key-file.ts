import { mkdir, open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { makeKeyRing } from '@parley/accounts';
import type { Ids } from '@parley/ports';

const isCode = (failure: unknown, code: string) => (failure as { code?: unknown } | null)?.code === code;

/** The key ring that is kept with the data; made at the first start, readable by its owner alone. */
export async function keptKeyRing(directory: string, ids: Ids): Promise<string> {
  const file = path.join(directory, 'session-keys');
  await mkdir(directory, { recursive: true, mode: 0o700 });
  try {
    // Exclusively: of two processes that start at once, one makes it and both read it.
    const handle = await open(file, 'wx', 0o600);
    try {
      await handle.writeFile(`${makeKeyRing(ids)}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (failure) {
    if (!isCode(failure, 'EEXIST')) throw failure;
  }
  return (await readFile(file, 'utf8')).trim();
}
