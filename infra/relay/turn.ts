/** The turn of the event loop that runs. */
export interface Turn {
  /** Calls it when the turn is over; what that asks for in its turn is called behind it. */
  atEnd(work: () => void): void;
}

/**
 * Gathers what is to be done when the turn of the event loop is over: what many messages bring to one socket in a turn
 * then leaves by one system call. `npm run bench -- relay` measures what that is worth.
 */
export function createTurn(): Turn {
  let waiting: (() => void)[] = [];
  const end = () => {
    try {
      for (const each of waiting) each();
    } finally {
      waiting = [];
    }
  };
  return {
    atEnd(work) {
      if (waiting.push(work) === 1) setImmediate(end);
    },
  };
}
