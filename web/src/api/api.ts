import { request, type Fetch, type Request } from './http';
import type { Diagnostic, Result } from './result';

export interface User {
  readonly id: number;
  readonly username: string;
}

/** The reader's own account. */
export interface Account {
  readonly user: User;
  readonly operator: boolean;
  /** Whether they can sign in with a password; who comes by a link or with Google alone has none. */
  readonly hasPassword: boolean;
}

/** A session as register, login and refresh hand it out; `expiresAt` is the token's end. */
export interface Granted {
  readonly token: string;
  readonly expiresAt: string | number;
  readonly user: User;
}

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** `send` runs on what its owner sends, `recv` on what its owner receives. */
export type Target = 'send' | 'recv';

export interface ActiveScript {
  readonly version: string;
  readonly source: string;
}

export interface AutoReply {
  readonly enabled: boolean;
  readonly messageBody: string;
  /** At most one reply per sender in this many seconds; 0 answers every message. */
  readonly minIntervalSeconds: number;
}

/** What one run of a script did, for its owner. */
export interface Run {
  readonly target: Target;
  readonly senderId: number;
  readonly messageUid: string;
  readonly scriptVersion: string;
  readonly outcome: string;
  readonly reason: string;
  readonly line?: number;
  readonly column?: number;
  readonly log: string;
  readonly gas: number;
  readonly milliseconds: number;
  readonly at: string;
  readonly answer?: {
    readonly action: 'forward' | 'drop';
    readonly messageBody?: string;
    readonly messages: readonly { readonly recipientIds: readonly number[]; readonly messageBody: string }[];
    readonly leftOut?: number;
  };
}

/** What a script did, or would have done. */
export type Trial = Pick<
  Run,
  'outcome' | 'reason' | 'line' | 'column' | 'log' | 'gas' | 'milliseconds' | 'answer'
>;

/** A message of one's inbox, as the API gives it. */
export interface InboxMessage {
  readonly messageUid: string;
  readonly conversation: string;
  readonly position: number;
  readonly messageBody: string;
  readonly senderId: number;
  readonly recipientIds: readonly number[];
  readonly fromAutoReply: boolean;
  readonly causedBy?: string;
  readonly sentAt: string;
  readonly cursor: string;
}

/** A conversation as the API lists it. */
export interface Listed {
  readonly conversation: string;
  /** Everybody in it, the caller included. */
  readonly memberIds: readonly number[];
  readonly last: InboxMessage;
  /** Messages of others after the last one that the caller read. */
  readonly unread: number;
}

/** One's last messages, each with what a script would have done with it. */
export interface Replay {
  readonly replayed: readonly (Trial & { readonly message: InboxMessage })[];
  /** Messages that time did not suffice for: the oldest. */
  readonly unfinished: number;
  readonly diagnostics: readonly Diagnostic[];
}

export interface ScriptVersion {
  readonly version: string;
  readonly at: string;
  readonly active: boolean;
}

export interface Settings {
  /** An IANA time zone: the one that scripts go by. */
  readonly timeZone: string;
}

/** One sign-in of the caller's. */
export interface AccountSession {
  readonly sid: string;
  /** In words, as the browser named itself; empty when it did not. */
  readonly device: string;
  /** RFC 3339. */
  readonly createdAt: string;
  /** When its token was last renewed, RFC 3339. */
  readonly usedAt: string;
  /** Whether it is the one that asks. */
  readonly current: boolean;
}

/** How the pipeline does, for operators. */
export interface Overview {
  /** RFC 3339. */
  readonly at: string;
  readonly sockets: number;
  readonly deadLetters: number;
  readonly topics: readonly {
    readonly topic: string;
    readonly waiting: number;
    readonly oldestSeconds: number | null;
  }[];
  /** The last ten minutes, the oldest first. */
  readonly recent: readonly {
    /** Its end, RFC 3339. */
    readonly at: string;
    readonly seconds: number;
    readonly accepted: number;
    readonly failed: number;
    readonly delivered: number;
    readonly delivery: Quantiles;
  }[];
  /** All of these minutes together. */
  readonly lately: {
    readonly seconds: number;
    readonly delivery: Quantiles;
    readonly stages: readonly (Quantiles & {
      readonly stage: string;
      readonly done: number;
      readonly failed: number;
      readonly poison: number;
    })[];
    readonly runs: readonly { readonly outcome: string; readonly count: number }[];
    readonly gas: Quantiles;
  };
}

