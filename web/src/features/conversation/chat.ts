import { Cell } from '../../store';
import { conversationOf, type ClientFrame, type ServerFrame } from '@parley/envelope';
import { chatMessageOf, type ChatMessage } from './message';
import { MessageLog } from './message-log';
import { Outbox, type Unconfirmed } from './outbox';

/** A set of people, the reader among them, and what was said between them. */
export interface Conversation {
  readonly id: string;
  /** Everybody but the reader, ascending. */
  readonly otherIds: readonly number[];
  readonly messages: readonly ChatMessage[];
  readonly unconfirmed: readonly Unconfirmed[];
  readonly unread: number;
  /** When something last happened, ms; 0 when nothing did. */
  readonly latestAt: number;
}

export interface ChatSnapshot {
  /** The newest first. */
  readonly conversations: readonly Conversation[];
  readonly byId: ReadonlyMap<string, Conversation>;
}

export interface ChatOptions {
  readonly ownId: number;
  readonly transmit: (frame: ClientFrame) => boolean;
  readonly now: () => number;
  readonly after: (milliseconds: number, callback: () => void) => () => void;
  readonly newUid: () => string;
  /** Runs the callback soon, once for many changes. */
  readonly soon: (callback: () => void) => void;
  /** The positions up to which conversations were read, by conversation, kept between visits. */
  readonly seen: { load(): Record<string, number> | null; save(seen: Record<string, number>): void };
}

/** One person's conversations: takes in frames, sends, and tells its subscribers of changes. */
export class Chat {
  readonly #options: ChatOptions;
  readonly #log = new MessageLog();
  readonly #outbox: Outbox;
  readonly #startedAt: number;
  /** Nothing is known of what was read before on this device: what is older than this visit counts as read. */
  readonly #firstVisit: boolean;
  readonly #seen: Map<string, number>;
  readonly snapshot = new Cell<ChatSnapshot>({ conversations: [], byId: new Map() });
  #announced = false;

  constructor(options: ChatOptions) {
    this.#options = options;
    const seen = options.seen.load();
    this.#firstVisit = seen === null;
    this.#seen = new Map(Object.entries(seen ?? {}));
    this.#startedAt = options.now();
    this.#outbox = new Outbox({
      transmit: ({ messageUid, text, recipientIds }) =>
        options.transmit({ $type: 'SendMessage', messageUid, message: text, destinationUsers: recipientIds }),
      after: options.after,
      onChange: () => this.#changed(),
    });
  }

  /** Takes in a frame of the relay. */
  receive(frame: ServerFrame): void {
    if (frame.$type === 'Welcome') this.#outbox.resend();
    if (frame.$type === 'Accepted') this.#accepted(frame.messageUid);
    if (frame.$type === 'Rejected' && frame.messageUid !== undefined)
      this.#outbox.rejected(frame.messageUid, frame.problem.detail ?? frame.problem.title);
    if (frame.$type !== 'ReceiveMessage') return;
    const message = chatMessageOf(frame);
    if (!this.#log.add(message)) return;
    if (message.senderId === this.#options.ownId) this.#outbox.remove(message.messageUid);
    if (this.#firstVisit && message.sentAt < this.#startedAt)
      this.#seen.set(
        message.conversation,
        Math.max(message.position, this.#seen.get(message.conversation) ?? 0),
      );
    this.#changed();
  }

  /** Drops what was received: all of it comes again. What is on its way out stays. */
  reload(): void {
    this.#log.clear();
    this.#changed();
  }

  /** Sends a text to people; returns the conversation it lies in. */
  send(otherIds: readonly number[], text: string): string {
    const { ownId, now, newUid } = this.#options;
    const conversation = conversationOf(ownId, otherIds);
    const recipientIds = [...otherIds];
    this.#outbox.submit({ messageUid: newUid(), conversation, recipientIds, text, writtenAt: now() });
    return conversation;
  }

  retry(messageUid: string): void {
    this.#outbox.retry(messageUid);
  }

  discard(messageUid: string): void {
    this.#outbox.remove(messageUid);
  }

  /** The reader has the newest of this conversation before their eyes. */
  markSeen(conversation: string): void {
    const newest = this.#log.thread(conversation).at(-1);
    if (newest === undefined || (this.#seen.get(conversation) ?? 0) >= newest.position) return;
    this.#seen.set(conversation, newest.position);
    this.#options.seen.save(Object.fromEntries(this.#seen));
    this.#changed();
  }

  #accepted(messageUid: string): void {
    if (this.#log.has(this.#options.ownId, messageUid)) this.#outbox.remove(messageUid);
    else this.#outbox.accepted(messageUid);
  }

  #changed(): void {
    if (this.#announced) return;
    this.#announced = true;
    this.#options.soon(() => {
      this.#announced = false;
      this.snapshot.set(this.#take());
    });
  }

  #take(): ChatSnapshot {
    const ids = new Set(this.#log.conversations);
    for (const { conversation } of this.#outbox.messages) ids.add(conversation);
    const conversations = [...ids]
      .map((id) => this.#conversation(id))
      .sort((a, b) => b.latestAt - a.latestAt);
    return { conversations, byId: new Map(conversations.map((each) => [each.id, each])) };
  }

  #conversation(id: string): Conversation {
    const { ownId } = this.#options;
    const messages = this.#log.thread(id);
    const unconfirmed = this.#outbox.messages.filter(({ conversation }) => conversation === id);
    const first = messages[0];
    const people = first ? [first.senderId, ...first.recipientIds] : (unconfirmed[0]?.recipientIds ?? []);
    const seen = this.#seen.get(id) ?? 0;
    let unread = 0;
    for (let i = messages.length - 1; i >= 0 && messages[i]!.position > seen; i--)
      if (messages[i]!.senderId !== ownId) unread++;
    return {
      id,
      otherIds: [...new Set(people)].filter((person) => person !== ownId).sort((a, b) => a - b),
      messages,
      unconfirmed,
      unread,
      latestAt: Math.max(messages.at(-1)?.sentAt ?? 0, unconfirmed.at(-1)?.writtenAt ?? 0),
    };
  }
}
