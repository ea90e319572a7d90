import type { Blocks } from '@parley/ports';
import type { Database } from '../database';
import { list } from './list';

export function blocks(db: Database): Blocks {
  return {
    async block(userId, blockedId) {
      await db.write(() => db.run('INSERT OR IGNORE INTO block VALUES (?, ?)', userId, blockedId));
    },
    async unblock(userId, blockedId) {
      await db.write(() =>
        db.run('DELETE FROM block WHERE user_id = ? AND blocked_id = ?', userId, blockedId),
      );
    },
    async blocked(userId) {
      const sql = 'SELECT blocked_id AS id FROM block WHERE user_id = ? ORDER BY blocked_id';
      return db.all<{ id: number }>(sql, userId).map(({ id }) => id);
    },
    async blockersOf(userId, among) {
      const rows = db.all<{ id: number }>(
        `SELECT user_id AS id FROM block
           WHERE blocked_id = ? AND user_id IN (SELECT value FROM json_each(?))`,
        userId,
        list(among),
      );
      return new Set(rows.map(({ id }) => id));
    },
  };
}
