import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Database } from '../database';
import { storeMigrations } from '../schema';
import { systemIds } from '../system';
import { createStore } from './index';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'parley-search-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe('the index of texts', () => {
  it('given messages that share a transaction, then it is written once for all of them', async () => {
    const db = new Database(path.join(directory, 'parley.db'), storeMigrations);
    const { append, search } = createStore(db);
    const of = (senderId: number) => ({
      messageUid: systemIds.uuid(),
      conversation: `of ${senderId}`,
      messageBody: 'hello',
      senderId,
      recipientIds: [1],
      fromAutoReply: false,
      sentAt: '2026-01-01T00:00:00.000Z',
    });
    const senders = Array.from({ length: 10 }, (_, i) => 2 + i);
    await Promise.all(senders.map((senderId) => append([1, senderId], of(senderId))));
    const sql = 'SELECT count(DISTINCT segid) AS segments FROM message_text_idx';
    expect(db.get(sql)).toEqual({ segments: 1 });
    expect(await search(1, { words: ['hello'], limit: 20 })).toHaveLength(10);
    db.close();
  });
});
