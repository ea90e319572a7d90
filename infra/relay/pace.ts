/** How often something may happen: once in `every` ms in the long run, and `burst` times at once after a rest. */
export interface Pace {
  readonly every: number;
  readonly burst: number;
}

/**
 * Whether it may happen now, by the generic cell rate algorithm (ITU-T I.371): all that is remembered is one number, `due`,
 * when it would happen next at an even pace (ms; 0 at first). Returns the next such number, or null when it may not.
 */
export function paced(due: number, now: number, { every, burst }: Pace): number | null {
  const from = Math.max(due, now);
  return from - now > every * (burst - 1) ? null : from + every;
}
