import { createSecretKey, type KeyObject } from 'node:crypto';
import type { Ids } from '@parley/ports';
import { fromBase64url, toBase64url } from './base64url';
import { AccountsError, accountsCodes } from './errors';

/** One key, named by the `kid` of what it signs. */
export interface RingKey {
  readonly kid: string;
  readonly key: KeyObject;
}

/** The keys by which the product recognises what it signed: the first one signs, all of them verify. */
export interface KeyRing {
  readonly first: RingKey;
  readonly all: ReadonlyMap<string, RingKey>;
}

const leastBytes = 32; // HS256 wants keys at least as long as its hash (RFC 7518, section 3.2).
const kidForm = /^[A-Za-z0-9._-]{1,64}$/;

/**
 * Reads a ring written as `kid:base64url,kid:base64url,…`. Throws an {@link AccountsError} when it is missing,
 * malformed or weak: a process must not start with it.
 */
export function parseKeyRing(text: string | undefined): KeyRing {
  if (text === undefined || text.trim() === '') {
    throw new AccountsError(
      accountsCodes.keyRingMissing,
      'The key ring is empty; it needs one key at least.',
    );
  }
  const all = new Map<string, RingKey>();
  const malformed = (at: number, reason: string) =>
    new AccountsError(accountsCodes.keyRingMalformed, `Key ${at + 1} of the key ring ${reason}.`);
  text.split(',').forEach((part, i) => {
    const [kid, encoded, ...rest] = part.trim().split(':');
    if (kid === undefined || encoded === undefined || rest.length > 0 || !kidForm.test(kid)) {
      throw malformed(i, 'is not written as kid:base64url');
    }
    if (all.has(kid)) throw malformed(i, 'has the name of another one');
    const bytes = fromBase64url(encoded);
    if (bytes === null) throw malformed(i, 'is not canonical base64url without padding');
    if (bytes.length < leastBytes || new Set(bytes).size < 8) {
      const what = bytes.length < leastBytes ? `has ${bytes.length} bytes` : 'is not random';
      throw new AccountsError(
        accountsCodes.keyRingWeak,
        `Key ${i + 1} of the key ring ${what}; it must be at least ${leastBytes} random bytes.`,
      );
    }
    all.set(kid, { kid, key: createSecretKey(bytes) });
  });
  return { first: all.values().next().value!, all };
}

/** A new ring of one key, as {@link parseKeyRing} reads it. */
export function makeKeyRing(ids: Ids): string {
  return `${ids.uuid()}:${toBase64url(ids.bytes(leastBytes))}`;
}

/** Keys that a ring keeps: tokens last an hour, cursors as long as their clients keep them. */
const mostKeys = 4;

/** The ring with a new first key; of the older ones as many as may still be of use. Throws as {@link parseKeyRing}. */
export function rotateKeyRing(text: string, ids: Ids): { readonly text: string; readonly keys: number } {
  parseKeyRing(text);
  const keys = [makeKeyRing(ids), ...text.split(',').map((part) => part.trim())].slice(0, mostKeys);
  return { text: keys.join(','), keys: keys.length };
}
