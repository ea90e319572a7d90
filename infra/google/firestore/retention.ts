import type { Database } from './database';
import type { Retention } from '@parley/ports';
import { dayOf } from './days';
import { deleteFound, partOf, partsOfUser } from './paths';

/**
 * Deletes by the day: a sweep leaves what is of the same day as its limit to the next one. TTL policies on `expireAt`
 * do the same without being asked, some hours later.
 */
export function retention(db: Database, inbox: { end(userId: number): Promise<void> }): Retention {
  const before = (collection: 'runs' | 'claims' | 'replies', at: string) =>
    db.collectionGroup(collection).where('day', '<', dayOf(at)).orderBy('day');
  return {
    async sweep({ runs, replies }, limit) {
      const deleted = await Promise.all([
        deleteFound(db, before('runs', runs), limit),
        deleteFound(db, before('claims', replies), limit),
        deleteFound(db, before('replies', replies), limit),
      ]);
      return deleted.reduce((sum, each) => sum + each, 0);
    },
    async forgetUser(userId) {
      await inbox.end(userId);
      await Promise.all(partsOfUser.map((part) => deleteFound(db, partOf(db, userId, part))));
    },
  };
}
