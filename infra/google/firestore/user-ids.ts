import type { Firestore } from '@google-cloud/firestore';
import { GoogleError } from '../errors';
import { createTurns } from '../turns';
import { fieldsIfThere, isInteger, type Shape } from './documents';

/** Ids taken from the counter at a time: it is written once for so many accounts, and a process that ends wastes the rest. */
const block = 100;
const largest = 2 ** 31 - 1;

const shape: Shape<{ next: number }> = { next: isInteger };

/** Gives user ids, each once, from blocks that `counters/users` gives out. */
export function createUserIds(db: Firestore): () => Promise<number> {
  const turns = createTurns();
  let next = 1;
  let end = 1;
  const takeBlock = () =>
    db.runTransaction(async (transaction) => {
      const document = db.doc('counters/users');
      const first = fieldsIfThere(await transaction.get(document), shape)?.next ?? 1;
      if (first > largest - block) throw new GoogleError('ids-used-up', 'All user ids were given.');
      transaction.set(document, { next: first + block });
      return first;
    });
  return () =>
    turns.inTurn(['users'], async () => {
      if (next === end) {
        next = await takeBlock();
        end = next + block;
      }
      return next++;
    });
}
