import { describe, expect, it } from '@jest/globals';
import { Database } from '../database';
import { newStore } from '../testing/new-store';
import type { createStore } from './index';

/** A database that keeps the questions it is asked. */
class Asked extends Database {
  readonly questions: string[] = [];

  override get<Row>(sql: string, ...parameters: (string | number | bigint | null)[]): Row | undefined {
    this.questions.push(sql);
    return super.get<Row>(sql, ...parameters);
  }

  override all<Row>(sql: string, ...parameters: (string | number | bigint | null)[]): Row[] {
    this.questions.push(sql);
    return super.all<Row>(sql, ...parameters);
  }

  /** How SQLite reads the inbox for them. */
  ways(): string[] {
    return this.questions
      .flatMap((sql) => super.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`))
      .map(({ detail }) => detail)
      .filter((detail) => /^(SCAN|SEARCH) (i|u|inbox) /.test(detail));
  }
}

type Ask = (store: ReturnType<typeof createStore>) => Promise<unknown>;

const byMessage = 'USING INDEX sqlite_autoindex_inbox_2 (user_id=? AND message_id=?';
const byConversation = 'INDEX inbox_by_conversation (user_id=? AND conversation=? AND position>?';

describe('an inbox of any size', () => {
  it.each<[what: string, ask: Ask, ways: string[]]>([
    [
      'a page of a conversation',
      (store) => store.read(1, { conversation: 'c', before: 9, limit: 50 }),
      [`SEARCH inbox USING ${byConversation} AND position<?)`],
    ],
    [
      'a search',
      (store) => store.search(1, { words: ['hello'], limit: 50 }),
      // The first is the one place from which it goes on.
      ['SEARCH inbox USING PRIMARY KEY (user_id=? AND position>?)', `SEARCH i ${byMessage} AND position<?)`],
    ],
    [
      'a mark of what is read',
      (store) => store.markRead(1, 'c', '8b5fd1c2-b1f8-4a6e-9c0d-37e4a2f6105b'),
      [`SEARCH i ${byMessage})`],
    ],
    [
      'a list of conversations',
      (store) => store.conversations(1, { limit: 50 }),
      ['SEARCH i USING PRIMARY KEY (user_id=? AND position=?)', `SEARCH u USING COVERING ${byConversation})`],
    ],
  ])('given %s, then SQLite goes to what is wanted, and not through all of it', async (_what, ask, ways) => {
    const { db, store, close } = newStore(Asked);
    await ask(store);
    expect(db.ways()).toEqual(ways);
    close();
  });
});
