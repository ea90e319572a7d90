import type { CollectionReference, Database, DocumentReference, Query } from './database';

/** What lies under one user, and goes with them; the inbox besides. */
export const partsOfUser = [
  'blocks',
  'claims',
  'interests',
  'presence',
  'reads',
  'replies',
  'runs',
  'settings',
  'suspensions',
] as const;

type Part = (typeof partsOfUser)[number] | 'inbox';

/** `users/{userId}/{part}`. The user has no document: only what lies under it. */
export const partOf = (db: Database, userId: number, part: Part): CollectionReference =>
  db.collection(`users/${userId}/${part}`);

/** A document under one user. */
export const documentOf = (db: Database, userId: number, part: Part, name: string): DocumentReference =>
  db.doc(`users/${userId}/${part}/${name}`);

/** Parts of a list, as long as Firestore takes values in one `in`. */
export function chunksOf<T>(items: readonly T[], size = 30): T[][] {
  const chunks: T[][] = [];
  for (let from = 0; from < items.length; from += size) chunks.push(items.slice(from, from + size));
  return chunks;
}

/** Deletes what a query finds, a page at a time, and returns how many documents that were. */
export async function deleteFound(
  db: Database,
  query: Query,
  limit = Number.POSITIVE_INFINITY,
): Promise<number> {
  const page = 300;
  for (let deleted = 0; ;) {
    const found = await query.limit(Math.min(page, limit - deleted)).get();
    const batch = db.batch();
    for (const { ref } of found.docs) batch.delete(ref);
    await batch.commit();
    deleted += found.size;
    if (found.size < page || deleted >= limit) return deleted;
  }
}
