/** Every code of this part. */
export const benchCodes = {
  /** The command line is not one that the help names. */
  usage: 'usage',
  /** What a measurement needs is not on this machine. */
  missing: 'missing',
} as const;

/** A command that can't be done, in words for whoever gave it. */
export class BenchError extends Error {
  constructor(
    readonly code: (typeof benchCodes)[keyof typeof benchCodes],
    message: string,
  ) {
    super(message);
    this.name = 'BenchError';
  }
}
