const dayMilliseconds = 24 * 3_600_000;

/** The day of a time (RFC 3339). Where many users write at once it is indexed instead of the time, which only grows. */
export const dayOf = (at: string): string => at.slice(0, 10);

/** For a field that a TTL policy watches: so many days after the time (ms). */
export const daysAfter = (at: number, days: number): Date => new Date(at + days * dayMilliseconds);
