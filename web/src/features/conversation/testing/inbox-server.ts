import { conversationOf, type ReceiveMessage } from '@parley/envelope';
import type { Api, InboxMessage } from '../../../api';
import { listedMessageOf, type ChatMessage } from '../model/message';
import { uidOf } from './messages';

const unreachable = {
  ok: false as const,
  refusal: { status: 0, code: 'unreachable', title: '', diagnostics: [] },
};

/** The inbox of person 1 as the server holds it, with the calls by which it is read. */
export class InboxServer implements Pick<Api, 'conversations' | 'messages'> {
  isAway = false;
  unread = 0;
  /** Which calls were made. */
  readonly asked: string[] = [];
  #inbox: InboxMessage[] = [];
  #stored = 0;

  /** Stores a message, from person 2 unless it is said otherwise. */
  store(text: string, change: Partial<ReceiveMessage> = {}): InboxMessage {
    const { messageUid = uidOf(++this.#stored), userId = 2, recipientIds = [1] } = change;
    const position = this.#inbox.length + 1;
    const message: InboxMessage = {
      messageUid,
      conversation: change.conversation ?? conversationOf(userId, recipientIds),
      position,
      messageBody: text,
      senderId: userId,
      recipientIds,
      fromAutoReply: false,
      sentAt: change.sentAt ?? new Date(Date.UTC(2026, 4, 4, 12) + position * 1000).toISOString(),
      cursor: `at-${position}`,
    };
    this.#inbox.push(message);
    return message;
  }

  /** The message as the relay delivers it; its cursor names what the session has without gaps. */
  frame({ messageBody, senderId, ...message }: InboxMessage, cursor = message.cursor): ReceiveMessage {
    return { $type: 'ReceiveMessage', ...message, msg: messageBody, userId: senderId, cursor };
  }

  message(position: number): ChatMessage {
    return listedMessageOf(this.#inbox[position - 1]!);
  }

  /** Everything is gone, as after a backup from before it. */
  restore(): void {
    this.#inbox = [];
  }

  readonly conversations: Api['conversations'] = async () => {
    this.asked.push('conversations');
    if (this.isAway) return unreachable;
    const last = new Map(this.#inbox.map((message) => [message.conversation, message]));
    const conversations = [...last.values()]
      .sort((a, b) => b.position - a.position)
      .map((message) => ({
        conversation: message.conversation,
        memberIds: [...new Set([message.senderId, ...message.recipientIds])].sort((a, b) => a - b),
        last: message,
        unread: this.unread,
      }));
    return { ok: true, value: { conversations, next: null } };
  };

  readonly messages: Api['messages'] = async ({ conversation, after, before, limit = 50 }) => {
    this.asked.push('messages');
    if (this.isAway) return unreachable;
    const placeOf = (cursor: string, end: number) => (cursor === '' ? end : Number(cursor.slice(3)));
    const all = this.#inbox.filter((message) => message.conversation === conversation);
    const found =
      before === undefined
        ? all.filter(({ position }) => position > placeOf(after ?? '', 0)).slice(0, limit)
        : all.filter(({ position }) => position < placeOf(before, Infinity)).slice(-limit);
    const edge = before === undefined ? found.at(-1) : found[0];
    return {
      ok: true,
      value: { messages: found, next: found.length < limit || edge === undefined ? null : edge.cursor },
    };
  };
}
