/** Every code of this part: why the server can't start. Each is told in one line that says what to do. */
export const localCodes = {
  /** Another program listens on the port. */
  portBusy: 'port-busy',
  /** The address can't be listened on. */
  addressUnusable: 'address-unusable',
  /** A setting is not what it must be. */
  invalidSetting: 'invalid-setting',
  /** The data can't be opened: in use, or written by a newer version. */
  dataUnusable: 'data-unusable',
} as const;

/** A reason for not starting, in words for whoever started it. */
export class LocalError extends Error {
  constructor(
    readonly code: (typeof localCodes)[keyof typeof localCodes],
    message: string,
  ) {
    super(message);
    this.name = 'LocalError';
  }
}
