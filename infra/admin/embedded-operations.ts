import { existsSync, readFileSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import path from 'node:path';
import { rotateKeyRing } from '@parley/accounts';
import {
  backUp,
  EmbeddedError,
  migrateData,
  openBeside,
  openEmbedded,
  restore,
  type Beside,
  type Embedded,
} from '@parley/embedded';
import { sweep } from '@parley/pipeline';
import { silentTelemetry, type Clock, type Ids } from '@parley/ports';
import type { Operations } from './command';

/** The commands on the data of one machine, beside the process that serves from it. */
export function embeddedOperations(
  directory: string,
  { clock, ids }: { readonly clock: Clock; readonly ids: Ids },
): Operations & { close(): Promise<void> } {
  let opened: Beside | null = null;
  let alone: Embedded | null = null;
  const beside = (): Beside => (opened ??= openBeside(directory, { clock, ids }));
  return {
    accounts: () => beside().accounts,
    bus: () => beside().bus,
    settings: () => beside().store,
    source: () => beside(),
    destination: () => (alone ??= openEmbedded({ directory, clock, ids, telemetry: silentTelemetry })),
    clock,
    sweep: (onProgress) => sweep({ ...beside(), clock }, onProgress),
    backUp: (folder, onProgress) => backUp(directory, folder, clock.now(), onProgress),
    restore: (folder, onProgress) => restore(folder, directory, ids.uuid(), clock.now(), onProgress),
    migrate: async () => migrateData(directory),
    async rotateKeys() {
      const file = path.join(directory, 'session-keys');
      if (!existsSync(file)) {
        throw new EmbeddedError(
          'no-data',
          `There are no keys in ${directory}: they come with the first start, or from PARLEY_JWT_KEYS.`,
        );
      }
      const rotated = rotateKeyRing(readFileSync(file, 'utf8').trim(), ids);
      await replaceFile(file, `${rotated.text}\n`);
      return { keys: rotated.keys };
    },
    async close() {
      opened?.close();
      await alone?.close();
    },
  };
}

/** Whole or not at all, and readable by its owner alone. */
async function replaceFile(file: string, text: string): Promise<void> {
  const handle = await open(`${file}.new`, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${file}.new`, file);
}
