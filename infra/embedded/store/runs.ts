import { limits } from '@parley/envelope';
import type { RunRecord, RunRecords } from '@parley/ports';
import type { Database } from '../database';

/** Run records kept for each user; older ones go, but for those that still count for what a script spent lately. */
const runsKept = 1_000;
const windowBefore = (at: string) =>
  new Date(Date.parse(at) - limits.suspension.windowMilliseconds).toISOString();

export function runRecords(db: Database): RunRecords {
  const standing = (
    senderId: number,
    messageUid: string,
    ownerId: number,
    target: string,
  ): RunRecord | null => {
    const row = db.get<{ record: string }>(
      'SELECT record FROM run WHERE sender_id = ? AND message_uid = ? AND owner_id = ? AND target = ?',
      senderId,
      messageUid,
      ownerId,
      target,
    );
    return row === undefined ? null : (JSON.parse(row.record) as RunRecord);
  };
  return {
    decide: (run) =>
      db.write(() => {
        const { ownerId, target, senderId, messageUid } = run;
        const inserted = db.run(
          'INSERT OR IGNORE INTO run (owner_id, target, sender_id, message_uid, record, at, milliseconds) VALUES (?, ?, ?, ?, ?, ?, ?)',
          ownerId,
          target,
          senderId,
          messageUid,
          JSON.stringify(run),
          run.at,
          run.milliseconds,
        );
        if (inserted.changes === 0) return standing(senderId, messageUid, ownerId, target)!;
        db.run(
          `DELETE FROM run WHERE owner_id = ? AND at <= ? AND id <=
             (SELECT id FROM run WHERE owner_id = ? ORDER BY id DESC LIMIT 1 OFFSET ${runsKept})`,
          ownerId,
          windowBefore(run.at),
          ownerId,
        );
        return run;
      }),
    decided: async (senderId, messageUid, ownerId, target) => standing(senderId, messageUid, ownerId, target),
    async runs(ownerId, { target, after, limit }) {
      const before =
        after !== undefined && /^\d{1,15}$/.test(after) ? Number(after) : Number.MAX_SAFE_INTEGER;
      const rows = db.all<{ id: number; record: string }>(
        `SELECT id, record FROM run WHERE owner_id = ? AND id < ? AND (? = '' OR target = ?) ORDER BY id DESC LIMIT ?`,
        ownerId,
        before,
        target ?? '',
        target ?? '',
        limit + 1,
      );
      const items = rows.slice(0, limit).map(({ record }) => JSON.parse(record) as RunRecord);
      return { items, next: rows.length > limit ? String(rows[limit - 1]!.id) : null };
    },
    async spent(ownerId, target, since) {
      const sql = 'SELECT sum(milliseconds) AS spent FROM run WHERE owner_id = ? AND target = ? AND at > ?';
      return db.get<{ spent: number | null }>(sql, ownerId, target, since)?.spent ?? 0;
    },
    async suspendedUntil(ownerId, target) {
      const sql = 'SELECT until FROM suspension WHERE owner_id = ? AND target = ?';
      return db.get<{ until: number }>(sql, ownerId, target)?.until ?? 0;
    },
    async suspend(ownerId, target, until) {
      await db.write(() =>
        db.run('INSERT OR REPLACE INTO suspension VALUES (?, ?, ?)', ownerId, target, until),
      );
    },
  };
}
