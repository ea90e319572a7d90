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
  putSession(session: AccountSession): Promise<void>;
  session(sid: string): Promise<AccountSession | null>;
  deleteSession(sid: string): Promise<void>;
}
