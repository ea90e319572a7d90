import { describe, expect, it } from '@jest/globals';
import { Database } from '../database';
import { messageBetween, newStore } from '../testing/new-store';

describe('a stored message', () => {
  it('given the newest was forgotten with its people, then the next has a number that was never given', async () => {
    const { db, store, close } = newStore(Database);
    const newest = () => db.get<{ id: number }>('SELECT max(id) AS id FROM inbox_message')!.id;
    await store.append([1, 2], messageBetween(1, 2));
    await store.append([3, 4], messageBetween(3, 4));
    const forgotten = newest();
    await store.forgetUser(3);
    await store.forgetUser(4);
    expect(newest()).toBeLessThan(forgotten);
    await store.append([1, 2], messageBetween(2, 1));
    expect(newest()).toBeGreaterThan(forgotten);
    close();
  });
});
