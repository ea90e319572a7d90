import { watch, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { OutgoingMessage } from '@parley/ports';
import type { Database } from './database';

/** Messages that another process published on its way into the queues of the one that serves. */
export interface OutsideMessage {
  readonly topic: string;
  readonly message: OutgoingMessage;
}

/** The file that is touched when something was published beside the process that serves. */
const bellFile = 'bell';

/** Leaves a message for the process that serves; only inside a transaction. {@link ringBell} when it is durable. */
export function leaveOutside(db: Database, topic: string, message: OutgoingMessage): void {
  db.run(
    'INSERT INTO outside_message (topic, ordering_key, data, attributes) VALUES (?, ?, ?, ?)',
    topic,
    message.orderingKey ?? '',
    message.data,
    JSON.stringify(message.attributes),
  );
}

/** Takes what was left, in its order; only inside a transaction. */
export function takeOutside(db: Database): OutsideMessage[] {
  const rows = db.all<{ topic: string; key: string; data: string; attributes: string }>(
    'SELECT topic, ordering_key AS key, data, attributes FROM outside_message ORDER BY id',
  );
  if (rows.length > 0) db.run('DELETE FROM outside_message');
  return rows.map(({ topic, key, data, attributes }) => ({
    topic,
    message: { data, attributes: JSON.parse(attributes) as Record<string, string>, orderingKey: key },
  }));
}

/** Wakes the process that serves, when there is one; otherwise it looks when it starts. */
export function ringBell(directory: string): void {
  writeFileSync(path.join(directory, bellFile), '');
}

/** Calls when somebody rings, without polling. */
export function onBell(directory: string, ring: () => void): { close(): void } {
  const watcher = watch(directory, { persistent: false }, (_event, file) => {
    if (file === bellFile) ring();
  });
  // A watcher that fails only means that what was left is taken in later.
  watcher.on('error', () => watcher.close());
  return { close: () => watcher.close() };
}
