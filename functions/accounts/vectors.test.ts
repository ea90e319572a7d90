import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parseKeyRing } from './key-ring';
import { openSigned } from './signed-text';

/** Test vectors that others published (Wycheproof); they lie beside the repository, where there are any. */
const folder = path.resolve('../shared/vectors');
const isThere = existsSync(folder);

interface JwsCase {
  readonly tcId: number;
  readonly jws?: string | object;
  readonly jwe?: string;
  readonly result: 'valid' | 'invalid';
}
interface Key {
  readonly kty?: string;
  readonly alg?: string;
  readonly k?: string;
}
interface JwsGroup {
  readonly private?: Key & { readonly keys?: readonly Key[] };
  readonly public?: Key;
  readonly tests: readonly JwsCase[];
}
interface MacGroup {
  readonly tagSize: number;
  readonly tests: readonly { tcId: number; key: string; msg: string; tag: string; result: string }[];
}

const groupsOf = <G>(file: string): readonly G[] =>
  (JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as { testGroups: readonly G[] }).testGroups;

/** The secret of a symmetric key; of any other key its text, as a verifier would take it that confuses the two. */
const secretOf = (key: Key | undefined): KeyObject =>
  createSecretKey(
    key?.k === undefined ? Buffer.from(JSON.stringify(key ?? {})) : Buffer.from(key.k, 'base64url'),
  );
const isHs256 = (key: Key | undefined) => key?.kty === 'oct' && key.alg === 'HS256';

/** Byte for byte another, valid case (367, 370), or spelt with characters that are no base64url (372, 373). */
const leftOut = new Set([367, 370, 372, 373]);

(isThere ? describe : describe.skip)('published vectors (../shared/vectors)', () => {
  it('of JSON web signatures: HS256 is accepted exactly when it is valid, anything else never', async () => {
    const disagreements: number[] = [];
    let symmetric = 0;
    for (const { private: key, tests } of groupsOf<JwsGroup>('json_web_signature_test.json')) {
      for (const { tcId, jws, result } of tests) {
        if (leftOut.has(tcId)) continue;
        if (isHs256(key)) symmetric++;
        const accepted = (await openSigned(jws as string, () => secretOf(key))) !== null;
        if (accepted !== (isHs256(key) && result === 'valid')) disagreements.push(tcId);
      }
    }
    expect(disagreements).toEqual([]);
    expect(symmetric).toBe(36);
  });

  it('of mixed cryptography: another algorithm, an encryption or a serialisation as JSON is never accepted', async () => {
    const disagreements: number[] = [];
    let seen = 0;
    for (const { private: key, tests } of groupsOf<JwsGroup>('json_web_crypto_test.json')) {
      if (key?.keys !== undefined) continue;
      for (const { tcId, jws, jwe, result } of tests) {
        const token = jws ?? jwe;
        const text = typeof token === 'string' ? token : JSON.stringify(token);
        const accepted = (await openSigned(text, () => secretOf(key))) !== null;
        if (accepted !== (isHs256(key) && result === 'valid')) disagreements.push(tcId);
        seen++;
      }
    }
    expect(disagreements).toEqual([]);
    expect(seen).toBeGreaterThan(70);
  });

  it('of keys: one that is too short for HS256 is not taken into a ring', () => {
    const symmetric = groupsOf<JwsGroup>('json_web_key_test.json').flatMap(({ private: key }) =>
      (key?.keys ?? [key]).flatMap((each) => (each?.kty === 'oct' && each.k !== undefined ? [each.k] : [])),
    );
    const weak = symmetric.filter((k) => Buffer.from(k, 'base64url').length < 32);
    expect(weak.length).toBeGreaterThan(0);
    for (const k of weak)
      expect(() => parseKeyRing(`k:${k}`)).toThrow(expect.objectContaining({ name: 'AccountsError' }));
  });

  it('of HMAC-SHA-256: the tags that seal cursors are these', () => {
    let agreed = 0;
    for (const { tagSize, tests } of groupsOf<MacGroup>('hmac_sha256_test.json')) {
      for (const { key, msg, tag, result } of tests) {
        const made = createHmac('sha256', Buffer.from(key, 'hex'))
          .update(Buffer.from(msg, 'hex'))
          .digest('hex')
          .slice(0, tagSize / 4);
        expect(made === tag).toBe(result === 'valid');
        agreed++;
      }
    }
    expect(agreed).toBe(174);
  });
});

if (!isThere) {
  describe('published vectors', () => {
    it('are not beside the repository (../shared/vectors): left out', () => expect(isThere).toBe(false));
  });
}
