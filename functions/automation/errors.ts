/** Every code of this part. */
export const automationCodes = {
  /** So many scripts are looked at that this one's turn did not come in time. The same may be asked again. */
  busy: 'scripts-busy',
} as const;

/** A failure of this part, with a stable code. Its text never holds a script or a message. */
export class AutomationError extends Error {
  constructor(
    readonly code: (typeof automationCodes)[keyof typeof automationCodes],
    message: string,
  ) {
    super(message);
    this.name = 'AutomationError';
  }
}
