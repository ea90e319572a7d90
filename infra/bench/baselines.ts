import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';

/** A bare SQLite table with the durability of the product's database: what its figures are measured against. */
function bareTable(file: string): DatabaseSyncInstance {
  const db = new DatabaseSync(file);
  db.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL');
  db.exec('CREATE TABLE IF NOT EXISTS t (id INTEGER PRIMARY KEY AUTOINCREMENT, data TEXT NOT NULL)');
  return db;
}

/** Milliseconds of one durable commit of one row, the median of `commits`. */
export function commitTime(file: string, commits: number, now: () => number): number {
  const db = bareTable(file);
  const insert = db.prepare('INSERT INTO t (data) VALUES (?)');
  const times = Array.from({ length: commits }, () => {
    const from = now();
    insert.run('x'.repeat(300));
    return now() - from;
  }).sort((a, b) => a - b);
  db.close();
  return times[times.length >> 1]!;
}

/** Rows per second that are inserted and deleted again, a durable commit for each hundred of either. */
export function queueRate(file: string, rows: number, now: () => number): number {
  const db = bareTable(file);
  const insert = db.prepare('INSERT INTO t (data) VALUES (?)');
  const remove = db.prepare('DELETE FROM t WHERE id = ?');
  const from = now();
  for (let done = 0; done < rows; done += 100) {
    const ids: number[] = [];
    db.exec('BEGIN IMMEDIATE');
    for (let i = 0; i < 100; i++) ids.push(Number(insert.run('x'.repeat(300)).lastInsertRowid));
    db.exec('COMMIT');
    db.exec('BEGIN IMMEDIATE');
    for (const id of ids) remove.run(id);
    db.exec('COMMIT');
  }
  const seconds = (now() - from) / 1000;
  db.close();
  return rows / seconds;
}
