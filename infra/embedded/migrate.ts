import { existsSync } from 'node:fs';
import path from 'node:path';
import { Database } from './database';
import { EmbeddedError } from './errors';
import { lockFolder } from './folder-lock';
import { accountsMigrations, storeMigrations } from './schema';

/**
 * Brings the data in a folder to the schema of this version, as opening it does, and says what it was. Throws an
 * {@link EmbeddedError}: `no-data`, `data-in-use`, `schema-newer`.
 */
export function migrateData(directory: string): { readonly from: number; readonly to: number } {
  const store = path.join(directory, 'parley.db');
  if (!existsSync(store)) {
    throw new EmbeddedError(
      'no-data',
      `There is no data of Parley in ${directory}: set PARLEY_DATA to its folder.`,
    );
  }
  const lock = lockFolder(directory);
  try {
    const database = new Database(store, storeMigrations);
    const { migratedFrom: from } = database;
    database.close();
    new Database(path.join(directory, 'accounts.db'), accountsMigrations).close();
    return { from, to: storeMigrations.length };
  } finally {
    lock.release();
  }
}
