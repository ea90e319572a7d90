import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Accounts, Bus, Clock, Ids, Scripts, Store } from '@parley/ports';
import { createAccounts } from './accounts';
import { Database } from './database';
import { findDeadLetter, listDeadLetters, messageAgain, takeDeadLetter } from './dead-letters';
import { EmbeddedError } from './errors';
import { leaveOutside, ringBell } from './outside';
import { accountsMigrations, storeMigrations } from './schema';
import { createScripts } from './scripts';
import { createStore } from './store';

/** The data as a second process may use it while the first one serves. */
export interface Beside {
  readonly store: Store;
  readonly accounts: Accounts;
  readonly scripts: Scripts;
  /** What is published goes to the process that serves, or waits for it. Relays' topics are not here. */
  readonly bus: Pick<Bus, 'publish' | 'deadLetters' | 'deadLetter' | 'replay' | 'deleteTopic'>;
  close(): void;
}

/**
 * Opens a data folder beside the process that serves, which holds it meanwhile: SQLite lets both write, one after the
 * other. Throws an {@link EmbeddedError}: `no-data`, `schema-newer`, `schema-older` (start Parley once, or migrate).
 */
export function openBeside(
  directory: string,
  { clock, ids }: { readonly clock: Clock; readonly ids: Ids },
): Beside {
  const opened: Database[] = [];
  const close = () => {
    for (const database of opened.splice(0)) database.close();
  };
  const open = (file: string, migrations: readonly string[]) => {
    const name = path.join(directory, file);
    if (!existsSync(name)) {
      throw new EmbeddedError(
        'no-data',
        `There is no data of Parley in ${directory}: set PARLEY_DATA to its folder.`,
      );
    }
    const database = new Database(name, migrations, { migrate: false });
    opened.push(database);
    return database;
  };
  try {
    const db = open('parley.db', storeMigrations);
    const accounts = createAccounts(open('accounts.db', accountsMigrations));
    return {
      store: createStore(db),
      accounts,
      scripts: createScripts(path.join(directory, 'scripts'), clock, ids),
      bus: {
        async publish(topic, message) {
          await db.write(() => leaveOutside(db, topic, message));
          ringBell(directory);
        },
        deadLetters: async (after, limit) => listDeadLetters(db, after, limit),
        deadLetter: async (id) => findDeadLetter(db, id),
        async replay(id) {
          const replayed = await db.write(() => {
            const letter = takeDeadLetter(db, id);
            if (letter !== null) leaveOutside(db, letter.topic, messageAgain(letter));
            return letter !== null;
          });
          if (replayed) ringBell(directory);
          return replayed;
        },
        async deleteTopic() {},
      },
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}
