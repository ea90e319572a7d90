import type { Database } from './database';
import type { Blocks } from '@parley/ports';
import { documentOf, partOf } from './paths';

/** `users/{userId}/blocks/{blockedId}`: that it is there says all. */
export function blocks(db: Database): Blocks {
  const block = (userId: number, blockedId: number) => documentOf(db, userId, 'blocks', String(blockedId));
  return {
    async block(userId, blockedId) {
      await block(userId, blockedId).set({});
    },
    async unblock(userId, blockedId) {
      await block(userId, blockedId).delete();
    },
    async blocked(userId) {
      const found = await partOf(db, userId, 'blocks').get();
      return found.docs.map(({ id }) => Number(id)).sort((a, b) => a - b);
    },
    async blockersOf(userId, among) {
      const found = await db.allOf(among.map((other) => block(other, userId)));
      return new Set(among.filter((_, i) => found[i]!.exists));
    },
  };
}
