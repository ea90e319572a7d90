/** Every code of this part: refusals of a registration or sign-in, and failures at a start. */
export const accountsCodes = {
  /** A username is not 3 to 32 letters, digits, `.`, `_` or `-`. Refusal. */
  invalidUsername: 'invalid-username',
  /** A password is shorter than 8 or longer than 256 characters. Refusal. */
  invalidPassword: 'invalid-password',
  /** The username belongs to somebody, without regard to case. Refusal. */
  usernameTaken: 'username-taken',
  /** The username or the password is wrong; which one is not said. Refusal. */
  wrongCredentials: 'wrong-credentials',
  /** The ID token of another provider is not genuine, has expired, or none is accepted here. Refusal. */
  invalidIdentity: 'invalid-identity',
  /** Too many passwords wait to be hashed. Refusal; the same may be tried again. */
  busy: 'sign-in-busy',
  /** The key ring is missing or empty: the process can't start. */
  keyRingMissing: 'key-ring-missing',
  /** The key ring can't be read as `kid:base64url,…`: the process can't start. */
  keyRingMalformed: 'key-ring-malformed',
  /** A key of the ring is shorter than 32 bytes: the process can't start. */
  keyRingWeak: 'key-ring-weak',
  /** A stored password hash is not of the form that this part writes: the record was damaged. */
  passwordHashMalformed: 'password-hash-malformed',
} as const;

/** A failure of this part, with a stable code. Its text never holds a password, a key or a token. */
export class AccountsError extends Error {
  constructor(
    readonly code: (typeof accountsCodes)[
      'keyRingMissing' | 'keyRingMalformed' | 'keyRingWeak' | 'passwordHashMalformed' | 'busy'],
    message: string,
  ) {
    super(message);
    this.name = 'AccountsError';
  }
}
