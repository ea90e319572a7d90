import type { Bus } from './bus';

/** Half of what was measured took no longer than `p50`, and of a hundred 99 no longer than `p99`; null without any. */
export interface Quantiles {
  readonly p50: number | null;
  readonly p99: number | null;
}

/** A span of time, and what happened in it. */
export interface Interval {
  /** Its end, ms since the epoch. */
  readonly at: number;
  readonly seconds: number;
  /** Sends that were accepted. */
  readonly accepted: number;
  /** Sends that failed. */
  readonly failed: number;
  /** Messages that a relay got for its sockets. */
  readonly delivered: number;
  /** Seconds from accepted to delivered. */
  readonly delivery: Quantiles;
}

/** How the pipeline does, for whoever operates it. */
export interface Overview {
  /** When this was so, ms since the epoch. */
  readonly at: number;
  readonly sockets: number;
  readonly deadLetters: number;
  readonly topics: readonly {
    readonly topic: string;
    /** Messages that wait or are under way. */
    readonly waiting: number;
    /** Seconds since the oldest of them was published; null without one. */
    readonly oldestSeconds: number | null;
  }[];
  /** The last minutes, the oldest first. */
  readonly recent: readonly Interval[];
  /** All of these minutes together, seconds and counts. */
  readonly lately: {
    readonly seconds: number;
    readonly delivery: Quantiles;
    readonly stages: readonly (Quantiles & {
      readonly stage: string;
      readonly done: number;
      readonly failed: number;
      readonly poison: number;
    })[];
    readonly runs: readonly { readonly outcome: string; readonly count: number }[];
    readonly gas: Quantiles;
  };
}

/** What an operator sees of a running Parley, and may do about it. */
export interface Operations {
  overview(): Promise<Overview>;
  readonly deadLetters: Pick<Bus, 'deadLetters' | 'replay'>;
}
