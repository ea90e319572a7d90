/** Every code of this part; what the adapters refuse keeps theirs. */
export const adminCodes = {
  /** The command line is not one of those that the help names. */
  usage: 'usage',
  /** Nobody has this username. */
  unknownAccount: 'unknown-account',
  /** There is no dead letter with this id. */
  unknownDeadLetter: 'unknown-dead-letter',
  /** The file that should be written is there already. */
  fileThere: 'file-there',
  /** The file is no export, was never finished, or was changed. */
  exportDamaged: 'export-damaged',
  /** An account that should be put in has the id or the name of another one. */
  accountTaken: 'account-taken',
  /** The command does not exist for data in Google's services, which have their own. */
  notThere: 'not-there',
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
