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
  const place = (userId: number, id: number, message: InboxMessage): number => {
    const { senderId, conversation } = message;
    const next = headOf(userId) + 1;
    // Not one statement with the search for the place: what may fail with a row written already has SQLite set a mark to
    // go back to, at which the index of texts writes out what it holds. So it does once a transaction, not once a message.
    const sql = 'INSERT INTO inbox VALUES (?, ?, ?, ?, ?) ON CONFLICT (user_id, message_id) DO NOTHING';
    if (db.run(sql, userId, next, id, senderId, conversation).changes > 0) {
      noteConversation(db, userId, message, next);
      return next;
    }
    const there = db.get<{ position: number }>(
      'SELECT position FROM inbox WHERE user_id = ? AND message_id = ?',
      userId,
      id,
    );
    return there!.position;
  };
  /** Stores the message, once, and gives the number by which places name it. */
  const idOf = (message: InboxMessage): number => {
    const { senderId, messageUid } = message;
    const { changes, lastInsertRowid } = db.run(
      'INSERT OR IGNORE INTO inbox_message (sender_id, message_uid, message) VALUES (?, ?, ?)',
      senderId,
      messageUid,
      JSON.stringify(message),
    );
    if (changes > 0) {
      indexText(db, lastInsertRowid, message);
      return lastInsertRowid;
    }
    const sql = 'SELECT id FROM inbox_message WHERE sender_id = ? AND message_uid = ?';
    return db.get<{ id: number }>(sql, senderId, messageUid)!.id;
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
        const id = idOf(message);
        return kept.map((userId) => ({ userId, position: place(userId, id, message) }));
      }),
    async read(userId, { after = 0, before, conversation = '', limit }) {
      const backwards = before !== undefined && after === 0;
      // Named, for SQLite would rather go through the inbox by position until enough of the conversation are found.
      const [index, within] =
        conversation === '' ? ['', "'' = ?"] : ['INDEXED BY inbox_by_conversation', 'conversation = ?'];
      const rows = db.all<{ position: number; message: string }>(
        `SELECT inbox.position, inbox_message.message FROM inbox ${index}
           JOIN inbox_message ON inbox_message.id = inbox.message_id
           WHERE user_id = ? AND position > ? AND position < ? AND ${within}
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
