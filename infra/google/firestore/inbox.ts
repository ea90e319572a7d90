import type { Database, DocumentReference } from './database';
import type { Clock, Ids, Inbox, InboxMessage } from '@parley/ports';
import { GoogleError } from '../errors';
import { hasCode, status } from '../status';
import { createTurns } from '../turns';
import { fieldsOf, isInteger, isString, orAbsent, type Shape } from './documents';
import { documentFor, entryAt, entryFields, entryOf } from './entries';
import { deleteFound, partOf } from './paths';

/** Where a message goes in one inbox. */
type Place =
  | { readonly kind: 'ended' }
  | { readonly kind: 'there'; readonly position: number }
  | {
      readonly kind: 'free';
      readonly position: number;
      readonly lastOfConversation: DocumentReference | null;
    };

interface Head {
  readonly position: number;
  /** Missing at the end of an inbox whose user was forgotten. */
  readonly conversation?: string;
}

const headShape: Shape<Head> = { position: isInteger, conversation: orAbsent(isString) };

const mostTries = 30;
const pauseMilliseconds = 20;

/** The position was taken meanwhile, or the conversation's last entry was replaced. */
const isTaken = (failure: unknown) =>
  hasCode(failure, status.alreadyExists, status.notFound, status.failedPrecondition, status.aborted);

/**
 * Inboxes without a counter: a message's position is one more than the last entry's, and the entry is created under that
 * name, which succeeds for exactly one writer. Whatever was read after the last entry was still so when the creation
 * succeeded: had anything been appended in between, the name would be taken. So no lock is held and no document is
 * written over and over; a writer who comes second reads again.
 */
export function inbox(
  db: Database,
  { clock, ids }: { readonly clock: Clock; readonly ids: Ids },
): Inbox & { end(userId: number): Promise<void> } {
  const turns = createTurns();
  const entries = (userId: number) => partOf(db, userId, 'inbox');

  const headOf = async (userId: number): Promise<Head | null> => {
    const found = await entries(userId)
      .orderBy('position', 'desc')
      .select('position', 'conversation')
      .limit(1)
      .get();
    return found.docs[0] === undefined ? null : fieldsOf(found.docs[0], headShape);
  };

  const placeFor = async (userId: number, message: InboxMessage): Promise<Place> => {
    const head = await headOf(userId);
    if (head !== null && head.conversation === undefined) return { kind: 'ended' };
    const { messageUid, senderId, conversation } = message;
    const [same, last] = await Promise.all([
      entries(userId)
        .where('messageUid', '==', messageUid)
        .where('senderId', '==', senderId)
        .select('position', 'conversation')
        .limit(1)
        .get(),
      entries(userId)
        .where('conversation', '==', conversation)
        .where('isLast', '==', true)
        .select()
        .limit(1)
        .get(),
    ]);
    const [there] = same.docs;
    if (there !== undefined) return { kind: 'there', position: fieldsOf(there, headShape).position };
    return {
      kind: 'free',
      position: (head?.position ?? 0) + 1,
      lastOfConversation: last.docs[0]?.ref ?? null,
    };
  };

  /** Writes the entries in one commit; false when one of their places was taken meanwhile, and then none is written. */
  const write = async (
    message: InboxMessage,
    places: readonly { readonly userId: number; readonly place: Place & { kind: 'free' } }[],
  ): Promise<boolean> => {
    const batch = db.batch();
    for (const { userId, place } of places) {
      const { position, lastOfConversation } = place;
      batch.create(entryAt(db, userId, position), documentFor(userId, position, message));
      if (lastOfConversation !== null) batch.update(lastOfConversation, { isLast: false });
    }
    try {
      await batch.commit();
      return true;
    } catch (failure) {
      if (isTaken(failure)) return false;
      throw failure;
    }
  };

  const pause = (tries: number) =>
    new Promise<void>((resolve) => {
      const [random = 0] = ids.bytes(1);
      clock.setTimer((pauseMilliseconds * Math.min(tries, 10) * random) / 256, resolve);
    });

  /** Places the message in these inboxes: all at once, and after a collision each by itself. */
  const place = async (userIds: readonly number[], message: InboxMessage): Promise<Map<number, number>> => {
    const positions = new Map<number, number>();
    let open = userIds;
    for (let tries = 0; open.length > 0; tries++) {
      if (tries === mostTries) {
        throw new GoogleError('contention', `Others took every place in ${open.length} inboxes.`);
      }
      if (tries > 0) await pause(tries);
      const places = await Promise.all(
        open.map(async (userId) => ({ userId, place: await placeFor(userId, message) })),
      );
      const free: { userId: number; place: Place & { kind: 'free' } }[] = [];
      for (const { userId, place } of places) {
        if (place.kind === 'there') positions.set(userId, place.position);
        if (place.kind === 'free') free.push({ userId, place });
      }
      const groups = tries === 0 ? (free.length === 0 ? [] : [free]) : free.map((each) => [each]);
      const written = await Promise.all(groups.map((group) => write(message, group)));
      open = groups
        .filter((_, i) => !written[i])
        .flat()
        .map(({ userId }) => userId);
      for (const { userId, place } of groups.filter((_, i) => written[i]).flat()) {
        positions.set(userId, place.position);
      }
    }
    return positions;
  };

  return {
    async append(userIds, message) {
      // In one process one after the other, so that it does not collide with itself.
      const positions = await turns.inTurn(userIds, () => place(userIds, message));
      return userIds
        .filter((userId) => positions.has(userId))
        .map((userId) => ({ userId, position: positions.get(userId)! }));
    },
    async read(userId, { after = 0, before, conversation = '', limit }) {
      const backwards = before !== undefined && after === 0;
      let query = entries(userId)
        .orderBy('position', backwards ? 'desc' : 'asc')
        .select(...entryFields, 'isEnd');
      if (conversation !== '') query = query.where('conversation', '==', conversation);
      if (after > 0) query = query.where('position', '>', after);
      if (before !== undefined) query = query.where('position', '<', before);
      const { docs } = await query.limit(limit).get();
      // The end of a forgotten user's inbox is no entry.
      const found = docs.filter((snapshot) => snapshot.get('isEnd') !== true).map(entryOf);
      return backwards ? found.reverse() : found;
    },
    async head(userId) {
      const head = await headOf(userId);
      return head?.conversation === undefined ? 0 : head.position;
    },
    async end(userId) {
      await turns.inTurn([userId], async () => {
        for (let tries = 0; ; tries++) {
          if (tries === mostTries) {
            throw new GoogleError('contention', 'Others took every place in an inbox that ends.');
          }
          const head = await headOf(userId);
          if (head !== null && head.conversation === undefined) break;
          const position = (head?.position ?? 0) + 1;
          try {
            await entryAt(db, userId, position).create({ position, isEnd: true });
            break;
          } catch (failure) {
            if (!isTaken(failure)) throw failure;
            await pause(tries + 1);
          }
        }
      });
      await deleteFound(db, entries(userId).where('isLast', 'in', [true, false]));
    },
  };
}
