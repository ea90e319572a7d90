import { mkdirSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import path from 'node:path';
import type { Accounts, Clock, Ids, Scripts, Store, Telemetry } from '@parley/ports';
import { createAccounts } from './accounts';
import { EmbeddedBus } from './bus';
import { Database } from './database';
import { EmbeddedError } from './errors';
import { lockFolder } from './folder-lock';
import { onBell } from './outside';
import { accountsMigrations, storeMigrations } from './schema';
import { createScripts } from './scripts';
import { createStore } from './store';

export { backUp, restore } from './backup';
export type { BackupProgress } from './backup';
export { openBeside } from './beside';
export type { Beside } from './beside';
export type { EmbeddedBus } from './bus';
export { EmbeddedError, embeddedCodes } from './errors';
export { migrateData } from './migrate';
export { systemClock, systemIds } from './system';

/** All ports on one machine, durable under one folder. */
export interface Embedded {
  readonly bus: EmbeddedBus;
  readonly store: Store;
  readonly accounts: Accounts;
  readonly scripts: Scripts;
  /** Takes in what other processes left while nobody served; called once every topic is there. */
  takeIn(): Promise<void>;
  /** Measures what changes by itself: how old messages are, and the disk; called before measurements are read. */
  measure(): Promise<void>;
  /** Ends the deliveries under way, commits what waits, and gives the folder back. */
  close(): Promise<void>;
}

/**
 * Opens the data folder, which is made when it is not there. Throws an {@link EmbeddedError}: `data-in-use`,
 * `schema-newer`, `not-a-folder`.
 */
export function openEmbedded(options: {
  directory: string;
  clock: Clock;
  ids: Ids;
  telemetry: Telemetry;
}): Embedded {
  const { directory, clock, ids, telemetry } = options;
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new EmbeddedError(
      'not-a-folder',
      `The data folder ${directory} can't be made: choose another with PARLEY_DATA.`,
      {
        cause: error,
      },
    );
  }
  const lock = lockFolder(directory);
  const opened: Database[] = [];
  const open = (file: string, migrations: readonly string[]) => {
    const database = new Database(path.join(directory, file), migrations);
    opened.push(database);
    return database;
  };
  try {
    const parley = open('parley.db', storeMigrations);
    const people = open('accounts.db', accountsMigrations);
    const bus = new EmbeddedBus(parley, clock, telemetry);
    const takeIn = () => {
      bus.takeIn().catch(() => telemetry.log('WARNING', 'Messages from outside wait until the next time'));
    };
    const bell = onBell(directory, takeIn);
    return {
      bus,
      takeIn: () => bus.takeIn(),
      store: createStore(parley),
      accounts: createAccounts(people),
      scripts: createScripts(path.join(directory, 'scripts'), clock, ids),
      async measure() {
        bus.measure();
        const { bavail, blocks, bsize } = await statfs(directory);
        telemetry.gauge('parley_disk_free_bytes', bavail * bsize);
        telemetry.gauge('parley_disk_size_bytes', blocks * bsize);
      },
      async close() {
        bell.close();
        await bus.close();
        for (const database of opened) database.close();
        lock.release();
      },
    };
  } catch (error) {
    for (const database of opened) database.close();
    lock.release();
    throw error;
  }
}
export { messagePublished } from './message-published';
