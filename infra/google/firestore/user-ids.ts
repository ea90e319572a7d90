import type { Database } from './database';
import { GoogleError } from '../errors';
import { createTurns } from '../turns';
import { fieldsIfThere, isInteger, type Shape } from './documents';

/** Ids taken from the counter at a time: it is written once for so many accounts, and a process that ends wastes the rest. */
const block = 100;
const largest = 2 ** 31 - 1;

const shape: Shape<{ next: number }> = { next: isInteger };

/** Ids for new accounts. */
export interface UserIds {
  /** One that was never given, from a block that `counters/users` gave out. */
  next(): Promise<number>;
  /** Sees to it that an account from elsewhere keeps its id to itself. */
  leaveOut(id: number): Promise<void>;
}

export function createUserIds(db: Database): UserIds {
  const turns = createTurns();
  let next = 1;
  let end = 1;
  const counter = db.doc('counters/users');
  /** The first id of a new block, which begins at `least` or later. */
  const takeBlock = (least: number) =>
    db.runTransaction(async (transaction) => {
      const standing = fieldsIfThere(await transaction.get(counter), shape)?.next ?? 1;
      const first = Math.max(standing, least);
      if (first > largest - block) throw new GoogleError('ids-used-up', 'All user ids were given.');
      transaction.set(counter, { next: first + block });
      return first;
    });
  return {
    next: () =>
      turns.inTurn(['users'], async () => {
        if (next === end) {
          next = await takeBlock(1);
          end = next + block;
        }
        return next++;
      }),
    leaveOut: (id) =>
      turns.inTurn(['users'], async () => {
        if (id < next) return;
        if (id >= end) {
          next = await takeBlock(id + 1);
          end = next + block;
        } else next = id + 1;
      }),
  };
}
