import type { Account, Accounts, AccountSession } from '@parley/ports';
import type { Database } from './database';

const keyOf = (username: string) => username.toLowerCase();

/** Accounts on a database file of their own. */
export function createAccounts(db: Database): Accounts {
  return {
    create: (username, passwordHash) =>
      db.write((): Account | null => {
        const inserted = db.run(
          'INSERT OR IGNORE INTO account (username, name_key, password_hash) VALUES (?, ?, ?)',
          username,
          keyOf(username),
          passwordHash,
        );
        return inserted.changes === 0 ? null : { id: Number(inserted.lastInsertRowid), username };
      }),
    async credentials(username) {
      const row = db.get<{ id: number; username: string; password_hash: string }>(
        'SELECT id, username, password_hash FROM account WHERE name_key = ?',
        keyOf(username),
      );
      if (row === undefined) return null;
      return { account: { id: row.id, username: row.username }, passwordHash: row.password_hash };
    },
    async byIds(ids) {
      const sql = 'SELECT id, username FROM account WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id';
      return db.all<Account>(sql, JSON.stringify(ids)).map(({ id, username }) => ({ id, username }));
    },
    async list({ prefix, after = '', limit }) {
      const key = keyOf(prefix);
      const rows = db.all<Account & { name_key: string }>(
        `SELECT id, username, name_key FROM account
           WHERE name_key >= ? AND substr(name_key, 1, ?) = ? AND name_key > ? ORDER BY name_key LIMIT ?`,
        key,
        key.length,
        key,
        keyOf(after),
        limit + 1,
      );
      const users = rows.slice(0, limit).map(({ id, username }) => ({ id, username }));
      return { users, next: rows.length > limit ? users.at(-1)!.username : null };
    },
    async putSession({ sid, userId, createdAt }) {
      await db.write(() => db.run('INSERT OR REPLACE INTO session VALUES (?, ?, ?)', sid, userId, createdAt));
    },
    async session(sid): Promise<AccountSession | null> {
      const row = db.get<{ user_id: number; created_at: number }>(
        'SELECT user_id, created_at FROM session WHERE sid = ?',
        sid,
      );
      return row === undefined ? null : { sid, userId: row.user_id, createdAt: row.created_at };
    },
    async deleteSession(sid) {
      await db.write(() => db.run('DELETE FROM session WHERE sid = ?', sid));
    },
  };
}