/** Half were no greater than `p50`, of a hundred 99 no greater than `p99`; null without any. */
export interface Quantiles {
  readonly p50: number | null;
  readonly p99: number | null;
}

/** A message that was put aside, without what somebody wrote. */
export interface DeadLetter {
  readonly id: string;
  readonly topic: string;
  readonly reason: string;
  readonly attempts: number;
  /** RFC 3339. */
  readonly at: string;
}

/** Calls that need no session. */
export interface PublicApi {
  register(credentials: Credentials): Promise<Result<Granted>>;
  login(credentials: Credentials): Promise<Result<Granted>>;
  /** Signs in by what a provider of identities vouches for. */
  loginByIdentity(idToken: string): Promise<Result<Granted>>;
  refresh(token: string): Promise<Result<Granted>>;
  logout(token: string): Promise<Result<unknown>>;
  /** Deletes the account for good; the token must be of a sign-in of the last five minutes. */
  deleteAccount(token: string): Promise<Result<unknown>>;
}

/** Calls of a signed-in person. */
export interface Api {
  /** Who is here: all, page by page; those whose names begin with `q`; or those with these ids. */
  users(query: {
    q?: string;
    after?: string;
    limit?: number;
    ids?: readonly number[];
  }): Promise<Result<{ users: User[]; next: string | null }>>;
  script(target: Target): Promise<Result<ActiveScript | null>>;
  putScript(target: Target, source: string): Promise<Result<{ version: string; warnings: Diagnostic[] }>>;
  deleteScript(target: Target): Promise<Result<unknown>>;
  /** The versions of a script, the newest first. */
  versions(
    target: Target,
    query: { after?: string },
  ): Promise<Result<{ versions: ScriptVersion[]; next: string | null }>>;
  version(target: Target, version: string): Promise<Result<ActiveScript>>;
  activate(target: Target, version: string): Promise<Result<unknown>>;
  /** Runs the active script, or a source, on one's last messages; null where no script is active. */
  replay(target: Target, asked: { source?: string; last: number }): Promise<Result<Replay | null>>;
  autoReply(): Promise<Result<AutoReply | null>>;
  putAutoReply(autoReply: AutoReply): Promise<Result<unknown>>;
  /** What one's scripts did, the latest first; with `senderId` and `messageUid` only with that message. */
  runs(query: {
    target?: Target;
    senderId?: number;
    messageUid?: string;
    after?: string;
  }): Promise<Result<{ runs: Run[]; next: string | null }>>;
  /** The caller's conversations, the latest first. */
  conversations(query: {
    after?: string;
    limit?: number;
  }): Promise<Result<{ conversations: Listed[]; next: string | null }>>;
  /** The inbox, or one conversation of it, in order: on from `after`, or back from `before` (empty: from the end). */
  messages(query: {
    conversation?: string;
    after?: string;
    before?: string;
    limit?: number;
  }): Promise<Result<{ messages: InboxMessage[]; next: string | null }>>;
  search(query: {
    q: string;
    after?: string;
  }): Promise<Result<{ messages: InboxMessage[]; next: string | null }>>;
  settings(): Promise<Result<Settings>>;
  putSettings(settings: Settings): Promise<Result<unknown>>;
  blocks(): Promise<Result<{ users: User[] }>>;
  block(id: number): Promise<Result<unknown>>;
  unblock(id: number): Promise<Result<unknown>>;
  /** Ends every other session. */
  changePassword(change: { password: string; newPassword: string }): Promise<Result<unknown>>;
  /** Where one is signed in, the latest used first. */
  sessions(): Promise<Result<{ sessions: AccountSession[] }>>;
  endSession(sid: string): Promise<Result<unknown>>;
  accountData(): Promise<Result<unknown>>;
  account(): Promise<Result<Account>>;
  /** For operators; to others there is nothing here (404). */
  operations(): Promise<Result<Overview>>;
  deadLetters(query: { after?: string }): Promise<Result<{ deadLetters: DeadLetter[]; next: string | null }>>;
  /** Sends a dead letter on its way again. */
  replayDeadLetter(id: string): Promise<Result<unknown>>;
}

const queryOf = (query: Record<string, string | number | undefined>) => {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  return search.size === 0 ? '' : `?${search}`;
};

