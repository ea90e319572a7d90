import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { InboxMessage } from '@parley/ports';
import type { Database } from '../database';
import { storeMigrations } from '../schema';
import { createStore } from '../store';
import { systemIds } from '../system';

/** A new store for a test, over such a database, in a folder that goes away with it. */
export function newStore<Kind extends Database>(
  kind: new (file: string, migrations: readonly string[]) => Kind,
) {
  const directory = mkdtempSync(path.join(tmpdir(), 'parley-store-'));
  const db = new kind(path.join(directory, 'parley.db'), storeMigrations);
  const close = () => {
    db.close();
    rmSync(directory, { recursive: true, force: true });
  };
  return { db, store: createStore(db), close };
}

/** A message from one person to another. */
export const messageBetween = (senderId: number, recipientId: number): InboxMessage => ({
  messageUid: systemIds.uuid(),
  conversation: `of ${senderId}`,
  messageBody: 'hello',
  senderId,
  recipientIds: [recipientId],
  fromAutoReply: false,
  sentAt: '2026-01-01T00:00:00.000Z',
});
