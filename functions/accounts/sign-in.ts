import type { Account, Accounts, AccountSession, Clock, Identity, Ids } from '@parley/ports';
import { passwordRule, usernameFor, usernameRule } from './credentials';
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
    | 'invalidUsername'
    | 'invalidPassword'
    | 'usernameTaken'
    | 'wrongCredentials'
    | 'invalidIdentity'
    | 'busy'];
  readonly field?: 'username' | 'password' | 'newPassword';
  /** In words for whoever sent it. */
  readonly reason: string;
}

export type Authenticated =
  | { readonly ok: true; readonly holder: TokenHolder; /** ms since the epoch */ readonly expiresAt: number }
  | { readonly ok: false; readonly reason: 'invalid' | 'expired' | 'ended' };

export interface SignIn {
  /** `device`: what signs in, in plain words, for the list of sessions. */
  register(username: string, password: string, device?: string): Promise<SignedIn | SignInRefused>;
  login(username: string, password: string, device?: string): Promise<SignedIn | SignInRefused>;
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
  /** The holder's sessions that are not over, the latest used first. */
  sessions(holder: TokenHolder): Promise<readonly AccountSession[]>;
  /** Ends one of the holder's sessions; false when there is no such session, or it is another's. */
  endSession(holder: TokenHolder, sid: string): Promise<boolean>;
  /** Whether the holder can sign in with a password; who comes by another provider alone has none. */
  hasPassword(holder: TokenHolder): Promise<boolean>;
  /** Whether the holder signed in within the last five minutes: what can't be undone asks for that. */
  isRecent(holder: TokenHolder): Promise<boolean>;
  /** A session for whom the provider of identities vouches; the account is made at first sight. */
  loginByIdentity(idToken: string, device?: string): Promise<SignedIn | SignInRefused>;
  /** Changes the password and ends the holder's other sessions, whose `sid`s it returns. */
  changePassword(
    holder: TokenHolder,
    password: string,
    newPassword: string,
  ): Promise<{ readonly kind: 'changed'; readonly ended: readonly string[] } | SignInRefused>;
  /** Deletes the account and ends all its sessions, whose `sid`s it returns. */
  deleteAccount(userId: number): Promise<readonly string[]>;
}

export interface SignInDeps {
  readonly accounts: Pick<
    Accounts,
    | 'create'
    | 'credentials'
    | 'passwordHash'
    | 'setPasswordHash'
    | 'ofIdentity'
    | 'createForIdentity'
    | 'remove'
    | 'putSession'
    | 'touchSession'
    | 'session'
    | 'sessionsOf'
    | 'deleteSession'
    | 'deleteSessionsOf'
  >;
  readonly tokens: SessionTokens;
  readonly passwords: PasswordHasher;
  /** Who vouches for people that have no password here; nobody when missing. */
  readonly identity?: Identity;
  readonly clock: Clock;
  readonly ids: Ids;
}

const rememberedMilliseconds = 30_000;
/** A session lasts this long without use. */
export const sessionMilliseconds = 30 * 24 * 3_600_000;
const recentMilliseconds = 5 * 60_000;
const mostRemembered = 50_000;

const refused = (
  code: SignInRefused['code'],
  reason: string,
  field?: SignInRefused['field'],
): SignInRefused => ({ kind: 'refused', code, reason, ...(field === undefined ? {} : { field }) });

