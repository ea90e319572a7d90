/** A pending timer. Cancelling one that fired or was cancelled does nothing. */
export interface Timer {
  cancel(): void;
}

/** Time, as the product sees it. Tests hand in one that they move by hand. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** Calls `fire` once, `milliseconds` from now (negative counts as 0), unless cancelled. */
  setTimer(milliseconds: number, fire: () => void): Timer;
}
