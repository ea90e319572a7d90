import type { Ids } from '@parley/ports';

/** What a username must be: 3 to 32 ASCII letters, digits, `.`, `_` or `-`; ASCII, so that no two names look alike. */
export const usernameRule = (value: unknown): string | null =>
  typeof value === 'string' && /^[A-Za-z0-9._-]{3,32}$/.test(value)
    ? null
    : 'must be 3 to 32 letters from A to Z, digits, ".", "_" or "-"';

/** What a password must be: 8 to 256 characters (code points) of well-formed Unicode. */
export const passwordRule = (value: unknown): string | null => {
  if (typeof value !== 'string') return 'must be a string';
  // Sizes of hostile inputs are looked at before anything walks through them.
  const characters = value.length > 1024 ? value.length : [...value].length;
  if (characters < 8) return 'must have at least 8 characters';
  if (characters > 256) return 'must have at most 256 characters';
  return /[\ud800-\udfff]/u.test(value) ? 'must be well-formed Unicode' : null;
};

/** A username made of what a person is called elsewhere, with some digits: valid, and most likely free. */
export function usernameFor(name: string, ids: Ids): string {
  const plain = name
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9._-]+/g, '')
    .slice(0, 24);
  const digits = [...ids.bytes(4)].map((byte) => byte % 10).join('');
  return `${plain === '' ? 'person' : plain}-${digits}`;
}
