import { limits, type ClientFrame, type ServerFrame } from '@parley/envelope';
import { Cell } from '../../../store';

export interface TypingOptions {
  readonly ownId: number;
  readonly transmit: (frame: ClientFrame) => boolean;
  readonly now: () => number;
  readonly after: (milliseconds: number, callback: () => void) => () => void;
}

/** Somebody counts as typing for so long (ms) after the last word of it. */
const lasting = 2 * limits.typingMilliseconds;

/** Who is typing where, and telling others that the reader is. */
export class Typing {
  readonly #options: TypingOptions;
  /** Who is typing, by conversation. */
  readonly people = new Cell<ReadonlyMap<string, readonly number[]>>(new Map());
  #toldAt = -Infinity;
  readonly #ends = new Map<string, () => void>();

  constructor(options: TypingOptions) {
    this.#options = options;
  }

  /** The reader is writing to these people; told at most once in three seconds, and to no large group. */
  tell(otherIds: readonly number[]): void {
    const { now, transmit } = this.#options;
    if (otherIds.length === 0 || otherIds.length > limits.typingRecipients) return;
    if (now() - this.#toldAt < limits.typingMilliseconds) return;
    if (transmit({ $type: 'Typing', destinationUsers: otherIds })) this.#toldAt = now();
  }

  /** The message was sent: the next word is news again. */
  rest(): void {
    this.#toldAt = -Infinity;
  }

  receive(frame: ServerFrame): void {
    if (frame.$type === 'ReceiveMessage') this.#end(frame.conversation, frame.userId);
    if (frame.$type !== 'Typing' || frame.userId === this.#options.ownId) return;
    const { conversation, userId } = frame;
    const key = `${conversation}/${userId}`;
    this.#ends.get(key)?.();
    this.#ends.set(
      key,
      this.#options.after(lasting, () => this.#end(conversation, userId)),
    );
    const there = this.people.get().get(conversation) ?? [];
    if (!there.includes(userId)) this.#show(conversation, [...there, userId]);
  }

  /** Forgets who was typing: the connection is gone. */
  clear(): void {
    for (const cancel of this.#ends.values()) cancel();
    this.#ends.clear();
    if (this.people.get().size > 0) this.people.set(new Map());
  }

  #end(conversation: string, userId: number): void {
    const key = `${conversation}/${userId}`;
    this.#ends.get(key)?.();
    if (!this.#ends.delete(key)) return;
    const there = this.people.get().get(conversation) ?? [];
    this.#show(
      conversation,
      there.filter((id) => id !== userId),
    );
  }

  #show(conversation: string, people: readonly number[]): void {
    const all = new Map(this.people.get());
    if (people.length === 0) all.delete(conversation);
    else all.set(conversation, people);
    this.people.set(all);
  }
}
