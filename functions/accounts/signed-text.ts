import { compactVerify, CompactSign, decodeProtectedHeader } from 'jose';
import type { KeyObject } from 'node:crypto';
import { fromBase64url } from './base64url';
import type { KeyRing } from './key-ring';

const mostCharacters = 4096;
const headerNames = new Set(['alg', 'kid', 'typ']);

/** Whether the token is three parts of canonical base64url: otherwise one token could be spelt in several ways. */
const isCanonical = (token: string): boolean => {
  const parts = token.split('.');
  return parts.length === 3 && parts.every((part) => part !== '' && fromBase64url(part) !== null);
};

/**
 * The payload of a compact JWS (RFC 7515) that one of the keys signed with HS256, or null. `keyOf` names the key for
 * a `kid`. A header with anything but `alg`, `kid` and `typ` (a key of its own, an address, `crit`) is refused unread.
 */
export async function openSigned(
  token: string,
  keyOf: (kid: string | undefined) => KeyObject,
): Promise<Uint8Array | null> {
  if (token.length > mostCharacters || !isCanonical(token)) return null;
  try {
    const header = decodeProtectedHeader(token);
    if (header.alg !== 'HS256' || Object.keys(header).some((name) => !headerNames.has(name))) return null;
    const { payload } = await compactVerify(token, keyOf(header.kid), { algorithms: ['HS256'] });
    return payload;
  } catch {
    return null; // Whatever is wrong with a token, its bearer learns no more than that it is.
  }
}

/** Signs the payload with the ring's first key. */
export function sign(payload: Uint8Array, { first }: KeyRing): Promise<string> {
  return new CompactSign(payload)
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid: first.kid })
    .sign(first.key);
}
