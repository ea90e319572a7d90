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
  directory = mkdtempSync(path.join(tmpdir(), 'parley-inbox-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe('a stored message', () => {
  it('given the newest was forgotten with its people, then the next has a number that was never given', async () => {
    const db = new Database(path.join(directory, 'parley.db'), storeMigrations);
    const { append, forgetUser } = createStore(db);
    const between = (senderId: number, userId: number) => ({
      messageUid: systemIds.uuid(),
      conversation: `of ${senderId}`,
      messageBody: 'hello',
      senderId,
      recipientIds: [userId],
      fromAutoReply: false,
      sentAt: '2026-01-01T00:00:00.000Z',
    });
    const newest = () => db.get<{ id: number }>('SELECT max(id) AS id FROM inbox_message')!.id;
    await append([1, 2], between(1, 2));
    await append([3, 4], between(3, 4));
    const forgotten = newest();
    await forgetUser(3);
    await forgetUser(4);
    expect(newest()).toBeLessThan(forgotten);
    await append([1, 2], between(2, 1));
    expect(newest()).toBeGreaterThan(forgotten);
    db.close();
  });
});
