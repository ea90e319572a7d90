import type { InboxEntry, InboxMessage } from '@parley/ports';
import type { Database } from '../database';
import { entryOf } from './entry';

/**
 * The full text of messages (SQLite's FTS5). Beside a message's text lie the people on it, as words, so that a search
 * in one inbox costs what that inbox holds and not what all do.
 */
const personWord = (userId: number): string => `p${userId}`;

/** Indexes a message that was just stored under this number; inside the same transaction. */
export function indexText(
  db: Database,
  id: number,
  { senderId, messageBody, recipientIds }: InboxMessage,
): void {
  const people = [senderId, ...recipientIds].map(personWord).join(' ');
  db.run('INSERT INTO message_text (rowid, people, body) VALUES (?, ?, ?)', id, people, messageBody);
}

/** A word as an FTS5 string: whatever stands between the quotes is no syntax. */
const quoted = (word: string): string => `"${word.replaceAll('"', '""')}"`;

export function searchText(
  db: Database,
  userId: number,
  {
    words,
    before = Number.MAX_SAFE_INTEGER,
    limit,
  }: { words: readonly string[]; before?: number; limit: number },
): InboxEntry[] {
  if (words.length === 0) return [];
  // Through what the index finds, the newest first, until enough are found: neither a rare word nor a frequent one makes SQLite
  // go through the inbox. A message's number ascends as its places do, but where one was placed for more people later.
  const rows = db.all<{ position: number; message: string }>(
    `SELECT i.position, m.message FROM message_text
       CROSS JOIN inbox i ON i.user_id = ?1 AND i.message_id = message_text.rowid
       CROSS JOIN inbox_message m ON m.id = i.message_id
       WHERE message_text MATCH ?2 AND i.position < ?3 AND message_text.rowid < coalesce(
         (SELECT message_id FROM inbox WHERE user_id = ?1 AND position >= ?3 ORDER BY position LIMIT 1),
         ${Number.MAX_SAFE_INTEGER})
       ORDER BY message_text.rowid DESC LIMIT ?4`,
    userId,
    `people : ${quoted(personWord(userId))} AND body : (${words.map(quoted).join(' AND ')})`,
    before,
    limit,
  );
  return rows.map(entryOf);
}
