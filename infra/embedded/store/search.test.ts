import { describe, expect, it } from '@jest/globals';
import { Database } from '../database';
import { messageBetween, newStore } from '../testing/new-store';

describe('the index of texts', () => {
  it('given messages that share a transaction, then it is written once for all of them', async () => {
    const { db, store, close } = newStore(Database);
    const senders = Array.from({ length: 10 }, (_, i) => 2 + i);
    await Promise.all(senders.map((senderId) => store.append([1, senderId], messageBetween(senderId, 1))));
    const sql = 'SELECT count(DISTINCT segid) AS segments FROM message_text_idx';
    expect(db.get(sql)).toEqual({ segments: 1 });
    expect(await store.search(1, { words: ['hello'], limit: 20 })).toHaveLength(10);
    close();
  });
});
