import type { Problem } from '@parley/envelope';

/** What a person wrote and the inbox has not shown yet. */
export interface Unconfirmed {
  readonly messageUid: string;
  readonly conversation: string;
  readonly recipientIds: readonly number[];
  readonly text: string;
  /** Milliseconds since the epoch. */
  readonly writtenAt: number;
  readonly state: 'sending' | 'accepted' | 'failed';
  /** Why it failed: the server's code, when it said so. */
  readonly reason?: string;
}

export interface OutboxOptions {
  /** Hands the message to the connection; false when it is offline now. */
  readonly transmit: (message: Unconfirmed) => boolean;
  readonly after: (milliseconds: number, callback: () => void) => () => void;
  /** Called after each change with the message as it is now, null when it is forgotten. */
  readonly onChange: (messageUid: string, message: Unconfirmed | null) => void;
  /** Milliseconds without an answer after which the sender is told. */
  readonly patience?: number;
}

/** Refusals that pass by themselves: the same message goes out again after a pause. */
const passing: readonly string[] = ['rate-limited', 'unavailable'];
const pause = 1_500;

/**
 * Messages on their way out, one at a time and in the order of writing. Each keeps its messageUid over every try, so
 * that however often it is sent it is one message: what is unanswered goes out again by itself when the connection is
 * back, what was refused when its writer asks.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  #messages: readonly Unconfirmed[] = [];
  /** The one message that has no answer yet. */
  #inFlight: string | null = null;
  #cancel = () => {};

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /** In the order of writing; a new array after each change. */
  get messages(): readonly Unconfirmed[] {
    return this.#messages;
  }

  /** Takes in what an earlier visit left. */
  restore(messages: readonly Unconfirmed[]): void {
    const known = new Set(this.#messages.map(({ messageUid }) => messageUid));
    const earlier = messages.filter(({ messageUid }) => !known.has(messageUid));
    this.#messages = [...earlier, ...this.#messages].sort((a, b) => a.writtenAt - b.writtenAt);
  }

  submit(message: Omit<Unconfirmed, 'state' | 'reason'>): void {
    const waiting: Unconfirmed = { ...message, state: 'sending' };
    this.#messages = [...this.#messages, waiting];
    this.#options.onChange(message.messageUid, waiting);
    this.#sendNext();
  }

  /** Sends a failed message again, as the same message. */
  retry(messageUid: string): void {
    this.#change(messageUid, { state: 'sending' });
    this.#sendNext();
  }

  /** Forgets a message: it failed and is given up, or the inbox shows it now. */
  remove(messageUid: string): void {
    if (!this.#messages.some((message) => message.messageUid === messageUid)) return;
    this.#messages = this.#messages.filter((message) => message.messageUid !== messageUid);
    this.#options.onChange(messageUid, null);
    this.#answered(messageUid);
  }

  accepted(messageUid: string): void {
    this.#change(messageUid, { state: 'accepted' });
    this.#answered(messageUid);
  }

  rejected(messageUid: string, { code }: Problem): void {
    if (passing.includes(code)) {
      if (messageUid === this.#inFlight) this.#wait(pause, () => this.#release());
      return;
    }
    this.#change(messageUid, { state: 'failed', reason: code });
    this.#answered(messageUid);
  }

  /** The connection is back: whatever has no answer is sent again, in the order of writing. */
  resend(): void {
    for (const { messageUid, state, reason } of this.#messages)
      if (state === 'failed' && reason === undefined) this.#change(messageUid, { state: 'sending' });
    this.#release();
  }

  /** The connection is gone: what is on its way waits for the next one, however long that takes. */
  hold(): void {
    this.#wait(0, null);
    this.#inFlight = null;
  }

  #sendNext(): void {
    if (this.#inFlight !== null) return;
    const next = this.#messages.find(({ state }) => state === 'sending');
    if (next === undefined || !this.#options.transmit(next)) return;
    this.#inFlight = next.messageUid;
    this.#wait(this.#options.patience ?? 15_000, () => {
      this.#change(next.messageUid, { state: 'failed' });
      this.#release();
    });
  }

  #answered(messageUid: string): void {
    if (messageUid === this.#inFlight) this.#release();
  }

  #release(): void {
    this.hold();
    this.#sendNext();
  }

  #wait(milliseconds: number, callback: (() => void) | null): void {
    this.#cancel();
    this.#cancel = callback === null ? () => {} : this.#options.after(milliseconds, callback);
  }

  #change(messageUid: string, { state, reason }: Pick<Unconfirmed, 'state' | 'reason'>): void {
    const message = this.#messages.find((other) => other.messageUid === messageUid);
    if (message === undefined) return;
    const { conversation, recipientIds, text, writtenAt } = message;
    const plain = { messageUid, conversation, recipientIds, text, writtenAt, state };
    const changed = reason === undefined ? plain : { ...plain, reason };
    this.#messages = this.#messages.map((other) => (other === message ? changed : other));
    this.#options.onChange(messageUid, changed);
  }
}
