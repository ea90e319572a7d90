import type { Interests } from '@parley/ports';
import type { Database } from '../database';
import { list } from './list';

export function interests(db: Database): Interests {
  return {
    async setInterest(stage, userId, interested, at) {
      const values = [stage, userId, interested ? 1 : 0, at] as const;
      await db.write(() => db.run('INSERT OR REPLACE INTO interest VALUES (?, ?, ?, ?)', ...values));
    },
    async anyInterest(stage, userIds, since) {
      const found = db.get(
        `SELECT 1 FROM interest WHERE stage = ? AND user_id IN (SELECT value FROM json_each(?))
           AND (interested = 1 OR at > ?) LIMIT 1`,
        stage,
        list(userIds),
        since,
      );
      return found !== undefined;
    },
  };
}
