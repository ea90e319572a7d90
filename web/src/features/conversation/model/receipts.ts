import type { ServerFrame } from '@parley/envelope';
import type { Kept } from '../kept/kept';
import type { Keeper } from '../kept/keeper';
import type { Book } from './book';
import type { ChatMessage } from './message';

export interface ReceiptsOptions {
  readonly ownId: number;
  readonly book: Book;
  readonly kept: Pick<Kept, 'find'>;
  readonly keeper: Keeper;
  readonly onChange: () => void;
  /** Something was read on another device, and only the server can tell what is left. */
  readonly onUnsure: () => void;
}

interface Reader {
  readonly conversation: string;
  readonly messageUid: string;
  readonly userId: number;
}

/**
 * Who got one's messages on a screen, and how far people have read. A receipt may come before the message it is about:
 * the sender's own copy is stored last.
 */
export class Receipts {
  readonly #options: ReceiptsOptions;
  #delivered: ReadonlyMap<string, readonly number[]> = new Map();
  /** Readings of messages that are not here, by conversation and person: the last one counts. */
  readonly #early = new Map<string, Reader>();

  constructor(options: ReceiptsOptions) {
    this.#options = options;
  }

  /** Who has one's messages on a screen, by messageUid; a new map after each change. */
  get delivered(): ReadonlyMap<string, readonly number[]> {
    return this.#delivered;
  }

  /** Takes in what an earlier visit left. */
  restore(delivered: ReadonlyMap<string, readonly number[]>): void {
    this.#delivered = new Map([...delivered, ...this.#delivered]);
  }

  receive(frame: ServerFrame): void {
    if (frame.$type === 'Delivered') this.#deliver(frame.messageUid, frame.userId);
    if (frame.$type === 'Read') void this.#read(frame);
  }

  /** A message is here now; somebody may have read it already. */
  arrived(message: ChatMessage): void {
    for (const [key, reader] of this.#early) {
      if (reader.conversation !== message.conversation || reader.messageUid !== message.messageUid) continue;
      this.#early.delete(key);
      this.#apply(reader.userId, message);
    }
  }

  clear(): void {
    this.#delivered = new Map();
    this.#early.clear();
  }

  #deliver(messageUid: string, userId: number): void {
    const there = this.#delivered.get(messageUid) ?? [];
    if (there.includes(userId)) return;
    const people = [...there, userId];
    this.#delivered = new Map(this.#delivered).set(messageUid, people);
    this.#options.keeper.note({ delivered: new Map([[messageUid, people]]) });
    this.#options.onChange();
  }

  async #read(reader: Reader): Promise<void> {
    const { book, kept, ownId, onUnsure } = this.#options;
    const { conversation, messageUid, userId } = reader;
    const { messages } = book.thread(conversation);
    const last = book.summary(conversation)?.last;
    const here =
      messages.find((message) => message.messageUid === messageUid) ??
      (last?.messageUid === messageUid ? last : await kept.find(conversation, messageUid));
    if (here !== null) return this.#apply(userId, here);
    if (userId === ownId) onUnsure();
    else this.#early.set(`${conversation}/${userId}`, reader);
  }

  #apply(userId: number, message: ChatMessage): void {
    const { book, keeper, ownId, onChange, onUnsure } = this.#options;
    const summary = userId === ownId ? book.markRead(message) : book.markReader(message, userId);
    if (summary === null) return onUnsure();
    keeper.note({ summaries: [summary] });
    onChange();
  }
}
