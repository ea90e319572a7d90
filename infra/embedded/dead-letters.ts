import type { DeadLetter, OutgoingMessage } from '@parley/ports';
import type { Database } from './database';

const columns = 'id, topic, reason, attempts, at, data, attributes';

type Row = Omit<DeadLetter, 'id' | 'attributes'> & { readonly id: number; readonly attributes: string };

const letterOf = ({ id, topic, reason, attempts, at, data, attributes }: Row): DeadLetter => ({
  id: String(id),
  topic,
  reason,
  attempts,
  at,
  data,
  attributes: JSON.parse(attributes) as Record<string, string>,
});

const idOf = (id: string | null): number => (id !== null && /^\d{1,15}$/.test(id) ? Number(id) : 0);

/** Dead letters in the order in which they were put aside. */
export function listDeadLetters(db: Database, after: string | null, limit: number) {
  const sql = `SELECT ${columns} FROM dead_letter WHERE id > ? ORDER BY id LIMIT ?`;
  const rows = db.all<Row>(sql, idOf(after), limit + 1);
  const deadLetters = rows.slice(0, limit).map(letterOf);
  return { deadLetters, next: rows.length > limit ? deadLetters.at(-1)!.id : null };
}

export function findDeadLetter(db: Database, id: string): DeadLetter | null {
  const row = db.get<Row>(`SELECT ${columns} FROM dead_letter WHERE id = ?`, idOf(id));
  return row === undefined ? null : letterOf(row);
}

/** Takes it from the dead letters; only inside a transaction. */
export function takeDeadLetter(db: Database, id: string): DeadLetter | null {
  const letter = findDeadLetter(db, id);
  if (letter !== null) db.run('DELETE FROM dead_letter WHERE id = ?', idOf(id));
  return letter;
}

/** The message as it was, without what says why and whence it was put aside. */
export function messageAgain({ data, attributes }: DeadLetter): OutgoingMessage {
  const own = Object.entries(attributes).filter(([name]) => name !== 'topic' && name !== 'reason');
  return { data, attributes: Object.fromEntries(own), orderingKey: attributes['key'] ?? '' };
}
