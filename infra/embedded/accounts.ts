import type { Account, Accounts, AccountSession } from '@parley/ports';
import type { Database } from './database';

interface SessionRow {
  readonly sid: string;
  readonly user_id: number;
  readonly created_at: number;
  readonly used_at: number;
  readonly device: string;
}

const sessionOf = (row: SessionRow): AccountSession => ({
  sid: row.sid,
  userId: row.user_id,
  createdAt: row.created_at,
  usedAt: row.used_at,
  device: row.device,
});

const keyOf = (username: string) => username.toLowerCase();

/** Accounts on a database file of their own. */
export function createAccounts(db: Database): Accounts {
  const insert = (username: string, passwordHash: string): Account | null => {
    const inserted = db.run(
      'INSERT OR IGNORE INTO account (username, name_key, password_hash) VALUES (?, ?, ?)',
      username,
      keyOf(username),
      passwordHash,
    );
    return inserted.changes === 0 ? null : { id: Number(inserted.lastInsertRowid), username };
  };
  const ofIdentity = (identity: string): Account | null => {
    const row = db.get<Account>(
      'SELECT id, username FROM account JOIN identity ON user_id = id WHERE identity = ?',
      identity,
    );
    return row === undefined ? null : { id: row.id, username: row.username };
  };
  return {
    create: (username, passwordHash) => db.write(() => insert(username, passwordHash)),
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
    async passwordHash(userId) {
      const sql = 'SELECT password_hash AS hash FROM account WHERE id = ?';
      const hash = db.get<{ hash: string }>(sql, userId)?.hash ?? '';
      return hash === '' ? null : hash;
    },
    async setPasswordHash(userId, passwordHash) {
      await db.write(() => db.run('UPDATE account SET password_hash = ? WHERE id = ?', passwordHash, userId));
    },
    ofIdentity: async (identity) => ofIdentity(identity),
    createForIdentity: (identity, username) =>
      db.write((): Account | null => {
        const standing = ofIdentity(identity);
        if (standing !== null) return standing;
        const account = insert(username, '');
        if (account !== null) db.run('INSERT INTO identity VALUES (?, ?)', identity, account.id);
        return account;
      }),
    async copyOf(userId) {
      const row = db.get<{ id: number; username: string; hash: string; operator: number }>(
        'SELECT id, username, password_hash AS hash, operator FROM account WHERE id = ?',
        userId,
      );
      if (row === undefined) return null;
      const sql = 'SELECT identity FROM identity WHERE user_id = ? ORDER BY identity';
      return {
        id: row.id,
        username: row.username,
        passwordHash: row.hash === '' ? null : row.hash,
        operator: row.operator === 1,
        identities: db.all<{ identity: string }>(sql, userId).map(({ identity }) => identity),
      };
    },
    restore: ({ id, username, passwordHash, operator, identities }) =>
      db.write(() => {
        db.run(
          'INSERT OR IGNORE INTO account (id, username, name_key, password_hash, operator) VALUES (?, ?, ?, ?, ?)',
          id,
          username,
          keyOf(username),
          passwordHash ?? '',
          operator ? 1 : 0,
        );
        const there = db.get('SELECT 1 FROM account WHERE id = ? AND name_key = ?', id, keyOf(username));
        if (there === undefined) return false;
        for (const identity of identities)
          db.run('INSERT OR IGNORE INTO identity VALUES (?, ?)', identity, id);
        return true;
      }),
    async remove(userId) {
      await db.write(() => {
        db.run('DELETE FROM session WHERE user_id = ?', userId);
        db.run('DELETE FROM account WHERE id = ?', userId);
      });
    },
    isOperator: async (userId) =>
      db.get<{ operator: number }>('SELECT operator FROM account WHERE id = ?', userId)?.operator === 1,
    setOperator: (userId, operator) =>
      db.write(
        () => db.run('UPDATE account SET operator = ? WHERE id = ?', operator ? 1 : 0, userId).changes > 0,
      ),
    async putSession({ sid, userId, createdAt, usedAt, device }) {
      const sql =
        'INSERT OR REPLACE INTO session (sid, user_id, created_at, used_at, device) VALUES (?, ?, ?, ?, ?)';
      await db.write(() => db.run(sql, sid, userId, createdAt, usedAt, device));
    },
    async touchSession(sid, usedAt) {
      await db.write(() => db.run('UPDATE session SET used_at = max(used_at, ?) WHERE sid = ?', usedAt, sid));
    },
    async session(sid) {
      const row = db.get<SessionRow>('SELECT * FROM session WHERE sid = ?', sid);
      return row === undefined ? null : sessionOf(row);
    },
    async sessionsOf(userId) {
      const sql = 'SELECT * FROM session WHERE user_id = ? ORDER BY used_at DESC, created_at DESC, sid';
      return db.all<SessionRow>(sql, userId).map(sessionOf);
    },
    async deleteSession(sid) {
      await db.write(() => db.run('DELETE FROM session WHERE sid = ?', sid));
    },
    deleteSessionsOf: (userId, except) =>
      db.write(() => {
        const others = db.all<{ sid: string }>(
          'SELECT sid FROM session WHERE user_id = ? AND sid <> ? ORDER BY sid',
          userId,
          except ?? '',
        );
        for (const { sid } of others) db.run('DELETE FROM session WHERE sid = ?', sid);
        return others.map(({ sid }) => sid);
      }),
    sweepSessions: (usedBefore) =>
      db.write(() => db.run('DELETE FROM session WHERE used_at < ?', usedBefore).changes),
  };
}
