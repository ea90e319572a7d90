import path from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';

/**
 * Fills an inbox with `messages` more, by a few statements of SQL where the product would take many minutes: what one
 * stored message left in the tables of the store is repeated under other ids, its words in the index included. Nobody
 * may have the folder open, and somebody must have sent a message to `userId` as the newest of all.
 */
export function fillInbox(directory: string, userId: number, messages: number): void {
  const db = new DatabaseSync(path.join(directory, 'parley.db'));
  try {
    db.exec('PRAGMA synchronous=OFF; PRAGMA cache_size=-200000; BEGIN');
    db.exec(
      'CREATE TEMP TABLE pattern (position INTEGER, message_id INTEGER, sender_id INTEGER, conversation TEXT)',
    );
    db.prepare(
      `INSERT INTO pattern SELECT position, message_id, sender_id, conversation FROM inbox WHERE user_id = ?
         ORDER BY position DESC LIMIT 1`,
    ).run(userId);
    db.exec('CREATE TEMP TABLE made (n INTEGER PRIMARY KEY, uid TEXT)');
    db.prepare(
      `INSERT INTO made WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < ?)
         SELECT n, printf('%08x-0000-4000-8000-%012x', random() & 4294967295, n) FROM counted`,
    ).run(messages);
    db.exec(`INSERT INTO send SELECT s.sender_id, made.uid, s.content_hash, s.sent_at, s.session_id
      FROM made, pattern p JOIN inbox_message m ON m.id = p.message_id JOIN send s USING (sender_id, message_uid)`);
    db.exec(`INSERT INTO inbox_message SELECT p.message_id + made.n, p.sender_id, made.uid,
        json_set(m.message, '$.messageUid', made.uid, '$.messageBody', 'word' || (n % 5000) || ' and some more of it')
      FROM made, pattern p JOIN inbox_message m ON m.id = p.message_id`);
    db.prepare(
      `INSERT INTO inbox SELECT ?, p.position + made.n, p.message_id + made.n, p.sender_id, p.conversation
         FROM made, pattern p`,
    ).run(userId);
    // The index of texts joins four segments of a level to one of the next. Of a million messages at once it would make a
    // few of the lowest levels, and write them all anew, again and again, with the next hundred messages.
    db.exec(`INSERT INTO message_text (message_text, rank) VALUES ('hashsize', 8192);
      INSERT INTO message_text (rowid, people, body)
        SELECT p.message_id + made.n, 'p${userId} p' || p.sender_id, 'word' || (n % 5000) || ' and some more of it'
        FROM made, pattern p`);
    db.exec(`INSERT INTO message_text (message_text) VALUES ('optimize');
      INSERT INTO message_text (message_text, rank) VALUES ('hashsize', 1048576)`);
    db.prepare(
      `UPDATE conversation SET last_position = (SELECT max(position) FROM inbox WHERE user_id = ?1)
         WHERE user_id = ?1 AND conversation = (SELECT conversation FROM pattern)`,
    ).run(userId);
    db.exec('COMMIT');
  } finally {
    db.close();
  }
}
