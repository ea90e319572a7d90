import { brokenEnvelope, decodeAttributes, encodeAttributes, type Message } from '@parley/envelope';
import { PipelineError, pipelineCodes } from './errors';
import type { StageResult } from './stage';

const same = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a === b || (a.length === b.length && a.every((value, i) => value === b[i]));

/** Whether nothing differs that may never differ between a message before a stage and after it. */
const isStill = (before: Message, after: Message): boolean =>
  (before.envelope === after.envelope ||
    (before.envelope.messageUid === after.envelope.messageUid &&
      before.envelope.senderId === after.envelope.senderId &&
      same(before.envelope.recipientIds, after.envelope.recipientIds) &&
      before.envelope.fromAutoReply === after.envelope.fromAutoReply &&
      same(before.envelope.eventDestinations, after.envelope.eventDestinations))) &&
  before.attributes.sentAt === after.attributes.sentAt &&
  before.attributes.conversation === after.attributes.conversation &&
  before.attributes.key === after.attributes.key;

/** What the next stage would have to put a message aside for; null for nothing. What stayed as it was is not looked at again. */
const brokenPartOf = (before: Message, { envelope, attributes }: Message) => {
  const broken = envelope === before.envelope ? null : brokenEnvelope(envelope);
  if (broken !== null || attributes === before.attributes) return broken;
  const beside = decodeAttributes(encodeAttributes(attributes));
  return beside.ok ? null : beside;
};

/**
 * Throws when a stage changed what it may not change, or made a message that the next stage would have to put aside:
 * a defect is then found where it is, and the message waits instead of being lost.
 */
export function assertResult(stage: string, before: Message, next: string | null, result: StageResult): void {
  const refuse = (what: string) => {
    throw new PipelineError(pipelineCodes.stageResult, `The stage ${stage} ${what}.`);
  };
  if (!isStill(before, result.message)) {
    refuse('changed more of a message than its text and those from whom it is withheld');
  }
  if (next === null) {
    if (result.generated.length > 0) refuse('made messages at the end of their way');
    return;
  }
  if (result.deliveries !== undefined) refuse('made deliveries before the end of the way');
  for (const each of [result.message, ...result.generated]) {
    const broken = brokenPartOf(before, each);
    if (broken !== null) refuse(`made an impossible message: ${broken.field} ${broken.reason}`);
  }
  for (const { envelope, attributes } of result.generated) {
    if (!envelope.fromAutoReply) refuse('made a message that does not say so');
    if (!same(envelope.eventDestinations, before.envelope.eventDestinations)) {
      refuse('sent a message another way than its cause');
    }
    if (attributes.key !== before.attributes.key) refuse('made a message that may overtake its cause');
  }
}
