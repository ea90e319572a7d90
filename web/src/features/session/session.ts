import {
  unreachable,
  type Credentials,
  type Granted,
  type PublicApi,
  type Refusal,
  type Result,
  type User,
} from '../../api';
import { Cell } from '../../store';
import type { ServerClock } from '../../time';

/** Who is signed in on this page. */
export type SessionState =
  /** `after`: what the sign-in page says first: a session was here and is over, or the account is gone. */
  | { readonly kind: 'signed-out'; readonly after: 'nothing' | 'end' | 'deletion' }
  /** `isNew`: the account was made on this page, just now. */
  | { readonly kind: 'signed-in'; readonly user: User; readonly isNew: boolean };

/** The part of the browser's Storage that a session needs. */
export interface KeyValues {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

export interface SessionOptions {
  readonly api: PublicApi;
  /** Lives as long as the tab, so that two windows are two people. */
  readonly perTab: KeyValues;
  /** Outlives the tab: "keep me signed in". */
  readonly kept: KeyValues;
  /** Is told what time it is whenever the server grants a token. */
  readonly clock: ServerClock;
}

const key = 'parley.session';
/** A token is renewed this long before it ends. */
const margin = 60_000;

interface Held {
  readonly token: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  readonly user: User;
  /** By how much the server's clock was ahead of this device's, milliseconds. */
  readonly clockDifference?: number;
}

/** When the server made the token (RFC 7519, section 4.1.6), milliseconds since the epoch; null when it does not say. */
function issuedAt(token: string): number | null {
  try {
    const payload = token.split('.')[1]!.replaceAll('-', '+').replaceAll('_', '/');
    const { iat } = JSON.parse(atob(payload)) as { iat?: unknown };
    return typeof iat === 'number' ? iat * 1000 : null;
  } catch {
    return null;
  }
}

const heldOf = ({ token, expiresAt, user }: Granted): Held => ({
  token,
  expiresAt: typeof expiresAt === 'number' ? expiresAt : Date.parse(expiresAt),
  user,
});

/** Reads what an earlier visit left; what is not a session is none. */
function read(values: KeyValues): Held | null {
  try {
    const held = JSON.parse(values.getItem(key) ?? 'null') as Held | null;
    return held !== null && typeof held.token === 'string' && typeof held.user?.id === 'number' ? held : null;
  } catch {
    return null;
  }
}

/** The session of this page: signs up, in and out, keeps the token fresh, and tells its subscribers. */
export class Session {
  readonly #options: SessionOptions;
  readonly state: Cell<SessionState>;
  #held: Held | null;
  #keep: boolean;
  #renewal: Promise<string | null> | null = null;

  constructor(options: SessionOptions) {
    this.#options = options;
    const perTab = read(options.perTab);
    this.#held = perTab ?? read(options.kept);
    this.#keep = perTab === null && this.#held !== null;
    options.clock.restore(this.#held?.clockDifference ?? 0);
    this.state = new Cell<SessionState>(
      this.#held
        ? { kind: 'signed-in', user: this.#held.user, isNew: false }
        : { kind: 'signed-out', after: 'nothing' },
    );
  }

  /** Signs in, or up when `isNew`; null when it worked, else why not. */
  async enter(
    credentials: Credentials,
    { isNew, keep }: { isNew: boolean; keep: boolean },
  ): Promise<Refusal | null> {
    const { api } = this.#options;
    const result = await (isNew ? api.register(credentials) : api.login(credentials));
    if (!result.ok) return result.refusal;
    this.#keep = keep;
    this.#hold(heldOf(result.value), isNew);
    return null;
  }

  /** Signs in as whom the ID token of a provider speaks for; null when it worked, else why not. */
  async enterByIdentity(
    idToken: string,
    { isNew, keep }: { isNew: boolean; keep: boolean },
  ): Promise<Refusal | null> {
    const result = await this.#options.api.loginByIdentity(idToken);
    if (!result.ok) return result.refusal;
    this.#keep = keep;
    this.#hold(heldOf(result.value), isNew);
    return null;
  }

  /** Signs in as one of the people whom a server on one machine offers for a try; null when it worked. */
  tryAs(sample: string): Promise<Refusal | null> {
    return this.enterByIdentity(`sample:${sample}`, { isNew: false, keep: false });
  }

  /** Ends the session here at once, and on the server as soon as it hears of it. */
  async leave(): Promise<void> {
    const token = this.#held?.token;
    this.#drop('nothing');
    if (token !== undefined) await this.#options.api.logout(token);
  }

  /**
   * Deletes the account for good: null when it is gone, else why not; a wrong password is a 401. The server wants a
   * sign-in of the last minutes, so the password makes one, which ends with the account, or at once. Who has no
   * password (null) must have signed in lately: else the code is `sign-in-again`.
   */
  async deleteAccount(password: string | null): Promise<Refusal | null> {
    const { api } = this.#options;
    const shown = this.state.get();
    if (shown.kind === 'signed-out') return null;
    if (password === null) {
      const token = await this.token(null).catch(() => null);
      if (token === null) return unreachable;
      return this.#afterDeletion(await api.deleteAccount(token));
    }
    const signedIn = await api.login({ username: shown.user.username, password });
    if (!signedIn.ok) return signedIn.refusal;
    const { token } = signedIn.value;
    const refusal = this.#afterDeletion(await api.deleteAccount(token));
    if (refusal !== null) await api.logout(token);
    return refusal;
  }

  #afterDeletion(deleted: Result<unknown>): Refusal | null {
    if (!deleted.ok) return deleted.refusal;
    this.#drop('deletion');
    return null;
  }

  /**
   * A token that holds, renewed when it is about to end or is the one that was just refused; null when the session is
   * over, which then shows. Rejects when the server cannot be reached to renew it.
   */
  readonly token = async (refused: string | null): Promise<string | null> => {
    const held = this.#held;
    if (held === null) return null;
    if (held.token !== refused && held.expiresAt - margin > this.#options.clock.now()) return held.token;
    this.#renewal ??= this.#renew(held).finally(() => (this.#renewal = null));
    return this.#renewal;
  };

  async #renew(held: Held): Promise<string | null> {
    const result = await this.#options.api.refresh(held.token);
    // Signed out, or in as another, while we waited: the answer is nobody's.
    if (this.#held !== held) return this.#held?.token ?? null;
    if (result.ok) {
      this.#hold({ ...held, ...heldOf({ ...result.value, user: held.user }) });
      return result.value.token;
    }
    const { status } = result.refusal;
    if (status === 0 || status === 429 || status >= 500) throw new Error('The session could not be renewed.');
    this.#drop('end');
    return null;
  }

  #hold(granted: Held, isNew = false): void {
    const { perTab, kept, clock } = this.#options;
    const time = issuedAt(granted.token);
    if (time !== null) clock.heard(time);
    const held = { ...granted, clockDifference: clock.difference };
    this.#held = held;
    (this.#keep ? kept : perTab).setItem(key, JSON.stringify(held));
    const shown = this.state.get();
    if (shown.kind === 'signed-in' && shown.user.id === held.user.id) return;
    this.state.set({ kind: 'signed-in', user: held.user, isNew });
  }

  #drop(after: 'nothing' | 'end' | 'deletion'): void {
    this.#options.perTab.removeItem(key);
    if (this.#keep) this.#options.kept.removeItem(key);
    this.#held = null;
    this.state.set({ kind: 'signed-out', after });
  }
}
