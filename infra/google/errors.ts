/** What can keep the Google adapters from their work, by stable code. What a service itself refuses keeps its own. */
export const googleCodes = {
  'damaged-document': 'A document in Firestore is not what Parley wrote: it was edited by hand.',
  'script-vanished': 'The active version of a script is not in the bucket any more.',
  contention: 'Too many others wrote at the same place at the same time; it may be tried again.',
  'missing-setting': 'A setting that a function or a relay needs is not in its environment.',
  'unknown-setting': 'A setting of a function has a value that is none of those it can have.',
  'no-identity': 'The platform did not say who a function is, so that it may not ask Google’s services.',
  'ids-used-up': 'All user ids were given.',
} as const;

/** The one error of the Google adapters. Its text names documents and objects by id, never what is in them. */
export class GoogleError extends Error {
  constructor(
    readonly code: keyof typeof googleCodes,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'GoogleError';
  }
}
