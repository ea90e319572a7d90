import type { Firestore } from '@google-cloud/firestore';
import type { Interests } from '@parley/ports';
import { fieldsOf, isBoolean, isNumber, type Shape } from './documents';
import { allOf, documentOf } from './paths';

const shape: Shape<{ interested: boolean; at: number }> = { interested: isBoolean, at: isNumber };

/** `users/{userId}/interests/{stage}`. */
export function interests(db: Firestore): Interests {
  return {
    async setInterest(stage, userId, interested, at) {
      await documentOf(db, userId, 'interests', stage).set({ interested, at });
    },
    async anyInterest(stage, userIds, since) {
      const found = await allOf(
        db,
        userIds.map((userId) => documentOf(db, userId, 'interests', stage)),
      );
      return found
        .filter(({ exists }) => exists)
        .map((snapshot) => fieldsOf(snapshot, shape))
        .some(({ interested, at }) => interested || at > since);
    },
  };
}
