import type { Clock } from '@parley/ports';

/** Whether somebody may do it now, and when not, how long to wait. */
export type Allowance =
  { readonly ok: true } | { readonly ok: false; readonly retryAfterMilliseconds: number };

export interface RateLimiter {
  /** Takes one from the key's allowance. */
  take(key: string): Allowance;
  /** Puts one back that was taken for nothing. */
  giveBack(key: string): void;
}

export interface RateLimiterOptions {
  readonly clock: Clock;
  /** How many come back in a second. */
  readonly perSecond: number;
  /** How many may be taken at once after a rest. */
  readonly burst: number;
  /** Keys that are remembered; beyond it those that rested longest are forgotten, which never refuses anybody. */
  readonly mostKeys?: number;
}

/** A token bucket for every key, in this process. */
export function createRateLimiter(options: RateLimiterOptions): RateLimiter {
  const { clock, perSecond, burst, mostKeys = 100_000 } = options;
  const buckets = new Map<string, { left: number; at: number }>();
  return {
    take(key) {
      const now = clock.now();
      const held = buckets.get(key) ?? { left: burst, at: now };
      const left = Math.min(burst, held.left + (Math.max(0, now - held.at) * perSecond) / 1000);
      const ok = left >= 1;
      // Taken out and put back, a key moves to the end: the map's order is that of last use.
      buckets.delete(key);
      buckets.set(key, { left: ok ? left - 1 : left, at: now });
      if (buckets.size > mostKeys) buckets.delete(buckets.keys().next().value!);
      return ok
        ? { ok }
        : { ok, retryAfterMilliseconds: Math.max(1, Math.ceil(((1 - left) / perSecond) * 1000)) };
    },
    giveBack(key) {
      const held = buckets.get(key);
      if (held !== undefined) held.left = Math.min(burst, held.left + 1);
    },
  };
}
