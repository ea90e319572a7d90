/** What a run may use. Each is an option of the host; the defaults are those of a message's script. */
export interface Limits {
  /** Steps: charged for each statement, loop test and call, and for library work by its size. */
  readonly gas: number;
  /** Processor milliseconds, as the host's clock measures them: a net below the gas, outside determinism. */
  readonly milliseconds: number;
  /** Bytes of values alive. */
  readonly memoryBytes: number;
  /** UTF-16 units of one string. */
  readonly stringLength: number;
  /** Definitions and handlers under way in one branch. */
  readonly callDepth: number;
  /** Branches alive at once. */
  readonly branches: number;
  readonly sessions: number;
  readonly embeddedServices: number;
  readonly timers: number;
  /** UTF-8 bytes, and lines, of what is printed. */
  readonly outputBytes: number;
  readonly outputLines: number;
}

export const defaultLimits: Limits = {
  gas: 5_000_000,
  milliseconds: 500,
  memoryBytes: 16 * 1024 * 1024,
  stringLength: 1024 * 1024,
  callDepth: 256,
  branches: 64,
  sessions: 256,
  embeddedServices: 32,
  timers: 16,
  outputBytes: 64 * 1024,
  outputLines: 1_000,
};

/** Which limit ended a run. */
export type LimitName =
  | 'gas'
  | 'milliseconds'
  | 'memory'
  | 'string'
  | 'depth'
  | 'branches'
  | 'sessions'
  | 'embedded'
  | 'timers'
  | 'time'
  | 'output'
  | 'blocked';

/** Ends the run. No program catches it: scopes let it pass. */
export class LimitReached extends Error {
  constructor(readonly limit: LimitName) {
    super(`limit reached: ${limit}`);
  }
}
