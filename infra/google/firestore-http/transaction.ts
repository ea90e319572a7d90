import type { DocumentReference, DocumentSnapshot, Transaction } from '../firestore/database';
import { pause } from '../retried';
import type { Calls } from './calls';
import { HttpDocument, readAll } from './documents';
import { FirestoreFailure, type CodeName } from './failure';
import { HttpWrites } from './writes';

const mostTries = 5;

/** What another transaction, or a moment, may be the reason of: nothing was written, or what was is found when it is run again. */
const passing: ReadonlySet<CodeName> = new Set([
  'ABORTED',
  'CANCELLED',
  'UNKNOWN',
  'DEADLINE_EXCEEDED',
  'INTERNAL',
  'UNAVAILABLE',
  'UNAUTHENTICATED',
  'RESOURCE_EXHAUSTED',
]);

class HttpTransaction extends HttpWrites implements Transaction {
  constructor(
    private readonly calls: Calls,
    readonly id: string,
  ) {
    super(calls.root);
  }

  async get({ path }: DocumentReference): Promise<DocumentSnapshot> {
    const [snapshot] = await readAll(this.calls, [new HttpDocument(this.calls, path)], this.id);
    return snapshot!;
  }

  /** Sent once: when its answer is lost, the whole is run again, and sees what it wrote. */
  async commit(): Promise<void> {
    await this.calls.call('commit', { writes: this.writes, transaction: this.id }, { once: true });
  }

  /** Gives up its locks. Where even that fails, Firestore does so by itself. */
  async rollback(): Promise<void> {
    await this.calls.call('rollback', { transaction: this.id }, { once: true }).catch(() => {});
  }
}

const begin = async (calls: Calls, retried: string | null): Promise<HttpTransaction> => {
  const readWrite = retried === null ? {} : { retryTransaction: retried };
  const { transaction } = (await calls.call('beginTransaction', { options: { readWrite } })) as {
    transaction: string;
  };
  return new HttpTransaction(calls, transaction);
};

/** Runs `work` in a transaction, again where another one was in its way, as often as Google's library does. */
export async function runTransaction<T>(
  calls: Calls,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  let retried: string | null = null;
  for (let tries = 1; ; tries++) {
    const transaction: HttpTransaction = await begin(calls, retried);
    try {
      const result = await work(transaction);
      await transaction.commit();
      return result;
    } catch (failure) {
      await transaction.rollback();
      const isPassing = failure instanceof FirestoreFailure && passing.has(failure.reason);
      if (!isPassing || tries === mostTries) throw failure;
      retried = transaction.id;
      await pause(tries);
    }
  }
}
