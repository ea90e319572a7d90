/** What a person wrote and the inbox has not shown yet. */
export interface Unconfirmed {
  readonly messageUid: string;
  readonly conversation: string;
  readonly recipientIds: readonly number[];
  readonly text: string;
  /** Milliseconds since the epoch. */
  readonly writtenAt: number;
  readonly state: 'sending' | 'accepted' | 'failed';
  /** Why it failed, when the server said so. */
  readonly reason?: string;
}

export interface OutboxOptions {
  /** Hands the message to the connection; false when it is offline now. */
  readonly transmit: (message: Unconfirmed) => boolean;
  readonly after: (milliseconds: number, callback: () => void) => () => void;
  readonly onChange: () => void;
  /** Milliseconds without an answer after which the sender is told. */
  readonly patience?: number;
}

/**
 * Messages on their way out. Each keeps its messageUid over every try, so that however often it is sent it is one
 * message: what is unanswered goes out again by itself when the connection is back, what failed when its writer asks.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  #messages: readonly Unconfirmed[] = [];
  readonly #timers = new Map<string, () => void>();

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /** In the order of writing; a new array after each change. */
  get messages(): readonly Unconfirmed[] {
    return this.#messages;
  }

  submit(message: Omit<Unconfirmed, 'state' | 'reason'>): void {
    this.#messages = [...this.#messages, { ...message, state: 'sending' }];
    this.#send(message.messageUid);
    this.#options.onChange();
  }

  /** Sends a failed message again, as the same message. */
  retry(messageUid: string): void {
    this.#change(messageUid, { state: 'sending' });
    this.#send(messageUid);
  }

  /** Forgets a message: it failed and is given up, or the inbox shows it now. */
  remove(messageUid: string): void {
    this.#settle(messageUid);
    if (!this.#messages.some((message) => message.messageUid === messageUid)) return;
    this.#messages = this.#messages.filter((message) => message.messageUid !== messageUid);
    this.#options.onChange();
  }

  accepted(messageUid: string): void {
    this.#settle(messageUid);
    this.#change(messageUid, { state: 'accepted' });
  }

  rejected(messageUid: string, reason: string): void {
    this.#settle(messageUid);
    this.#change(messageUid, { state: 'failed', reason });
  }

  /** The connection is back: whatever has no answer is sent again, in the order of writing. */
  resend(): void {
    for (const { messageUid, state, reason } of this.#messages) {
      if (state === 'sending') this.#send(messageUid);
      else if (state === 'failed' && reason === undefined) this.retry(messageUid);
    }
  }

  #send(messageUid: string): void {
    const message = this.#messages.find((other) => other.messageUid === messageUid);
    if (message === undefined) return;
    this.#options.transmit(message);
    this.#settle(messageUid);
    this.#timers.set(
      messageUid,
      this.#options.after(this.#options.patience ?? 15_000, () =>
        this.#change(messageUid, { state: 'failed' }),
      ),
    );
  }

  #settle(messageUid: string): void {
    this.#timers.get(messageUid)?.();
    this.#timers.delete(messageUid);
  }

  #change(messageUid: string, { state, reason }: Pick<Unconfirmed, 'state' | 'reason'>): void {
    this.#messages = this.#messages.map((message) => {
      if (message.messageUid !== messageUid) return message;
      const { conversation, recipientIds, text, writtenAt } = message;
      const changed = { messageUid, conversation, recipientIds, text, writtenAt, state };
      return reason === undefined ? changed : { ...changed, reason };
    });
    this.#options.onChange();
  }
}
