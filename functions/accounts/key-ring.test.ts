import { describe, expect, it } from '@jest/globals';
import type { AccountsError } from './errors';
import { makeKeyRing, parseKeyRing } from './key-ring';

const strong = Buffer.from('0123456789abcdef0123456789ABCDEF').toString('base64url');
const codeOf = (text: string | undefined) => {
  try {
    parseKeyRing(text);
    return 'accepted';
  } catch (failure) {
    return (failure as AccountsError).code;
  }
};

describe('a key ring', () => {
  it('signs with its first key and keeps the others', () => {
    const ring = parseKeyRing(`b:${strong}, a:${strong}`);
    expect([ring.first.kid, [...ring.all.keys()]]).toEqual(['b', ['b', 'a']]);
  });

  it('can be made', () => {
    const bytes = (length: number) => Uint8Array.from({ length }, (_, i) => i * 3);
    const text = makeKeyRing({ uuid: () => '5b0e3a0c-8f4f-4a53-9f5e-6d3c1f1f7a10', bytes });
    expect(parseKeyRing(text).all.size).toBe(1);
  });

  it.each([
    [undefined, 'key-ring-missing'],
    [' ', 'key-ring-missing'],
    [strong, 'key-ring-malformed'],
    [`a:${strong}=`, 'key-ring-malformed'],
    [`a:${strong}:x`, 'key-ring-malformed'],
    [`a/b:${strong}`, 'key-ring-malformed'],
    [`a:${strong},a:${strong}`, 'key-ring-malformed'],
    [`a:${strong},`, 'key-ring-malformed'],
    [`a:${Buffer.from('abcd').toString('base64url')}`, 'key-ring-weak'],
    [`a:${Buffer.alloc(31, 'abcdefghijkl').toString('base64url')}`, 'key-ring-weak'],
    [`a:${strong},b:${Buffer.alloc(32).toString('base64url')}`, 'key-ring-weak'],
    ['a:', 'key-ring-weak'],
  ])('is refused when it is %j: %s', (text, code) => {
    expect(codeOf(text)).toBe(code);
  });

  it('is never quoted in a refusal', () => {
    const secret = Buffer.from('abcd').toString('base64url');
    expect(() => parseKeyRing(`a:${secret}`)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining(secret) }),
    );
  });
});
