import type { Database } from './database';
import type { Interests } from '@parley/ports';
import { fieldsOf, isBoolean, isNumber, type Shape } from './documents';
import { documentOf } from './paths';

const shape: Shape<{ interested: boolean; at: number }> = { interested: isBoolean, at: isNumber };

/** `users/{userId}/interests/{stage}`. */
export function interests(db: Database): Interests {
  return {
    async setInterest(stage, userId, interested, at) {
      await documentOf(db, userId, 'interests', stage).set({ interested, at });
    },
    async anyInterest(stage, userIds, since) {
      const found = await db.allOf(userIds.map((userId) => documentOf(db, userId, 'interests', stage)));
      return found
        .filter(({ exists }) => exists)
        .map((snapshot) => fieldsOf(snapshot, shape))
        .some(({ interested, at }) => interested || at > since);
    },
  };
}
