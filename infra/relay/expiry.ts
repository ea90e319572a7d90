import type { Clock, Timer } from '@parley/ports';

/** What ends at a time, ms since the epoch. */
export interface Expiring {
  readonly expiresAt: number;
  expire(): void;
}

/** It is looked at so often at least (ms): a timer of Node can't run for ever. */
const longestMilliseconds = 3_600_000;

/** Ends each of many things in its time, by one timer for all of them. */
export class Expiry {
  #timer: Timer | null = null;
  #next = Infinity;

  constructor(
    private readonly clock: Clock,
    private readonly all: () => Iterable<Expiring>,
  ) {}

  /** One of them is new. */
  heed({ expiresAt }: Expiring): void {
    if (expiresAt < this.#next) this.#wait(expiresAt);
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = null;
  }

  #wait(until: number): void {
    this.stop();
    this.#next = until;
    if (until === Infinity) return;
    const milliseconds = Math.min(longestMilliseconds, Math.max(0, until - this.clock.now()));
    this.#timer = this.clock.setTimer(milliseconds, () => this.#sweep());
  }

  #sweep(): void {
    const now = this.clock.now();
    let next = Infinity;
    for (const each of this.all()) {
      if (each.expiresAt <= now) each.expire();
      else next = Math.min(next, each.expiresAt);
    }
    this.#wait(next);
  }
}
