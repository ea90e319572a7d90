/** One user's scripts: outbound and inbound. */
export type Target = 'send' | 'recv';

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

/** A user's fixed reply. */
export interface AutoReply {
  readonly enabled: boolean;
  readonly messageBody: string;
  /** At most one reply per sender in this many seconds; 0 answers every message. */
  readonly minIntervalSeconds: number;
}

export interface Settings {
  /** The stages between bootstrap and delivery, in order, ending with `router`. */
  pipeline(): Promise<readonly string[]>;
  putPipeline(stages: readonly string[]): Promise<void>;
  autoReply(userId: number): Promise<AutoReply | null>;
  putAutoReply(userId: number, autoReply: AutoReply): Promise<void>;
}

export interface Interests {
  /** Notes that from `at` (ms) the user has, or has no longer, something for the stage to do. */
  setInterest(stage: string, userId: number, interested: boolean, at: number): Promise<void>;
  /** Whether any of the users is interested in the stage, or was after `since` (ms). */
  anyInterest(stage: string, userIds: readonly number[], since: number): Promise<boolean>;
}

/** Why a run ended as it did. */
export type RunOutcome = 'answered' | 'compile-error' | 'fault' | 'limit' | 'bad-answer' | 'unavailable';

/** What one script did with one message: decided once, under (senderId, messageUid, ownerId, target). */
export interface RunRecord {
  readonly ownerId: number;
  readonly target: Target;
  readonly senderId: number;
  readonly messageUid: string;
  readonly scriptVersion: string;
  readonly outcome: RunOutcome;
  /** What happened, where and what to do, for the owner; empty when it answered. */
  readonly reason: string;
  readonly line?: number;
  readonly column?: number;
  readonly log: string;
  readonly gas: number;
  readonly milliseconds: number;
  /** RFC 3339. */
  readonly at: string;
  /** What the pipeline does with the message because of this run; `forward` unchanged when it failed. */
  readonly answer: {
    readonly action: 'forward' | 'drop';
    /** The new text (outbound scripts). */
    readonly messageBody?: string;
    /** Messages that the script makes, in order. */
    readonly messages: readonly { readonly recipientIds: readonly number[]; readonly messageBody: string }[];
    /** Entries left out because they named someone who is not on the message. */
    readonly leftOut: number;
  };
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Hand it back as `after` to continue; null at the end. */
  readonly next: string | null;
}

export interface RunRecords {
  /** Creates the record unless one stands under its key, and returns the one that stands. */
  decide(run: RunRecord): Promise<RunRecord>;
  /** The standing record, or null. */
  decided(senderId: number, messageUid: string, ownerId: number, target: Target): Promise<RunRecord | null>;
  /** The owner's runs, newest first. */
  runs(ownerId: number, query: { target?: Target; after?: string; limit: number }): Promise<Page<RunRecord>>;
}

export interface Replies {
  /**
   * Claims the owner's fixed reply to this message: true when none was claimed for (owner, sender) in the interval
   * before `sentAt`, or when this very message claimed it before. Exactly one of several wins.
   */
  claimReply(claim: {
    ownerId: number;
    senderId: number;
    messageUid: string;
    sentAt: string;
    minIntervalSeconds: number;
  }): Promise<boolean>;
}

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

export interface Inbox {
  /**
   * Appends the message to each user's inbox, in one transaction, and returns the positions in the users' order.
   * One that lies there already, by (senderId, messageUid), keeps its position.
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

/** A WebSocket session and the relay that holds its socket. */
export interface LiveSession {
  readonly sessionId: string;
  readonly userId: number;
  readonly relayId: string;
}

export interface Presence {
  /** Grants or renews the relay's lease until the given time (ms). */
  putLease(relayId: string, until: number): Promise<void>;
  /** Ends the lease and forgets its sessions. */
  deleteLease(relayId: string): Promise<void>;
  putSession(session: LiveSession): Promise<void>;
  deleteSession(sessionId: string): Promise<void>;
  /** The users' sessions whose relay's lease is alive at `now` (ms). */
  sessionsOf(userIds: readonly number[], now: number): Promise<readonly LiveSession[]>;
}

/** Everything the product keeps but accounts and scripts. */
export interface Store extends Sends, Settings, Interests, RunRecords, Replies, Inbox, Presence {}
