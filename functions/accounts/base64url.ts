/** The bytes as base64url without padding (RFC 4648, section 5). */
export const toBase64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');

/**
 * The bytes of canonical base64url, or null. Whatever would not come out the same when it is encoded again is none:
 * padding, foreign characters, and spare bits that are set, by which one value could be spelt in several ways.
 */
export function fromBase64url(text: string): Uint8Array | null {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? new Uint8Array(bytes) : null;
}
