/** Every code of this part. */
export const observabilityCodes = {
  /** A setting of the log or of the traces is not what it must be. */
  invalidSetting: 'invalid-setting',
} as const;

/** What keeps a process from telling what happens, in words for whoever starts it. */
export class ObservabilityError extends Error {
  constructor(
    readonly code: (typeof observabilityCodes)[keyof typeof observabilityCodes],
    message: string,
  ) {
    super(message);
    this.name = 'ObservabilityError';
  }
}
