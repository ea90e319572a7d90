/** Every code of this part: refusals of a send, reasons for putting a delivery aside, and failures. */
export const pipelineCodes = {
  /** A field of a send is not what it must be. Refusal. */
  invalidMessage: 'invalid-message',
  /** A send's text is longer than 64 KiB of UTF-8. Refusal. */
  messageTooLarge: 'message-too-large',
  /** A send names more than 256 people. Refusal. */
  tooManyRecipients: 'too-many-recipients',
  /** A send names somebody who does not exist. Refusal. */
  unknownRecipient: 'unknown-recipient',
  /** The messageUid was used before, for other content, which stands. Refusal. */
  conflict: 'conflict',
  /** A stage made something of a message that it may not make: a defect of the stage. */
  stageResult: 'stage-result',
  /** The list of stages in the settings can't be a routing slip: an operator must mend it. */
  pipelineSetting: 'pipeline-setting',
} as const;

/** Why a send was refused; a value, not an exception. */
export type RefusalCode = (typeof pipelineCodes)[
  'invalidMessage' | 'messageTooLarge' | 'tooManyRecipients' | 'unknownRecipient' | 'conflict'];

/** A failure of the pipeline itself, with a stable code. Its text never holds anything of a message's. */
export class PipelineError extends Error {
  constructor(
    readonly code: typeof pipelineCodes.stageResult | typeof pipelineCodes.pipelineSetting,
    message: string,
  ) {
    super(message);
    this.name = 'PipelineError';
  }
}
