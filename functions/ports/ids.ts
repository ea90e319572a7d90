/** Where fresh names and randomness come from. */
export interface Ids {
  /** A random UUID (version 4 or 7), lower case. */
  uuid(): string;
  /** Cryptographically strong random bytes. */
  bytes(length: number): Uint8Array;
}
