/** The turn of the event loop that runs. */
export interface Turn {
  /** Calls it when the turn is over. */
  atEnd(work: () => void): void;
}

/**
 * Gathers what is to be done when the turn of the event loop is over: what many messages bring to one socket in a turn
 * then leaves by one system call. `npm run bench -- relay` measures what that is worth.
 */
export function createTurn(): Turn {
  let waiting: (() => void)[] = [];
  return {
    atEnd(work) {
      waiting.push(work);
      if (waiting.length > 1) return;
      setImmediate(() => {
        const now = waiting;
        waiting = [];
        for (const each of now) each();
      });
    },
  };
}
