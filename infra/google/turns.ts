/** Work that goes one after the other where it concerns the same thing, in this process. */
export interface Turns {
  /**
   * Runs the work when everything that was given before for any of the keys has ended. Keys are taken all at once, so
   * no two pieces of work wait for each other.
   */
  inTurn<T>(keys: readonly (string | number)[], work: () => Promise<T>): Promise<T>;
}

export function createTurns(): Turns {
  const tails = new Map<string | number, Promise<void>>();
  return {
    inTurn(keys, work) {
      const turn = Promise.all(keys.map((key) => tails.get(key))).then(work);
      const ended = turn.then(
        () => {},
        () => {},
      );
      for (const key of keys) tails.set(key, ended);
      void ended.then(() => {
        for (const key of keys) if (tails.get(key) === ended) tails.delete(key);
      });
      return turn;
    },
  };
}
