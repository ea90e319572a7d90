import { conversationOf } from '@parley/envelope';
import type { ChatMessage } from '../model/message';

/** A UUID of version 4 that is told by a number. */
export const uidOf = (n: number): string => `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;

/** A message at this place of the inbox of person 1, from person 2, one second after the one before. */
export function messageAt(position: number, change: Partial<ChatMessage> = {}): ChatMessage {
  return {
    messageUid: uidOf(position),
    conversation: conversationOf(1, [2]),
    position,
    text: `message ${position}`,
    senderId: 2,
    recipientIds: [1],
    author: 'person',
    sentAt: Date.UTC(2026, 4, 4, 12) + position * 1000,
    cursor: `cursor-${position}`,
    ...change,
  };
}
