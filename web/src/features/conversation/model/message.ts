import { derivedUid, type ReceiveMessage } from '@parley/envelope';
import type { InboxMessage } from '../../../api';

/** Who wrote a message: its sender, the sender's script, or the sender's fixed reply. */
export type Author = 'person' | 'script' | 'auto-reply';

/** A message as the page keeps it. Its identity is (senderId, messageUid); in one's own inbox also its position. */
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
  /** Names the message's place in the inbox, from where the history is read on; null while it is not known. */
  readonly cursor: string | null;
}

type Delivered = Omit<InboxMessage, 'messageBody' | 'cursor'> & Pick<ChatMessage, 'text' | 'cursor'>;

/**
 * Tells a fixed reply from a script's message. The envelope only says that a program made it; but its id is derived
 * from the stage that made it and from its cause, whose sender is one of the recipients: so it can be made again.
 */
function authorOf({ fromAutoReply, causedBy, recipientIds, senderId, messageUid }: Delivered): Author {
  if (!fromAutoReply) return 'person';
  const isFixedReply =
    causedBy !== undefined &&
    recipientIds.some(
      (asker) =>
        derivedUid({
          senderId: asker,
          messageUid: causedBy,
          stage: 'auto-reply',
          ownerId: senderId,
          index: 0,
        }) === messageUid,
    );
  return isFixedReply ? 'auto-reply' : 'script';
}

function messageOf(delivered: Delivered): ChatMessage {
  const { messageUid, conversation, position, text, senderId, recipientIds, causedBy, sentAt, cursor } =
    delivered;
  return {
    messageUid,
    conversation,
    position,
    text,
    senderId,
    recipientIds,
    author: authorOf(delivered),
    ...(causedBy === undefined ? {} : { causedBy }),
    sentAt: Date.parse(sentAt),
    cursor,
  };
}

/** The delivered frame as a message of the page. Its cursor names what the session has without gaps, not the message. */
export const chatMessageOf = ({ msg, userId, ...frame }: ReceiveMessage): ChatMessage =>
  messageOf({ ...frame, text: msg, senderId: userId, cursor: null });

/** A message that the API listed as a message of the page. */
export const listedMessageOf = ({ messageBody, ...message }: InboxMessage): ChatMessage =>
  messageOf({ ...message, text: messageBody });
