/** Firebase Auth as the server's configuration describes it. */
export interface FirebaseConfig {
  readonly apiKey: string;
  readonly authDomain: string;
  /** Where its emulator is, when one stands for Firebase's servers. */
  readonly emulatorUrl?: string;
}

/** How somebody can sign in without a password of Parley's. */
export type Way = 'email-link' | 'google';

/** Why the provider did not vouch for somebody. */
export type Doubt =
  /** The link was used, or is too old, or was damaged on its way. */
  | 'link-over'
  /** The link was made for another address. */
  | 'other-address'
  | 'bad-address'
  /** The window was closed before anything was chosen. */
  | 'closed'
  /** The browser did not let the window open. */
  | 'no-window'
  | 'shut-out'
  | 'too-many'
  | 'unreachable'
  /** This way is not switched on at the provider, or not for this page. */
  | 'not-offered'
  | 'unknown';

/** Somebody whom the provider vouches for, by an ID token; or why it does not. */
export type Vouched =
  | {
      readonly ok: true;
      readonly idToken: string;
      /** Whom it saw for the first time. */ readonly isNew: boolean;
    }
  | { readonly ok: false; readonly doubt: Doubt };

/** Who vouches for people that have no password of Parley's. Nothing rejects: what went wrong is in the answer. */
export interface Provider {
  /** Mails a link that leads to the page; null when it was sent. */
  sendLink(address: string, pageUrl: string): Promise<Doubt | null>;
  /** Trades a link for an ID token, once. */
  openLink(address: string, link: string): Promise<Vouched>;
  /** Asks in a window of Google's. */
  askGoogle(): Promise<Vouched>;
}

/**
 * Whether an address is one that a link in a mail leads to
 * (https://firebase.google.com/docs/auth/custom-email-handler).
 */
export function isLink(address: string): boolean {
  const { searchParams } = new URL(address);
  return searchParams.get('mode') === 'signIn' && searchParams.has('oobCode');
}
