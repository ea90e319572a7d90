/** Every code of this part; what the adapters refuse keeps theirs. */
export const adminCodes = {
  /** The command line is not one of those that the help names. */
  usage: 'usage',
  /** Nobody has this username. */
  unknownAccount: 'unknown-account',
  /** There is no dead letter with this id. */
  unknownDeadLetter: 'unknown-dead-letter',
} as const;

/** A command that can't be done, in words for the operator. */
export class AdminError extends Error {
  constructor(
    readonly code: (typeof adminCodes)[keyof typeof adminCodes],
    message: string,
  ) {
    super(message);
    this.name = 'AdminError';
  }
}
