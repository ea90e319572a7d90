import { DatabaseSync, type DatabaseSyncInstance, type StatementSyncInstance } from '@photostructure/sqlite';
import { EmbeddedError } from './errors';

/** What a statement takes for a `?`. */
type Parameter = string | number | bigint | null;

/** Operations that one transaction holds at most, so that the event loop is never held long. */
const largestBatch = 1_024;

/** Pages of the file kept in memory, KiB: those to which every message adds stay there. */
const cacheKiB = 32 * 1024;
/**
 * Pages of 4 KiB that the log holds before they are copied into the file: a page that many commits change is copied
 * once. A crash leaves so much to read at the next start.
 */
const pagesBeforeCheckpoint = 8_000;

interface Pending {
  readonly operation: () => unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * A SQLite database with group commit: the writes of one turn of the event loop share a transaction and its one
 * fsync. A write's promise resolves when it is durable (`synchronous=FULL`: after fdatasync of the log).
 */
export class Database {
  /** The version of the schema that the file had. */
  readonly migratedFrom: number;
  readonly #sqlite: DatabaseSyncInstance;
  readonly #statements = new Map<string, StatementSyncInstance>();
  #pending: Pending[] = [];
  #scheduled = false;
  #closed = false;

  /**
   * Opens the file and brings its schema up to date: `migrations[n]` leads from version n to n + 1.
   * Throws `schema-newer` when the file is of a version that is not known yet, and, where it may not `migrate`,
   * `schema-older` when it is of an earlier one.
   */
  constructor(file: string, migrations: readonly string[], { migrate = true }: { migrate?: boolean } = {}) {
    this.#sqlite = new DatabaseSync(file, { timeout: 5_000 });
    this.#sqlite.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON');
    this.#sqlite.exec(`PRAGMA cache_size=-${cacheKiB}; PRAGMA wal_autocheckpoint=${pagesBeforeCheckpoint}`);
    const { user_version: version } = this.#sqlite.prepare('PRAGMA user_version').get() as {
      user_version: number;
    };
    this.migratedFrom = version;
    if (version > migrations.length) {
      this.#sqlite.close();
      throw new EmbeddedError(
        'schema-newer',
        `The data in ${file} was written by a newer version of Parley (schema ${version}; this one knows ${migrations.length}). Run that version, or choose another folder.`,
      );
    }
    if (!migrate && version < migrations.length) {
      this.#sqlite.close();
      throw new EmbeddedError(
        'schema-older',
        `The data in ${file} was written by an earlier version of Parley. Start Parley once, or run \`npm run operator -- migrate\`.`,
      );
    }
    for (let next = version; next < migrations.length; next++) {
      this.#sqlite.exec(`BEGIN IMMEDIATE; ${migrations[next]}; PRAGMA user_version=${next + 1}; COMMIT`);
    }
  }

  /** The first row, or undefined. */
  get<Row>(sql: string, ...parameters: Parameter[]): Row | undefined {
    return this.#statement(sql).get(...parameters) as Row | undefined;
  }

  all<Row>(sql: string, ...parameters: Parameter[]): Row[] {
    return this.#statement(sql).all(...parameters) as Row[];
  }

  /** Changes rows; only inside an operation given to {@link write}. */
  run(sql: string, ...parameters: Parameter[]): { changes: number; lastInsertRowid: number } {
    return this.#statement(sql).run(...parameters) as { changes: number; lastInsertRowid: number };
  }

  /**
   * Runs the operation in the next transaction, together with the others that wait for it, and resolves with its
   * result when the transaction is durable. An operation that throws rejects alone: the others are run again without it.
   * Operations run in the order of their calls.
   */
  write<T>(operation: () => T): Promise<T> {
    if (this.#closed) return Promise.reject(new EmbeddedError('closed', 'The database is closed.'));
    return new Promise<T>((resolve, reject) => {
      this.#pending.push({ operation, resolve: resolve as (value: unknown) => void, reject });
      this.#schedule();
    });
  }

  /** Commits what waits, and closes the file. */
  close(): void {
    if (this.#closed) return;
    while (this.#pending.length > 0) this.#flush();
    this.#closed = true;
    this.#sqlite.close();
  }

  #statement(sql: string): StatementSyncInstance {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const prepared = this.#sqlite.prepare(sql);
    this.#statements.set(sql, prepared);
    return prepared;
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    // After the I/O of this turn: what arrives together is committed together.
    setImmediate(() => {
      this.#scheduled = false;
      if (this.#closed) return;
      this.#flush();
      if (this.#pending.length > 0) this.#schedule();
    });
  }

  #flush(): void {
    const batch = this.#pending.splice(0, largestBatch);
    if (batch.length === 0) return;
    const results: unknown[] = [];
    try {
      this.#transaction(() => {
        for (const { operation } of batch) results.push(operation());
      });
    } catch {
      for (const each of batch) this.#alone(each);
      return;
    }
    batch.forEach(({ resolve }, i) => resolve(results[i]));
  }

  #alone({ operation, resolve, reject }: Pending): void {
    let result: unknown;
    try {
      this.#transaction(() => (result = operation()));
    } catch (error) {
      reject(error);
      return;
    }
    resolve(result);
  }

  #transaction(body: () => void): void {
    this.#sqlite.exec('BEGIN IMMEDIATE');
    try {
      body();
      this.#sqlite.exec('COMMIT');
    } catch (error) {
      this.#sqlite.exec('ROLLBACK');
      throw error;
    }
  }
}
