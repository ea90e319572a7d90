import type { Account, Accounts, Clock, Ids } from '@parley/ports';
import { passwordRule, usernameRule } from './credentials';
import { AccountsError, accountsCodes } from './errors';
import type { PasswordHasher } from './password-hash';
import type { SessionTokens, TokenHolder } from './session-token';

export interface SignedIn {
  readonly kind: 'signed-in';
  readonly token: string;
  /** ms since the epoch */
  readonly expiresAt: number;
  readonly user: Account;
}

export interface SignInRefused {
  readonly kind: 'refused';
  readonly code: (typeof accountsCodes)[
    'invalidUsername' | 'invalidPassword' | 'usernameTaken' | 'wrongCredentials' | 'busy'];
  readonly field?: 'username' | 'password';
  /** In words for whoever sent it. */
  readonly reason: string;
}

export type Authenticated =
  | { readonly ok: true; readonly holder: TokenHolder; /** ms since the epoch */ readonly expiresAt: number }
  | { readonly ok: false; readonly reason: 'invalid' | 'expired' | 'ended' };

export interface SignIn {
  register(username: string, password: string): Promise<SignedIn | SignInRefused>;
  login(username: string, password: string): Promise<SignedIn | SignInRefused>;
  /**
   * Whom the token speaks for. Whether its session was ended is remembered for 30 s; with `fresh` it is looked up now.
   * Rejects when the accounts are away.
   */
  authenticate(token: string, options?: { fresh?: boolean }): Promise<Authenticated>;
  /** A new token for this one, which may have expired: its session lives for 30 days. */
  refresh(
    token: string,
  ): Promise<SignedIn | { readonly kind: 'refused'; readonly reason: 'invalid' | 'ended' }>;
  /** Ends the session of these tokens. */
  logout(sid: string): Promise<void>;
}

export interface SignInDeps {
  readonly accounts: Accounts;
  readonly tokens: SessionTokens;
  readonly passwords: PasswordHasher;
  readonly clock: Clock;
  readonly ids: Ids;
}

const rememberedMilliseconds = 30_000;
const sessionMilliseconds = 30 * 24 * 3_600_000;
const mostRemembered = 50_000;

const refused = (
  code: SignInRefused['code'],
  reason: string,
  field?: SignInRefused['field'],
): SignInRefused => ({ kind: 'refused', code, reason, ...(field === undefined ? {} : { field }) });

/** Accounts and their sign-ins: the one door through which a person becomes known. */
export function createSignIn(deps: SignInDeps): SignIn {
  const { accounts, tokens, passwords, clock, ids } = deps;
  const remembered = new Map<string, { alive: boolean; at: number }>();

  const isAlive = async ({ sid, userId }: TokenHolder, fresh: boolean): Promise<boolean> => {
    const now = clock.now();
    const held = remembered.get(sid);
    if (!fresh && held !== undefined && now - held.at < rememberedMilliseconds) return held.alive;
    const session = await accounts.session(sid);
    const alive =
      session !== null && session.userId === userId && now - session.createdAt < sessionMilliseconds;
    remembered.delete(sid);
    remembered.set(sid, { alive, at: now });
    if (remembered.size > mostRemembered) remembered.delete(remembered.keys().next().value!);
    return alive;
  };

  const begin = async (user: Account): Promise<SignedIn> => {
    const sid = ids.uuid();
    await accounts.putSession({ sid, userId: user.id, createdAt: clock.now() });
    const issued = await tokens.issue({ userId: user.id, username: user.username, sid });
    return { kind: 'signed-in', ...issued, user: { id: user.id, username: user.username } };
  };

  /** A full queue of passwords is a refusal like any other. */
  const unlessBusy = async (work: () => Promise<SignedIn | SignInRefused>) => {
    try {
      return await work();
    } catch (failure) {
      if (!(failure instanceof AccountsError) || failure.code !== accountsCodes.busy) throw failure;
      return refused(accountsCodes.busy, 'Too many people sign in at this moment; try again.');
    }
  };

  return {
    register: (username, password) =>
      unlessBusy(async () => {
        const brokenName = usernameRule(username);
        if (brokenName !== null) {
          return refused(accountsCodes.invalidUsername, `username ${brokenName}`, 'username');
        }
        const brokenPassword = passwordRule(password);
        if (brokenPassword !== null) {
          return refused(accountsCodes.invalidPassword, `password ${brokenPassword}`, 'password');
        }
        const user = await accounts.create(username, await passwords.hash(password));
        return user === null
          ? refused(accountsCodes.usernameTaken, 'This username is taken.', 'username')
          : begin(user);
      }),

    login: (username, password) =>
      unlessBusy(async () => {
        const wrong = refused(accountsCodes.wrongCredentials, 'The username or the password is wrong.');
        // What can't be a password is not hashed, whoever is meant by it; what can be, always is.
        if (passwordRule(password) !== null) return wrong;
        const found = usernameRule(username) === null ? await accounts.credentials(username) : null;
        const right = await passwords.verify(password, found?.passwordHash ?? null);
        return right && found !== null ? begin(found.account) : wrong;
      }),

    async refresh(token) {
      const verified = await tokens.verify(token);
      if (verified.holder === null) return { kind: 'refused', reason: 'invalid' };
      const { holder } = verified;
      if (!(await isAlive(holder, true))) return { kind: 'refused', reason: 'ended' };
      const issued = await tokens.issue(holder);
      return { kind: 'signed-in', ...issued, user: { id: holder.userId, username: holder.username } };
    },

    async authenticate(token, { fresh = false } = {}) {
      const verified = await tokens.verify(token);
      if (!verified.ok) return { ok: false, reason: verified.reason };
      return (await isAlive(verified.holder, fresh)) ? verified : { ok: false, reason: 'ended' };
    },

    async logout(sid) {
      await accounts.deleteSession(sid);
      remembered.delete(sid);
      remembered.set(sid, { alive: false, at: clock.now() });
    },
  };
}
