import path from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';

/**
 * Fills an inbox with `messages` more, by a few statements of SQL where the product would take many minutes: what one
 * stored message left in the tables of the store is repeated under other ids, its words in the index included. Nobody
 * may have the folder open, and somebody must have stored a message to `userId` as the newest of it.
 */
export function fillInbox(directory: string, userId: number, messages: number): void {
  const db = new DatabaseSync(path.join(directory, 'parley.db'));
  try {
    db.exec('PRAGMA synchronous=OFF; PRAGMA cache_size=-200000; BEGIN');
    db.exec(
      'CREATE TEMP TABLE pattern (position INTEGER, sender_id INTEGER, message_uid TEXT, conversation TEXT)',
    );
    db.prepare(
      `INSERT INTO pattern SELECT position, sender_id, message_uid, conversation FROM inbox WHERE user_id = ?
         ORDER BY position DESC LIMIT 1`,
    ).run(userId);
    db.exec('CREATE TEMP TABLE made (n INTEGER PRIMARY KEY, uid TEXT)');
    db.prepare(
      `INSERT INTO made WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < ?)
         SELECT n, printf('%08x-0000-4000-8000-%012x', random() & 4294967295, n) FROM counted`,
    ).run(messages);
    db.exec(`INSERT INTO inbox_message SELECT p.sender_id, made.uid,
        json_set(m.message, '$.messageUid', made.uid, '$.messageBody', 'word' || (n % 5000) || ' and some more of it')
      FROM made, pattern p JOIN inbox_message m USING (sender_id, message_uid)`);
    db.prepare(
      `INSERT INTO inbox SELECT ?, p.position + made.n, p.sender_id, made.uid, p.conversation FROM made, pattern p`,
    ).run(userId);
    db.exec(`INSERT INTO message_text_id (sender_id, message_uid) SELECT p.sender_id, made.uid FROM made, pattern p;
      INSERT INTO message_text (rowid, people, body)
        SELECT t.id, 'p${userId} p' || t.sender_id, 'word' || (n % 5000) || ' and some more of it'
        FROM made, pattern p JOIN message_text_id t ON t.sender_id = p.sender_id AND t.message_uid = made.uid`);
    db.prepare(
      `UPDATE conversation SET last_position = (SELECT max(position) FROM inbox WHERE user_id = ?1)
         WHERE user_id = ?1 AND conversation = (SELECT conversation FROM pattern)`,
    ).run(userId);
    db.exec('COMMIT');
  } finally {
    db.close();
  }
}
