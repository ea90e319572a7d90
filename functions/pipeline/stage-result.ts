import { decodeEnvelope, encodeEnvelope, type Message } from '@parley/envelope';
import { PipelineError, pipelineCodes } from './errors';
import type { StageResult } from './stage';

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** What may never differ between a message before a stage and after it. */
const fixedPart = ({ envelope, attributes }: Message) => [
  envelope.messageUid,
  envelope.senderId,
  envelope.recipientIds,
  envelope.fromAutoReply,
  envelope.eventDestinations,
  attributes.sentAt,
  attributes.conversation,
  attributes.key,
];

/**
 * Throws when a stage changed what it may not change, or made a message that the next stage would have to put aside:
 * a defect is then found where it is, and the message waits instead of being lost.
 */
export function assertResult(stage: string, before: Message, next: string | null, result: StageResult): void {
  const refuse = (what: string) => {
    throw new PipelineError(pipelineCodes.stageResult, `The stage ${stage} ${what}.`);
  };
  if (!same(fixedPart(before), fixedPart(result.message))) {
    refuse('changed more of a message than its text and those from whom it is withheld');
  }
  if (next === null) {
    if (result.generated.length > 0) refuse('made messages at the end of their way');
    return;
  }
  if (result.deliveries !== undefined) refuse('made deliveries before the end of the way');
  for (const each of [result.message, ...result.generated]) {
    const decoded = decodeEnvelope(encodeEnvelope(each.envelope));
    if (!decoded.ok) refuse(`made an impossible message: ${decoded.field} ${decoded.reason}`);
  }
  for (const { envelope, attributes } of result.generated) {
    if (!envelope.fromAutoReply) refuse('made a message that does not say so');
    if (!same(envelope.eventDestinations, before.envelope.eventDestinations)) {
      refuse('sent a message another way than its cause');
    }
    if (attributes.key !== before.attributes.key) refuse('made a message that may overtake its cause');
  }
}
