import type { Conversations, InboxMessage } from '@parley/ports';
import type { Database } from '../database';
import { entryOf } from './entry';
import { list } from './list';
import { searchText } from './search';

/** Everybody in a message's conversation, ascending. */
const membersOf = ({ senderId, recipientIds }: InboxMessage): number[] =>
  [...new Set([senderId, ...recipientIds])].sort((a, b) => a - b);

/** Notes a message that was just placed in a user's inbox; inside the same transaction. */
export function noteConversation(
  db: Database,
  userId: number,
  message: InboxMessage,
  position: number,
): void {
  const known = db.run(
    'UPDATE conversation SET last_position = ? WHERE user_id = ? AND conversation = ?',
    position,
    userId,
    message.conversation,
  );
  if (known.changes > 0) return;
  const members = JSON.stringify(membersOf(message));
  db.run('INSERT INTO conversation VALUES (?, ?, ?, ?, 0)', userId, message.conversation, members, position);
}

export function conversations(db: Database): Conversations {
  return {
    async conversations(userId, { before = Number.MAX_SAFE_INTEGER, limit }) {
      const rows = db.all<{
        conversation: string;
        members: string;
        readTo: number;
        unread: number;
        position: number;
        message: string;
      }>(
        `SELECT c.conversation, c.members, c.read_to AS readTo, i.position, m.message,
             (SELECT count(*) FROM inbox u INDEXED BY inbox_by_conversation
                WHERE u.user_id = c.user_id AND u.conversation = c.conversation
                AND u.position > c.read_to AND u.sender_id <> c.user_id) AS unread
           FROM conversation c
           JOIN inbox i ON i.user_id = c.user_id AND i.position = c.last_position
           JOIN inbox_message m ON m.id = i.message_id
           WHERE c.user_id = ? AND c.last_position < ? ORDER BY c.last_position DESC LIMIT ?`,
        userId,
        before,
        limit,
      );
      return rows.map((row) => ({
        conversation: row.conversation,
        memberIds: JSON.parse(row.members) as number[],
        last: entryOf(row),
        unread: row.unread,
        readTo: row.readTo,
      }));
    },
    markRead: (userId, conversation, messageUid) =>
      db.write(() => {
        // In this order: left to itself, SQLite would go through the whole inbox.
        const there = db.get<{ position: number; members: string; readTo: number }>(
          `SELECT max(i.position) AS position, c.members, c.read_to AS readTo
             FROM conversation c CROSS JOIN json_each(c.members) member
             CROSS JOIN inbox_message m ON m.sender_id = member.value AND m.message_uid = ?
             CROSS JOIN inbox i ON i.user_id = c.user_id AND i.message_id = m.id AND i.conversation = c.conversation
             WHERE c.user_id = ? AND c.conversation = ? GROUP BY c.conversation`,
          messageUid,
          userId,
          conversation,
        );
        if (there === undefined) return null;
        const changed = there.position > there.readTo;
        if (changed) {
          const sql = 'UPDATE conversation SET read_to = ? WHERE user_id = ? AND conversation = ?';
          db.run(sql, there.position, userId, conversation);
        }
        return { memberIds: JSON.parse(there.members) as number[], changed };
      }),
    search: async (userId, query) => searchText(db, userId, query),
    async acquainted(userId, others) {
      const rows = db.all<{ person: number }>(
        `SELECT DISTINCT member.value AS person FROM conversation, json_each(members) AS member
           WHERE user_id = ? AND member.value IN (SELECT value FROM json_each(?))`,
        userId,
        list(others),
      );
      return new Set(rows.map(({ person }) => person));
    },
    async acquaintances(userId, limit) {
      const rows = db.all<{ person: number }>(
        `SELECT member.value AS person, max(last_position) AS met FROM conversation, json_each(members) AS member
           WHERE user_id = ? AND member.value <> ? GROUP BY member.value ORDER BY met DESC LIMIT ?`,
        userId,
        userId,
        limit,
      );
      return rows.map(({ person }) => person);
    },
  };
}
