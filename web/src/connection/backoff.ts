/** How long to wait before the next try, in milliseconds. */
export interface Backoff {
  readonly first: number;
  readonly most: number;
}

/**
 * The wait before try `attempt` (0 is the first retry): doubles up to `most`, and is drawn from its upper half, so
 * that clients that lost the same relay do not come back at the same moment.
 * @param random a draw from [0, 1)
 */
export function waitBefore(attempt: number, { first, most }: Backoff, random: number): number {
  const full = Math.min(most, first * 2 ** Math.min(attempt, 30));
  return Math.round(full / 2 + (full / 2) * random);
}
