import type { Replies } from '@parley/ports';
import type { Database } from '../database';

export function replies(db: Database): Replies {
  return {
    async claimReply({ ownerId, senderId, messageUid, sentAt, minIntervalSeconds }) {
      if (minIntervalSeconds <= 0) return true;
      return db.write(() => {
        const mine = db.get(
          'SELECT 1 FROM reply_claim WHERE owner_id = ? AND sender_id = ? AND message_uid = ?',
          ownerId,
          senderId,
          messageUid,
        );
        if (mine !== undefined) return true;
        const earliest = new Date(Date.parse(sentAt) - minIntervalSeconds * 1000).toISOString();
        const other = db.get(
          'SELECT 1 FROM reply_claim WHERE owner_id = ? AND sender_id = ? AND sent_at > ? LIMIT 1',
          ownerId,
          senderId,
          earliest,
        );
        if (other !== undefined) return false;
        db.run('INSERT INTO reply_claim VALUES (?, ?, ?, ?)', ownerId, senderId, messageUid, sentAt);
        return true;
      });
    },
  };
}