/** Accounts and their sign-ins: the one door through which a person becomes known. */
export function createSignIn(deps: SignInDeps): SignIn {
  const { accounts, tokens, passwords, clock, ids } = deps;
  /** Whose a session was found to be; nobody's when it is over. */
  const remembered = new Map<string, { owner: number | null; at: number }>();

  const isAlive = async ({ sid, userId }: TokenHolder, fresh: boolean): Promise<boolean> => {
    const now = clock.now();
    const held = remembered.get(sid);
    if (!fresh && held !== undefined && now - held.at < rememberedMilliseconds) return held.owner === userId;
    const session = await accounts.session(sid);
    const owner = session !== null && now - session.usedAt < sessionMilliseconds ? session.userId : null;
    remembered.delete(sid);
    remembered.set(sid, { owner, at: now });
    if (remembered.size > mostRemembered) remembered.delete(remembered.keys().next().value!);
    return owner === userId;
  };

  /** Here, where they were ended, they are over at once. */
  const forget = (sids: readonly string[]) => {
    for (const sid of sids) {
      remembered.delete(sid);
      remembered.set(sid, { owner: null, at: clock.now() });
    }
  };

  const begin = async (user: Account, device: string): Promise<SignedIn> => {
    const sid = ids.uuid();
    const now = clock.now();
    await accounts.putSession({ sid, userId: user.id, createdAt: now, usedAt: now, device });
    const issued = await tokens.issue({ userId: user.id, username: user.username, sid });
    return { kind: 'signed-in', ...issued, user: { id: user.id, username: user.username } };
  };

  /** A full queue of passwords is a refusal like any other. */
  const unlessBusy = async <T>(work: () => Promise<T | SignInRefused>): Promise<T | SignInRefused> => {
    try {
      return await work();
    } catch (failure) {
      if (!(failure instanceof AccountsError) || failure.code !== accountsCodes.busy) throw failure;
      return refused(accountsCodes.busy, 'Too many people sign in at this moment; try again.');
    }
  };

  return {
    register: (username, password, device = '') =>
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
          : begin(user, device);
      }),

    login: (username, password, device = '') =>
      unlessBusy(async () => {
        const wrong = refused(accountsCodes.wrongCredentials, 'The username or the password is wrong.');
        // What can't be a password is not hashed, whoever is meant by it; what can be, always is.
        if (passwordRule(password) !== null) return wrong;
        const found = usernameRule(username) === null ? await accounts.credentials(username) : null;
        const right = await passwords.verify(password, found?.passwordHash ?? null);
        return right && found !== null ? begin(found.account, device) : wrong;
      }),

    async refresh(token) {
      const verified = await tokens.verify(token);
      if (verified.holder === null) return { kind: 'refused', reason: 'invalid' };
      const { holder } = verified;
      if (!(await isAlive(holder, true))) return { kind: 'refused', reason: 'ended' };
      await accounts.touchSession(holder.sid, clock.now());
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
      forget([sid]);
    },

    async sessions({ userId }) {
      const all = await accounts.sessionsOf(userId);
      return all.filter(({ usedAt }) => clock.now() - usedAt < sessionMilliseconds);
    },

    async endSession({ userId }, sid) {
      const session = await accounts.session(sid);
      if (session === null || session.userId !== userId) return false;
      await accounts.deleteSession(sid);
      forget([sid]);
      return true;
    },

    async hasPassword({ userId }) {
      return (await accounts.passwordHash(userId)) !== null;
    },

    async isRecent({ sid }) {
      const session = await accounts.session(sid);
      return session !== null && clock.now() - session.createdAt < recentMilliseconds;
    },

    async loginByIdentity(idToken, device = '') {
      const vouched = (await deps.identity?.verify(idToken)) ?? null;
      if (vouched === null) {
        return refused(accountsCodes.invalidIdentity, 'The identity could not be confirmed: sign in again.');
      }
      const known = await accounts.ofIdentity(vouched.identity);
      if (known !== null) return begin(known, device);
      for (;;) {
        // Of two people with one name, the second gets some digits with it.
        const made = await accounts.createForIdentity(vouched.identity, usernameFor(vouched.name, ids));
        if (made !== null) return begin(made, device);
      }
    },

    changePassword: (holder, password, newPassword) =>
      unlessBusy(async () => {
        const broken = passwordRule(newPassword);
        if (broken !== null) {
          return refused(accountsCodes.invalidPassword, `newPassword ${broken}`, 'newPassword');
        }
        const hash = passwordRule(password) === null ? await accounts.passwordHash(holder.userId) : null;
        if (hash === null || !(await passwords.verify(password, hash))) {
          return refused(accountsCodes.wrongCredentials, 'The password is wrong.', 'password');
        }
        await accounts.setPasswordHash(holder.userId, await passwords.hash(newPassword));
        const ended = await accounts.deleteSessionsOf(holder.userId, holder.sid);
        forget(ended);
        return { kind: 'changed', ended };
      }),

    async deleteAccount(userId) {
      const ended = await accounts.deleteSessionsOf(userId, null);
      await accounts.remove(userId);
      forget(ended);
      return ended;
    },
  };
}
