import type { Firestore } from '@google-cloud/firestore';
import type { Blocks } from '@parley/ports';
import { allOf, documentOf, partOf } from './paths';

/** `users/{userId}/blocks/{blockedId}`: that it is there says all. */
export function blocks(db: Firestore): Blocks {
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
      const found = await allOf(
        db,
        among.map((other) => block(other, userId)),
      );
      return new Set(among.filter((_, i) => found[i]!.exists));
    },
  };
}
