import { presenceFrom, type LiveSession, type Presence, type RememberedSession } from '@parley/ports';
import type { Database } from '../database';
import { list } from './list';

export function presence(db: Database): Presence {
  // Who was forgotten is not remembered again by a socket that closes late.
  const seen = (userId: number, at: number) =>
    db.run(
      `INSERT INTO last_seen SELECT ?, ? WHERE NOT EXISTS (SELECT 1 FROM forgotten WHERE user_id = ?)
         ON CONFLICT DO UPDATE SET at = max(at, excluded.at)`,
      userId,
      at,
      userId,
    );
  return {
    async putLease(relayId, until) {
      await db.write(() => db.run('INSERT OR REPLACE INTO lease VALUES (?, ?)', relayId, until));
    },
    async deleteLease(relayId, at) {
      await db.write(() => {
        const sql = 'SELECT DISTINCT user_id AS userId FROM live_session WHERE relay_id = ?';
        for (const { userId } of db.all<{ userId: number }>(sql, relayId)) seen(userId, at);
        db.run('DELETE FROM lease WHERE relay_id = ?', relayId);
        db.run('DELETE FROM live_session WHERE relay_id = ?', relayId);
      });
    },
    async deadLeases(before) {
      const rows = db.all<{ relayId: string; until: number }>(
        'SELECT relay_id AS relayId, until FROM lease WHERE until < ? ORDER BY until',
        before,
      );
      return rows.map(({ relayId, until }) => ({ relayId, until }));
    },
    async putSession({ sessionId, userId, relayId }, at) {
      await db.write(() =>
        db.run('INSERT OR REPLACE INTO live_session VALUES (?, ?, ?, ?)', sessionId, userId, relayId, at),
      );
    },
    async deleteSession(sessionId, at) {
      await db.write(() => {
        const sql = 'SELECT user_id AS userId FROM live_session WHERE session_id = ?';
        const session = db.get<{ userId: number }>(sql, sessionId);
        if (session === undefined) return;
        seen(session.userId, at);
        db.run('DELETE FROM live_session WHERE session_id = ?', sessionId);
      });
    },
    async sessionsOf(userIds, now) {
      const rows = db.all<LiveSession>(
        `SELECT session_id AS sessionId, user_id AS userId, relay_id AS relayId FROM live_session
           JOIN lease USING (relay_id)
           WHERE user_id IN (SELECT value FROM json_each(?)) AND until > ? ORDER BY session_id`,
        list(userIds),
        now,
      );
      return rows.map(({ sessionId, userId, relayId }) => ({ sessionId, userId, relayId }));
    },
    async presenceOf(userIds, now) {
      const sessions = db.all<RememberedSession>(
        `SELECT user_id AS userId, since AS began, until FROM live_session JOIN lease USING (relay_id)
           WHERE user_id IN (SELECT value FROM json_each(?))`,
        list(userIds),
      );
      const lastSeen = db.all<{ userId: number; at: number }>(
        'SELECT user_id AS userId, at FROM last_seen WHERE user_id IN (SELECT value FROM json_each(?))',
        list(userIds),
      );
      return presenceFrom(sessions, lastSeen, now);
    },
  };
}
