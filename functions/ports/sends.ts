/** The record that makes a send idempotent, under (senderId, messageUid). */
export interface SendRecord {
  readonly senderId: number;
  readonly messageUid: string;
  /** SHA-256 of the content, hex. */
  readonly contentHash: string;
  /** RFC 3339; the first send's, kept for every repetition. */
  readonly sentAt: string;
  readonly sessionId: string;
}

export interface Sends {
  /** Records the send unless one stands under its key, and returns the one that stands. Exactly one of several wins. */
  recordSend(send: SendRecord): Promise<SendRecord>;
}
