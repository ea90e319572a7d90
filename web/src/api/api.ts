import { request, type Fetch, type Request } from './http';
import type { Diagnostic, Result } from './result';

export interface User {
  readonly id: number;
  readonly username: string;
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

/** Calls that need no session. */
export interface PublicApi {
  register(credentials: Credentials): Promise<Result<Granted>>;
  login(credentials: Credentials): Promise<Result<Granted>>;
  refresh(token: string): Promise<Result<Granted>>;
  logout(token: string): Promise<Result<unknown>>;
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
  autoReply(): Promise<Result<AutoReply | null>>;
  putAutoReply(autoReply: AutoReply): Promise<Result<unknown>>;
  runs(query: { after?: string }): Promise<Result<{ runs: Run[]; next: string | null }>>;
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
    refresh: (token) => post('/refresh', { token }),
    logout: (token) => post('/logout', { token }),
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
    runs: (query) => call({ method: 'GET', path: `/runs${queryOf(query)}` }),
  };
}
