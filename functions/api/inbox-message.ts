import type { InboxCursors } from '@parley/accounts';
import type { InboxEntry } from '@parley/ports';

/** An inbox entry as the interface shows it, with the cursor that names it. */
export const messageOf = (cursors: InboxCursors, userId: number, entry: InboxEntry) => ({
  messageUid: entry.messageUid,
  conversation: entry.conversation,
  position: entry.position,
  messageBody: entry.messageBody,
  senderId: entry.senderId,
  recipientIds: entry.recipientIds,
  fromAutoReply: entry.fromAutoReply,
  ...(entry.causedBy === undefined ? {} : { causedBy: entry.causedBy }),
  sentAt: entry.sentAt,
  cursor: cursors.at(userId, entry),
});
