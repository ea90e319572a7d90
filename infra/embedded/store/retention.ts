import type { Retention } from '@parley/ports';
import type { Database } from '../database';

/** The tables that hold what belongs to one user, by the column that names the user. */
const tablesOfUser: readonly (readonly [table: string, column: string])[] = [
  ['auto_reply', 'user_id'],
  ['user_setting', 'user_id'],
  ['interest', 'user_id'],
  ['run', 'owner_id'],
  ['suspension', 'owner_id'],
  ['reply_claim', 'owner_id'],
  ['block', 'user_id'],
  ['conversation', 'user_id'],
  ['last_seen', 'user_id'],
];

export function retention(db: Database): Retention {
  return {
    sweep: ({ runs, replies }, limit) =>
      db.write(
        () =>
          db.run(
            'DELETE FROM run WHERE id IN (SELECT id FROM run WHERE at < ? ORDER BY at LIMIT ?)',
            runs,
            limit,
          ).changes +
          db.run(
            `DELETE FROM reply_claim WHERE (owner_id, sender_id, message_uid) IN
               (SELECT owner_id, sender_id, message_uid FROM reply_claim WHERE sent_at < ? LIMIT ?)`,
            replies,
            limit,
          ).changes,
      ),
    async forgetUser(userId) {
      await db.write(() => {
        db.run('INSERT OR IGNORE INTO forgotten VALUES (?)', userId);
        for (const [table, column] of tablesOfUser)
          db.run(`DELETE FROM ${table} WHERE ${column} = ?`, userId);
        forgetMessages(db, userId);
      });
    },
  };
}

/** Empties the inbox; a message that lies in nobody else's goes with it, and so does its text in the index. */
function forgetMessages(db: Database, userId: number): void {
  const alone = db.all<{ id: number }>(
    `SELECT m.id FROM inbox i JOIN inbox_message m ON m.id = i.message_id
       WHERE i.user_id = ? AND NOT EXISTS (
         SELECT 1 FROM json_each(json_insert(json_extract(m.message, '$.recipientIds'), '$[#]', m.sender_id)) p
           JOIN inbox o ON o.user_id = p.value AND o.message_id = m.id
           WHERE o.user_id <> i.user_id)`,
    userId,
  );
  for (const { id } of alone) {
    db.run('DELETE FROM inbox_message WHERE id = ?', id);
    db.run('DELETE FROM message_text WHERE rowid = ?', id);
  }
  db.run('DELETE FROM inbox WHERE user_id = ?', userId);
}
