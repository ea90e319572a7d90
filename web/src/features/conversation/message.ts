import { derivedUid, type ReceiveMessage } from '@parley/envelope';

/** Who wrote a message: its sender, the sender's script, or the sender's fixed reply. */
export type Author = 'person' | 'script' | 'auto-reply';

/** A message as the page keeps it. Its identity is (senderId, messageUid). */
export interface ChatMessage {
  readonly messageUid: string;
  readonly conversation: string;
  readonly position: number;
  readonly text: string;
  readonly senderId: number;
  readonly recipientIds: readonly number[];
  readonly author: Author;
  /** The messageUid that a program's message answers. */
  readonly causedBy?: string;
  /** Milliseconds since the epoch. */
  readonly sentAt: number;
}

/**
 * Tells a fixed reply from a script's message. The envelope only says that a program made it; but its id is derived
 * from the stage that made it and from its cause, whose sender is one of the recipients: so it can be made again.
 */
function authorOf({ fromAutoReply, causedBy, recipientIds, userId, messageUid }: ReceiveMessage): Author {
  if (!fromAutoReply) return 'person';
  const isFixedReply =
    causedBy !== undefined &&
    recipientIds.some(
      (senderId) =>
        derivedUid({ senderId, messageUid: causedBy, stage: 'auto-reply', ownerId: userId, index: 0 }) ===
        messageUid,
    );
  return isFixedReply ? 'auto-reply' : 'script';
}

/** The delivered frame as a message of the page. */
export function chatMessageOf(frame: ReceiveMessage): ChatMessage {
  const { messageUid, conversation, position, msg, userId, recipientIds, causedBy, sentAt } = frame;
  return {
    messageUid,
    conversation,
    position,
    text: msg,
    senderId: userId,
    recipientIds,
    author: authorOf(frame),
    ...(causedBy === undefined ? {} : { causedBy }),
    sentAt: Date.parse(sentAt),
  };
}
