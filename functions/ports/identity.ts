/** Whom a provider of identities vouches for. */
export interface VouchedIdentity {
  /** Names the person at the provider, for ever: `firebase:…`. */
  readonly identity: string;
  /** What the person is called there; a username is made of it. */
  readonly name: string;
}

/** Checks ID tokens of a provider (Firebase Auth). */
export interface Identity {
  /** Null when the token is not genuine, has expired or was revoked. Rejects when the provider is away. */
  verify(idToken: string): Promise<VouchedIdentity | null>;
}
