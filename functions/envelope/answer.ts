import type { Attributes } from './attributes';
import { conversationOf, derivedSessionId, derivedUid } from './derived-ids';
import type { Envelope } from './envelope';

/** An envelope and what travels beside it. */
export interface Message {
  readonly envelope: Envelope;
  readonly attributes: Attributes;
}

/**
 * A message that a program of `ownerId` made because of `cause`, whose slip the stage has advanced already. It goes
 * the rest of its cause's way under its cause's ordering key, so that it never overtakes it, and reaches no script.
 */
export function answer(
  cause: Message,
  made: {
    stage: string;
    ownerId: number;
    index: number;
    recipientIds: readonly number[];
    messageBody: string;
  },
): Message {
  const { envelope, attributes } = cause;
  const derivation = { ...made, senderId: envelope.senderId, messageUid: envelope.messageUid };
  return {
    envelope: {
      messageUid: derivedUid(derivation),
      sessionId: derivedSessionId(derivation),
      messageBody: made.messageBody,
      senderId: made.ownerId,
      recipientIds: made.recipientIds,
      fromAutoReply: true,
      eventDestinations: envelope.eventDestinations,
    },
    attributes: {
      sentAt: attributes.sentAt,
      conversation: conversationOf(made.ownerId, made.recipientIds),
      key: attributes.key,
      causedBy: envelope.messageUid,
      ...(attributes.traceparent === undefined ? {} : { traceparent: attributes.traceparent }),
    },
  };
}