/** What was never set is no failure: a 404 is read as null. */
async function orNull<T>(asked: Promise<Result<T>>): Promise<Result<T | null>> {
  const result = await asked;
  return !result.ok && result.refusal.status === 404 ? { ok: true, value: null } : result;
}

/** The calls that need no session, at `apiUrl` (the address before `/register`). */
export function publicApi(apiUrl: string, fetch: Fetch): PublicApi {
  const post = <T>(path: string, extra: Partial<Request>) =>
    request<T>(apiUrl, fetch, { method: 'POST', path, ...extra });
  return {
    register: (credentials) => post('/register', { body: credentials }),
    login: (credentials) => post('/login', { body: credentials }),
    loginByIdentity: (idToken) => post('/session', { body: { idToken } }),
    refresh: (token) => post('/refresh', { token }),
    logout: (token) => post('/logout', { token }),
    deleteAccount: (token) => request(apiUrl, fetch, { method: 'DELETE', path: '/account', token }),
  };
}

/**
 * A signed-in person's calls. `token` is asked before each call, and once more with the refused token when the server
 * answers 401; when it then gives null the refusal stands.
 */
export function signedInApi(
  apiUrl: string,
  fetch: Fetch,
  token: (refused: string | null) => Promise<string | null>,
): Api {
  async function call<T>(asked: Request): Promise<Result<T>> {
    const first = await token(null).catch(() => null);
    const result = await request<T>(apiUrl, fetch, { ...asked, ...(first === null ? {} : { token: first }) });
    if (result.ok || result.refusal.status !== 401) return result;
    const second = await token(first).catch(() => null);
    return second === null || second === first
      ? result
      : request<T>(apiUrl, fetch, { ...asked, token: second });
  }
  return {
    users: ({ ids, ...query }) =>
      call({ method: 'GET', path: `/users${queryOf({ ...query, ids: ids?.join(',') })}` }),
    script: (target) => orNull(call({ method: 'GET', path: `/scripts/${target}` })),
    putScript: (target, source) => call({ method: 'PUT', path: `/scripts/${target}`, body: source }),
    deleteScript: (target) => call({ method: 'DELETE', path: `/scripts/${target}` }),
    autoReply: () => orNull(call({ method: 'GET', path: '/auto-reply' })),
    putAutoReply: (autoReply) => call({ method: 'PUT', path: '/auto-reply', body: autoReply }),
    versions: (target, query) =>
      call({ method: 'GET', path: `/scripts/${target}/versions${queryOf(query)}` }),
    version: (target, version) =>
      call({ method: 'GET', path: `/scripts/${target}/versions/${encodeURIComponent(version)}` }),
    activate: (target, version) =>
      call({ method: 'POST', path: `/scripts/${target}/activate`, body: { version } }),
    replay: (target, asked) =>
      orNull(call({ method: 'POST', path: `/scripts/${target}/replay`, body: asked })),
    runs: (query) => call({ method: 'GET', path: `/runs${queryOf(query)}` }),
    conversations: (query) => call({ method: 'GET', path: `/conversations${queryOf(query)}` }),
    messages: (query) => call({ method: 'GET', path: `/messages${queryOf(query)}` }),
    search: (query) => call({ method: 'GET', path: `/search${queryOf(query)}` }),
    settings: () => call({ method: 'GET', path: '/settings' }),
    putSettings: (settings) => call({ method: 'PUT', path: '/settings', body: settings }),
    blocks: () => call({ method: 'GET', path: '/blocks' }),
    block: (id) => call({ method: 'PUT', path: `/blocks/${id}` }),
    unblock: (id) => call({ method: 'DELETE', path: `/blocks/${id}` }),
    changePassword: (change) => call({ method: 'PUT', path: '/password', body: change }),
    sessions: () => call({ method: 'GET', path: '/sessions' }),
    endSession: (sid) => call({ method: 'DELETE', path: `/sessions/${sid}` }),
    account: () => call({ method: 'GET', path: '/account' }),
    operations: () => call({ method: 'GET', path: '/operations' }),
    deadLetters: (query) => call({ method: 'GET', path: `/operations/dead-letters${queryOf(query)}` }),
    replayDeadLetter: (id) =>
      call({ method: 'POST', path: `/operations/dead-letters/${encodeURIComponent(id)}/replay` }),
    accountData: () => call({ method: 'GET', path: '/account/data' }),
  };
}
