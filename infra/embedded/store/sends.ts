import type { SendRecord, Sends } from '@parley/ports';
import type { Database } from '../database';

export function sends(db: Database): Sends {
  const columns =
    'sender_id AS senderId, message_uid AS messageUid, content_hash AS contentHash, sent_at AS sentAt, session_id AS sessionId';
  return {
    recordSend: (send) =>
      db.write(() => {
        const { senderId, messageUid, contentHash, sentAt, sessionId } = send;
        const inserted = db.run(
          'INSERT OR IGNORE INTO send VALUES (?, ?, ?, ?, ?)',
          senderId,
          messageUid,
          contentHash,
          sentAt,
          sessionId,
        );
        if (inserted.changes > 0) return send;
        const standing = db.get<SendRecord>(
          `SELECT ${columns} FROM send WHERE sender_id = ? AND message_uid = ?`,
          senderId,
          messageUid,
        )!;
        return {
          senderId: standing.senderId,
          messageUid: standing.messageUid,
          contentHash: standing.contentHash,
          sentAt: standing.sentAt,
          sessionId: standing.sessionId,
        };
      }),
  };
}
