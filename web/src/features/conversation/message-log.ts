import type { ChatMessage } from './message';

const identityOf = ({ senderId, messageUid }: { senderId: number; messageUid: string }) =>
  `${senderId}/${messageUid}`;

/**
 * What was received, by conversation, each message once and in the order of positions. Arrays that were handed out
 * never change: an addition makes a new one at the next reading.
 */
export class MessageLog {
  readonly #known = new Map<string, ChatMessage>();
  readonly #threads = new Map<string, ChatMessage[]>();
  readonly #handedOut = new Set<string>();

  /** Takes the message in; false when it is here already (deliveries repeat). */
  add(message: ChatMessage): boolean {
    const identity = identityOf(message);
    if (this.#known.has(identity)) return false;
    this.#known.set(identity, message);
    const thread = this.#writable(message.conversation);
    let at = thread.length;
    while (at > 0 && thread[at - 1]!.position > message.position) at--;
    thread.splice(at, 0, message);
    return true;
  }

  /** The conversation's messages, oldest first. */
  thread(conversation: string): readonly ChatMessage[] {
    this.#handedOut.add(conversation);
    return this.#threads.get(conversation) ?? [];
  }

  get conversations(): Iterable<string> {
    return this.#threads.keys();
  }

  has(senderId: number, messageUid: string): boolean {
    return this.#known.has(identityOf({ senderId, messageUid }));
  }

  clear(): void {
    this.#known.clear();
    this.#threads.clear();
    this.#handedOut.clear();
  }

  #writable(conversation: string): ChatMessage[] {
    const current = this.#threads.get(conversation) ?? [];
    if (!this.#handedOut.delete(conversation) && this.#threads.has(conversation)) return current;
    const fresh = [...current];
    this.#threads.set(conversation, fresh);
    return fresh;
  }
}
