import type { Clock } from '@parley/ports';

/** Firestore wants a document written no more than once a second for long. */
const apartMilliseconds = 1_000;

interface Waiting<T> {
  value: T;
  /** What became of it: true for the value that was written, false for those that a later one took in. */
  done: (written: boolean) => void;
  failed: (failure: unknown) => void;
}

/**
 * Writes at most one value a second for each key. A value that comes sooner waits, and one that comes while another waits
 * takes its place.
 */
export function createPace<T>(clock: Clock, write: (key: string, value: T) => Promise<void>) {
  const waiting = new Map<string, Waiting<T> | null>();

  const run = async (key: string, { value, done, failed }: Waiting<T>): Promise<void> => {
    waiting.set(key, null);
    await write(key, value).then(() => done(true), failed);
    clock.setTimer(apartMilliseconds, () => {
      const next = waiting.get(key) ?? null;
      if (next === null) waiting.delete(key);
      else void run(key, next);
    });
  };

  /** Resolves when the value, or a later one in its place, is written; says whether it was this one. */
  return (key: string, value: T): Promise<boolean> =>
    new Promise((done, failed) => {
      const mine = { value, done, failed };
      const before = waiting.get(key);
      if (before === undefined) return void run(key, mine);
      if (before !== null) {
        mine.done = (written) => (before.done(false), done(written));
        mine.failed = (failure) => (before.failed(failure), failed(failure));
      }
      waiting.set(key, mine);
    });
}
