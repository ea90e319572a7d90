import type { Database, DocumentSnapshot, Writes } from './database';
import { presenceFrom, type LiveSession, type Presence } from '@parley/ports';
import { daysAfter } from './days';
import { fieldsIfThere, fieldsOf, isInteger, isString, type Shape } from './documents';
import { chunksOf, documentOf } from './paths';

interface StoredSession {
  readonly userId: number;
  readonly relayId: string;
  readonly since: number;
}

const sessionShape: Shape<StoredSession> = { userId: isInteger, relayId: isString, since: isInteger };
const leaseShape: Shape<{ until: number }> = { until: isInteger };
const seenShape: Shape<{ at: number }> = { at: isInteger };

/** No socket lives that long: its relay's platform cuts it after an hour. */
const sessionDays = 2;
/** Dead relays are taken away by the janitor long before. */
const leaseDays = 7;
const sessionsAtOnce = 100;

/**
 * `leases/{relayId}`, written by its relay every 10 s; `sessions/{sessionId}`, created and deleted once; and
 * `users/{userId}/presence/seen`, written when a session ends.
 */
export function presence(db: Database): Presence {
  const leaseOf = (relayId: string) => db.doc(`leases/${relayId}`);
  const seenOf = (userId: number) => documentOf(db, userId, 'presence', 'seen');

  const sessionsOfUsers = async (userIds: readonly number[]) => {
    const pages = await Promise.all(
      chunksOf([...new Set(userIds)]).map((chunk) =>
        db.collection('sessions').where('userId', 'in', chunk).get(),
      ),
    );
    const sessions = pages
      .flatMap(({ docs }) => docs)
      .map((snapshot) => ({ sessionId: snapshot.id, ...fieldsOf(snapshot, sessionShape) }));
    const relays = [...new Set(sessions.map(({ relayId }) => relayId))];
    const leases = await db.allOf(relays.map(leaseOf));
    const until = new Map(
      relays.map((relayId, i) => [relayId, fieldsIfThere(leases[i]!, leaseShape)?.until ?? null]),
    );
    return sessions
      .map((session) => ({ ...session, until: until.get(session.relayId) ?? null }))
      .filter((session): session is typeof session & { until: number } => session.until !== null);
  };

  /** Forgets the session; its user was seen then, unless they were seen later. */
  const end = (writes: Writes, session: DocumentSnapshot, seen: DocumentSnapshot, at: number) => {
    const latest = Math.max(at, fieldsIfThere(seen, seenShape)?.at ?? 0);
    writes.set(seen.ref, { at: latest });
    writes.delete(session.ref);
  };

  return {
    async putLease(relayId, until) {
      await leaseOf(relayId).set({ until, expireAt: daysAfter(until, leaseDays) });
    },
    async deleteLease(relayId, at) {
      await leaseOf(relayId).delete();
      for (;;) {
        const found = await db
          .collection('sessions')
          .where('relayId', '==', relayId)
          .limit(sessionsAtOnce)
          .get();
        if (found.empty) return;
        const users = found.docs.map((snapshot) => fieldsOf(snapshot, sessionShape).userId);
        const seen = await db.allOf(users.map(seenOf));
        const batch = db.batch();
        found.docs.forEach((session, i) => end(batch, session, seen[i]!, at));
        await batch.commit();
      }
    },
    async deadLeases(before) {
      const found = await db.collection('leases').where('until', '<', before).orderBy('until').get();
      return found.docs.map((snapshot) => ({ relayId: snapshot.id, ...fieldsOf(snapshot, leaseShape) }));
    },
    async putSession({ sessionId, userId, relayId }, at) {
      const expireAt = daysAfter(at, sessionDays);
      await db.doc(`sessions/${sessionId}`).set({ userId, relayId, since: at, expireAt });
    },
    async deleteSession(sessionId, at) {
      await db.runTransaction(async (transaction) => {
        const session = await transaction.get(db.doc(`sessions/${sessionId}`));
        const stored = fieldsIfThere(session, sessionShape);
        if (stored === null) return;
        end(transaction, session, await transaction.get(seenOf(stored.userId)), at);
      });
    },
    async sessionsOf(userIds, now): Promise<readonly LiveSession[]> {
      const sessions = await sessionsOfUsers(userIds);
      return sessions
        .filter(({ until }) => until > now)
        .map(({ sessionId, userId, relayId }) => ({ sessionId, userId, relayId }));
    },
    async presenceOf(userIds, now) {
      const [sessions, seen] = await Promise.all([sessionsOfUsers(userIds), db.allOf(userIds.map(seenOf))]);
      const lastSeen = userIds.flatMap((userId, i) => {
        const last = fieldsIfThere(seen[i]!, seenShape);
        return last === null ? [] : [{ userId, at: last.at }];
      });
      return presenceFrom(
        sessions.map(({ userId, since, until }) => ({ userId, began: since, until })),
        lastSeen,
        now,
      );
    },
  };
}
