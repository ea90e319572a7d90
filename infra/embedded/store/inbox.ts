import type { Inbox, InboxMessage } from '@parley/ports';
import type { Database } from '../database';
import { noteConversation } from './conversations';
import { entryOf } from './entry';
import { list } from './list';
import { indexText } from './search';

export function inbox(db: Database): Inbox {
  const headOf = (userId: number): number =>
    db.get<{ head: number | null }>('SELECT max(position) AS head FROM inbox WHERE user_id = ?', userId)
      ?.head ?? 0;
  const place = (userId: number, message: InboxMessage): number => {
    const { senderId, messageUid, conversation } = message;
    // One statement, for every message takes it; that of a message which lies there already is the exception.
    const placed = db.get<{ position: number }>(
      `INSERT INTO inbox SELECT ?1, coalesce(max(position), 0) + 1, ?2, ?3, ?4 FROM inbox WHERE user_id = ?1
         ON CONFLICT (user_id, sender_id, message_uid) DO NOTHING RETURNING position`,
      userId,
      senderId,
      messageUid,
      conversation,
    );
    if (placed !== undefined) {
      noteConversation(db, userId, message, placed.position);
      return placed.position;
    }
    const there = db.get<{ position: number }>(
      'SELECT position FROM inbox WHERE user_id = ? AND sender_id = ? AND message_uid = ?',
      userId,
      senderId,
      messageUid,
    );
    return there!.position;
  };
  const withoutForgotten = (userIds: readonly number[]): readonly number[] => {
    const rows = db.all<{ user_id: number }>(
      'SELECT user_id FROM forgotten WHERE user_id IN (SELECT value FROM json_each(?))',
      list(userIds),
    );
    const forgotten = new Set(rows.map((row) => row.user_id));
    return userIds.filter((userId) => !forgotten.has(userId));
  };
  return {
    append: (userIds, message) =>
      db.write(() => {
        const kept = withoutForgotten(userIds);
        if (kept.length === 0) return [];
        const { senderId, messageUid } = message;
        const inserted = db.run(
          'INSERT OR IGNORE INTO inbox_message VALUES (?, ?, ?)',
          senderId,
          messageUid,
          JSON.stringify(message),
        );
        if (inserted.changes > 0) indexText(db, message);
        return kept.map((userId) => ({ userId, position: place(userId, message) }));
      }),
    async read(userId, { after = 0, before, conversation = '', limit }) {
      const backwards = before !== undefined && after === 0;
      const rows = db.all<{ position: number; message: string }>(
        `SELECT inbox.position, inbox_message.message FROM inbox
           JOIN inbox_message USING (sender_id, message_uid)
           WHERE user_id = ? AND position > ? AND position < ? ${conversation === '' ? "AND '' = ?" : 'AND conversation = ?'}
           ORDER BY position ${backwards ? 'DESC' : 'ASC'} LIMIT ?`,
        userId,
        after,
        before ?? Number.MAX_SAFE_INTEGER,
        conversation,
        limit,
      );
      if (backwards) rows.reverse();
      return rows.map(entryOf);
    },
    head: async (userId) => headOf(userId),
  };
}
