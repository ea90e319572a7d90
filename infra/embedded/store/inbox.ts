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
    const there = db.get<{ position: number }>(
      'SELECT position FROM inbox WHERE user_id = ? AND sender_id = ? AND message_uid = ?',
      userId,
      senderId,
      messageUid,
    );
    if (there !== undefined) return there.position;
    const position = headOf(userId) + 1;
    db.run('INSERT INTO inbox VALUES (?, ?, ?, ?, ?)', userId, position, senderId, messageUid, conversation);
    noteConversation(db, userId, message, position);
    return position;
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
