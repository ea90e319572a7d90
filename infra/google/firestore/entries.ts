import type { Database, DocumentSnapshot } from './database';
import type { InboxEntry, InboxMessage } from '@parley/ports';
import { fieldsOf, isBoolean, isInteger, isIntegers, isString, orAbsent, type Shape } from './documents';
import { documentOf } from './paths';
import { wordsOf } from './words';

const entryShape: Shape<InboxEntry> = {
  position: isInteger,
  messageUid: isString,
  conversation: isString,
  messageBody: isString,
  senderId: isInteger,
  recipientIds: isIntegers,
  fromAutoReply: isBoolean,
  causedBy: orAbsent(isString),
  sentAt: isString,
};

/** The fields of an entry, without those that only queries look at. */
export const entryFields = Object.keys(entryShape);

export const entryOf = (snapshot: DocumentSnapshot): InboxEntry => fieldsOf(snapshot, entryShape);

/** Everybody in a message's conversation, ascending. */
export const membersOf = ({ senderId, recipientIds }: Pick<InboxMessage, 'senderId' | 'recipientIds'>) =>
  [...new Set([senderId, ...recipientIds])].sort((a, b) => a - b);

/** `users/{userId}/inbox/{position}`: that a position is a document's name makes it one entry's alone. */
export const entryAt = (db: Database, userId: number, position: number) =>
  documentOf(db, userId, 'inbox', String(position).padStart(10, '0'));

/** An entry's document, the last of its conversation until the next one comes. */
export function documentFor(userId: number, position: number, message: InboxMessage) {
  const { messageUid, conversation, messageBody, senderId, recipientIds, fromAutoReply, causedBy, sentAt } =
    message;
  return {
    position,
    messageUid,
    conversation,
    messageBody,
    senderId,
    recipientIds: [...recipientIds],
    fromAutoReply,
    ...(causedBy === undefined ? {} : { causedBy }),
    sentAt,
    isLast: true,
    isOwn: senderId === userId,
    members: membersOf(message),
    words: wordsOf(messageBody),
  };
}
