import { DatabaseSync } from '@photostructure/sqlite';
import { EmbeddedError } from './errors';

/**
 * Holds a data folder for one process: an exclusive transaction on a database of its own, which the operating system
 * gives back however the process ends. Throws `data-in-use`.
 */
export function lockFolder(directory: string): { release(): void } {
  const lock = new DatabaseSync(`${directory}/lock.db`, { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    throw new EmbeddedError(
      'data-in-use',
      `Another process has the data in ${directory} open. End it, or choose another folder with PARLEY_DATA.`,
      { cause: error },
    );
  }
  return {
    release() {
      lock.exec('ROLLBACK');
      lock.close();
    },
  };
}
