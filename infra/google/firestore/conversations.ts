import type { Database, Query } from './database';
import type { Clock, Conversation, Conversations, InboxEntry } from '@parley/ports';
import { createPace } from '../pace';
import { fieldsIfThere, isInteger, type Shape } from './documents';
import { entryFields, entryOf, membersOf } from './entries';
import { chunksOf, documentOf, partOf } from './paths';
import { searchInbox } from './search';

const readShape: Shape<{ readTo: number }> = { readTo: isInteger };
/** Conversations looked at for the people in them, at a time. */
const page = 100;

/**
 * Conversations are seen from the inbox's entries: the last one of each says so (`isLast`). How far a user read lies in
 * `users/{userId}/reads/{conversation}`, written at most once a second.
 */
export function conversations(db: Database, clock: Clock): Conversations {
  const entries = (userId: number) => partOf(db, userId, 'inbox');
  const lastFirst = (userId: number): Query =>
    entries(userId).where('isLast', '==', true).orderBy('position', 'desc');
  const readOf = (userId: number, conversation: string) => documentOf(db, userId, 'reads', conversation);
  const writeRead = createPace<number>(clock, async (path, position) => {
    await db.runTransaction(async (transaction) => {
      const document = db.doc(path);
      const standing = fieldsIfThere(await transaction.get(document), readShape)?.readTo ?? 0;
      if (position > standing) transaction.set(document, { readTo: position });
    });
  });

  const unreadIn = async (userId: number, last: InboxEntry, readTo: number): Promise<number> => {
    if (readTo >= last.position) return 0;
    const unread = entries(userId)
      .where('conversation', '==', last.conversation)
      .where('isOwn', '==', false)
      .where('position', '>', readTo);
    return db.countOf(unread);
  };

  return {
    async conversations(userId, { before, limit }) {
      const earlier =
        before === undefined ? lastFirst(userId) : lastFirst(userId).where('position', '<', before);
      const { docs } = await earlier
        .select(...entryFields)
        .limit(limit)
        .get();
      const lasts = docs.map(entryOf);
      const reads = await db.allOf(lasts.map(({ conversation }) => readOf(userId, conversation)));
      return Promise.all(
        lasts.map(async (last, i): Promise<Conversation> => {
          const readTo = fieldsIfThere(reads[i]!, readShape)?.readTo ?? 0;
          return {
            conversation: last.conversation,
            memberIds: membersOf(last),
            last,
            unread: await unreadIn(userId, last, readTo),
            readTo,
          };
        }),
      );
    },
    async markRead(userId, conversation, messageUid) {
      const { docs } = await entries(userId)
        .where('conversation', '==', conversation)
        .where('messageUid', '==', messageUid)
        .select(...entryFields)
        .get();
      const [entry] = docs.map(entryOf).sort((a, b) => b.position - a.position);
      if (entry === undefined) return null;
      const memberIds = membersOf(entry);
      const document = readOf(userId, conversation);
      const readTo = fieldsIfThere(await document.get(), readShape)?.readTo ?? 0;
      if (entry.position <= readTo) return { memberIds, changed: false };
      return { memberIds, changed: await writeRead(document.path, entry.position) };
    },
    search: (userId, query) => searchInbox(entries(userId), query),
    async acquainted(userId, others) {
      const wanted = new Set(others);
      const found = await Promise.all(
        chunksOf([...wanted]).map((chunk) =>
          entries(userId)
            .where('isLast', '==', true)
            .where('members', 'array-contains-any', chunk)
            .select('senderId', 'recipientIds')
            .get(),
        ),
      );
      const people = found.flatMap(({ docs }) =>
        docs.flatMap((snapshot) =>
          membersOf({
            senderId: snapshot.get('senderId') as number,
            recipientIds: snapshot.get('recipientIds') as number[],
          }),
        ),
      );
      return new Set(people.filter((person) => wanted.has(person)));
    },
    async acquaintances(userId, limit) {
      const people = new Set<number>();
      let rest = lastFirst(userId)
        .select(...entryFields)
        .limit(page);
      for (;;) {
        const { docs } = await rest.get();
        for (const snapshot of docs) {
          for (const member of membersOf(entryOf(snapshot))) if (member !== userId) people.add(member);
        }
        if (docs.length < page || people.size >= limit) return [...people].slice(0, limit);
        rest = rest.startAfter(docs.at(-1)!.get('position'));
      }
    },
  };
}
