/** A message as it lies in an inbox. */
export interface InboxMessage {
  readonly messageUid: string;
  readonly conversation: string;
  readonly messageBody: string;
  readonly senderId: number;
  readonly recipientIds: readonly number[];
  readonly fromAutoReply: boolean;
  readonly causedBy?: string;
  readonly sentAt: string;
}

export interface InboxEntry extends InboxMessage {
  /** The entry's place in its user's inbox: 1, 2, 3 … */
  readonly position: number;
}

/** The messages of each user, in the order in which they came. */
export interface Inbox {
  /**
   * Appends the message to each user's inbox, in one transaction, and returns the positions in the users' order.
   * One that lies there already, by (senderId, messageUid), keeps its position. A user who was forgotten has no
   * inbox and no position.
   */
  append(
    userIds: readonly number[],
    message: InboxMessage,
  ): Promise<readonly { userId: number; position: number }[]>;
  /** Entries with `after < position < before`, ascending; with `before` alone the last ones, still ascending. */
  read(
    userId: number,
    query: { after?: number; before?: number; conversation?: string; limit: number },
  ): Promise<readonly InboxEntry[]>;
  /** The last position, 0 when empty. */
  head(userId: number): Promise<number>;
}

/** What one user sees of a conversation. */
export interface Conversation {
  readonly conversation: string;
  /** Everybody in it, the user included, ascending. */
  readonly memberIds: readonly number[];
  readonly last: InboxEntry;
  /** Messages of others after the last one that the user read. */
  readonly unread: number;
  /** The position of the last message that the user read, 0 for none. */
  readonly readTo: number;
}

/** The conversations in each user's inbox. */
export interface Conversations {
  /** Those whose last message lies before the position, the latest first. */
  conversations(userId: number, query: { before?: number; limit: number }): Promise<readonly Conversation[]>;
  /**
   * Notes that the user read the conversation to this message, and never takes it back. Returns who is in it and
   * whether something changed; null when the user has no such message there.
   */
  markRead(
    userId: number,
    conversation: string,
    messageUid: string,
  ): Promise<{ readonly memberIds: readonly number[]; readonly changed: boolean } | null>;
  /** The user's messages whose text holds all the words, without regard to case, the latest first. */
  search(
    userId: number,
    query: { words: readonly string[]; before?: number; limit: number },
  ): Promise<readonly InboxEntry[]>;
  /** Of these people, those with whom the user shares a conversation. */
  acquainted(userId: number, others: readonly number[]): Promise<ReadonlySet<number>>;
  /** People with whom the user shares a conversation, those met last first. */
  acquaintances(userId: number, limit: number): Promise<readonly number[]>;
}
