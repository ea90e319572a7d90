import type { Refusal } from '../../api';
import { isLink, type Doubt, type Provider, type Vouched, type Way } from './provider';
import type { KeyValues, Session } from './session';

/** Why somebody is not in: the provider does not vouch for them, or the server refuses. */
export type Hindrance =
  { readonly kind: 'doubt'; readonly doubt: Doubt } | { readonly kind: 'refusal'; readonly refusal: Refusal };

export interface VouchingOptions {
  readonly ways: readonly Way[];
  readonly session: Pick<Session, 'enterByIdentity'>;
  /** Fetches the provider's code; asked again when it rejected. */
  readonly open: () => Promise<Provider>;
  /** Outlives the tab: the link opens in another one. */
  readonly kept: KeyValues;
  /** The page's own address, with what a link in a mail brought. */
  readonly href: string;
}

const key = 'parley.link';
const unreachable: Vouched = { ok: false, doubt: 'unreachable' };

/** Signing in without a password of Parley's: by a link in a mail, or with Google. */
export class Vouching {
  readonly #options: VouchingOptions;
  #provider: Promise<Provider> | null = null;
  readonly ways: readonly Way[];
  /** The link that led here, until it was used; null when none did. */
  link: string | null;

  constructor(options: VouchingOptions) {
    this.#options = options;
    this.ways = options.ways;
    this.link = options.ways.includes('email-link') && isLink(options.href) ? options.href : null;
  }

  /** The address that a link was sent to from this device; null when the link was asked for on another. */
  get address(): string | null {
    return this.#waiting()?.address ?? null;
  }

  /** Mails a link to the address; null when it is on its way. `keep` holds for whoever opens it on this device. */
  async sendLink(address: string, keep: boolean): Promise<Doubt | null> {
    const pageUrl = new URL('/', this.#options.href).href;
    const provider = await this.#open();
    const doubt = provider === null ? 'unreachable' : await provider.sendLink(address, pageUrl);
    if (doubt === null) this.#options.kept.setItem(key, JSON.stringify({ address, keep }));
    return doubt;
  }

  /** Signs in by the link that led here; null when it worked. A link that is over is not tried again. */
  async openLink(address: string): Promise<Hindrance | null> {
    const { link } = this;
    if (link === null) return { kind: 'doubt', doubt: 'link-over' };
    const provider = await this.#open();
    const vouched = provider === null ? unreachable : await provider.openLink(address, link);
    if (vouched.ok || vouched.doubt === 'link-over') this.link = null;
    const keep = this.#waiting()?.keep ?? false;
    if (vouched.ok) this.#options.kept.removeItem(key);
    return this.#enter(vouched, keep);
  }

  /** Signs in with Google; null when it worked. */
  async askGoogle(keep: boolean): Promise<Hindrance | null> {
    const provider = await this.#open();
    return this.#enter(provider === null ? unreachable : await provider.askGoogle(), keep);
  }

  async #enter(vouched: Vouched, keep: boolean): Promise<Hindrance | null> {
    if (!vouched.ok) return { kind: 'doubt', doubt: vouched.doubt };
    const refusal = await this.#options.session.enterByIdentity(vouched.idToken, {
      isNew: vouched.isNew,
      keep,
    });
    return refusal === null ? null : { kind: 'refusal', refusal };
  }

  async #open(): Promise<Provider | null> {
    try {
      return await (this.#provider ??= this.#options.open());
    } catch {
      this.#provider = null;
      return null;
    }
  }

  #waiting(): { address: string; keep: boolean } | null {
    try {
      const { address, keep } = JSON.parse(this.#options.kept.getItem(key) ?? '{}') as Record<
        string,
        unknown
      >;
      return typeof address === 'string' ? { address, keep: keep === true } : null;
    } catch {
      return null;
    }
  }
}
