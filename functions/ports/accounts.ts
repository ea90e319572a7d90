export interface Account {
  /** 1 … 2³¹-1. */
  readonly id: number;
  readonly username: string;
}

/** A sign-in, named by the `sid` of its tokens. */
export interface AccountSession {
  readonly sid: string;
  readonly userId: number;
  /** ms since the epoch */
  readonly createdAt: number;
  /** ms since the epoch: when a token was last issued for it. */
  readonly usedAt: number;
  /** What signed in, in plain words, as `Firefox on Windows`; empty when it did not say. */
  readonly device: string;
}

/** All of an account, as it is carried from one place to another; sign-ins stay behind. */
export interface AccountCopy extends Account {
  readonly passwordHash: string | null;
  readonly operator: boolean;
  /** By which the person signs in at other providers. */
  readonly identities: readonly string[];
}

/** Accounts, in a database that no stage can read. Usernames are unique without regard to case. */
export interface Accounts {
  /** The new account, or null when the name is taken. Exactly one of several wins. */
  create(username: string, passwordHash: string): Promise<Account | null>;
  /** The account with its password hash, by name without regard to case. */
  credentials(username: string): Promise<{ account: Account; passwordHash: string } | null>;
  byIds(ids: readonly number[]): Promise<readonly Account[]>;
  /** Accounts whose name begins with `prefix`, by name without regard to case; `next` continues. */
  list(query: {
    prefix: string;
    after?: string;
    limit: number;
  }): Promise<{ users: Account[]; next: string | null }>;
  /** The password's hash by id; null when there is no such account or it has no password. */
  passwordHash(userId: number): Promise<string | null>;
  setPasswordHash(userId: number, passwordHash: string): Promise<void>;
  /** The account that signs in by an identity of another provider, or null. */
  ofIdentity(identity: string): Promise<Account | null>;
  /** A new account for the identity, without a password, or null when the name is taken. The first of several stands. */
  createForIdentity(identity: string, username: string): Promise<Account | null>;
  /** The account with all that belongs to it, or null. */
  copyOf(userId: number): Promise<AccountCopy | null>;
  /**
   * Puts an account here as it was elsewhere, with its id, which no new account gets then. Doing it again does nothing.
   * False when the id or the name is another's.
   */
  restore(copy: AccountCopy): Promise<boolean>;
  /** Deletes the account, its identities and its sessions. Its id is never used again, its name may be. */
  remove(userId: number): Promise<void>;
  isOperator(userId: number): Promise<boolean>;
  /** False when there is no such account. */
  setOperator(userId: number, operator: boolean): Promise<boolean>;
  putSession(session: AccountSession): Promise<void>;
  /** Notes that the session was used; does nothing when it is over. */
  touchSession(sid: string, usedAt: number): Promise<void>;
  session(sid: string): Promise<AccountSession | null>;
  /** The user's sessions, the latest used first; of those used at one time the latest begun. */
  sessionsOf(userId: number): Promise<readonly AccountSession[]>;
  deleteSession(sid: string): Promise<void>;
  /** Ends all sessions of the user but one, and returns the `sid`s of those that it ended. */
  deleteSessionsOf(userId: number, except: string | null): Promise<readonly string[]>;
  /** Deletes sessions that were not used since the time (ms), and returns how many. */
  sweepSessions(usedBefore: number): Promise<number>;
}
