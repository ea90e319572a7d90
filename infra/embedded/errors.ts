/** What can keep the embedded adapters from their work, by stable code. */
export const embeddedCodes = {
  'data-in-use': 'Another process has this data folder open.',
  'schema-newer': 'The data was written by a newer version of Parley.',
  'schema-older':
    'The data was written by an earlier version of Parley, and this command does not migrate it.',
  'no-data': 'There is no data of Parley in the folder.',
  'backup-exists': 'The folder of the backup is there already.',
  'backup-damaged': 'The backup is none, was never finished, or was changed.',
  'not-a-folder': 'The data folder cannot be made or opened.',
  'delivery-ended': 'A stage published after its delivery had ended.',
  closed: 'The database is closed.',
} as const;

/** The one error of the embedded adapters. */
export class EmbeddedError extends Error {
  constructor(
    readonly code: keyof typeof embeddedCodes,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'EmbeddedError';
  }
}
