import { createHmac, createSecretKey } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseKeyRing } from './key-ring';
import { createSessionTokens } from './session-token';
import { openSigned } from './signed-text';

const key = Buffer.from('0123456789abcdef0123456789ABCDEF');
const oldKey = Buffer.from('another key that signed last year');
const ring = parseKeyRing(`new:${key.toString('base64url')},old:${oldKey.toString('base64url')}`);
const sid = '5b0e3a0c-8f4f-4a53-9f5e-6d3c1f1f7a10';

function given() {
  const time = { now: 1_800_000_000_000 };
  const clock = { now: () => time.now, setTimer: () => ({ cancel() {} }) };
  const ids = { uuid: () => sid, bytes: (length: number) => new Uint8Array(length).fill(7) };
  return { time, tokens: createSessionTokens({ ring, clock, ids }) };
}

const invalidToken = { ok: false, reason: 'invalid', holder: null };
const b64 = (json: unknown) => Buffer.from(JSON.stringify(json)).toString('base64url');
const claims = (change: Record<string, unknown> = {}) => ({
  sub: '7',
  name: 'ada',
  iat: 1_800_000_000,
  exp: 1_800_003_600,
  iss: 'parley',
  aud: 'parley-session',
  jti: sid,
  sid,
  ...change,
});
function forge(
  payload: unknown,
  { header = { alg: 'HS256', kid: 'new' } as object, secret = key, hash = 'sha256' } = {},
) {
  const signed = `${b64(header)}.${b64(payload)}`;
  return `${signed}.${createHmac(hash, secret).update(signed).digest('base64url')}`;
}

describe('a session token', () => {
  it('speaks for the one it was issued to, for an hour', async () => {
    const { tokens, time } = given();
    const { token, expiresAt } = await tokens.issue({ userId: 7, username: 'ada', sid });
    expect(await tokens.verify(token)).toEqual({
      ok: true,
      holder: { userId: 7, username: 'ada', sid },
      expiresAt,
    });
    expect(expiresAt).toBe(time.now + 3_600_000);

    time.now = expiresAt - 1;
    expect((await tokens.verify(token)).ok).toBe(true);
    time.now = expiresAt;
    expect(await tokens.verify(token)).toMatchObject({ ok: false, reason: 'expired' });
  });

  it('is recognised when any key of the ring signed it', async () => {
    const { tokens } = given();
    expect((await tokens.verify(forge(claims()))).ok).toBe(true);
    const byOldKey = forge(claims(), { header: { alg: 'HS256', kid: 'old' }, secret: oldKey });
    expect((await tokens.verify(byOldKey)).ok).toBe(true);
  });

  const invalid: [string, string][] = [
    ['has no algorithm and no signature', `${b64({ alg: 'none', kid: 'new' })}.${b64(claims())}.`],
    ['has no algorithm but a signature', forge(claims(), { header: { alg: 'none', kid: 'new' } })],
    [
      'is signed with HS512 by the right key',
      forge(claims(), { header: { alg: 'HS512', kid: 'new' }, hash: 'sha512' }),
    ],
    ['names its key by a path', forge(claims(), { header: { alg: 'HS256', kid: '../../dev/null' } })],
    ['names no key', forge(claims(), { header: { alg: 'HS256' } })],
    ['names a property of every object', forge(claims(), { header: { alg: 'HS256', kid: '__proto__' } })],
    ['is signed by the other key', forge(claims(), { header: { alg: 'HS256', kid: 'old' } })],
    [
      'brings its own key',
      forge(claims(), {
        header: { alg: 'HS256', kid: 'new', jwk: { kty: 'oct', k: key.toString('base64url') } },
      }),
    ],
    ['points at a key', forge(claims(), { header: { alg: 'HS256', kid: 'new', jku: 'http://127.0.0.1/' } })],
    [
      'has a header that must be understood',
      forge(claims(), { header: { alg: 'HS256', kid: 'new', crit: ['b64'], b64: true } }),
    ],
    ['lasts longer than an hour', forge(claims({ exp: 1_800_003_601 }))],
    ['ends before it begins', forge(claims({ exp: 1_799_999_999 }))],
    ['comes from the future', forge(claims({ iat: 1_800_000_006, exp: 1_800_003_600 }))],
    [
      'is made by another issuer',
      forge(claims({ iss: 'https://securetoken.google.com/parley', aud: 'parley' })),
    ],
    ['is meant for somebody else', forge(claims({ aud: ['parley-session'] }))],
    ['has a subject that is no user id', forge(claims({ sub: '7 ' }))],
    ['has a subject beyond all user ids', forge(claims({ sub: '2147483648' }))],
    ['has a number as its subject', forge(claims({ sub: 7 }))],
    ['has a time that is no number', forge(claims({ exp: '1800003600' }))],
    ['has a claim that is none of ours', forge(claims({ admin: true }))],
    ['is a list', forge([claims()])],
    ['is a JSON serialisation', JSON.stringify({ payload: b64(claims()), signatures: [] })],
    ['has five parts', `${forge(claims())}.${b64({})}.${b64({})}`],
    ['is nested', forge(forge(claims()))],
    ['is empty', ''],
    ['is enormous', `${'A'.repeat(4_000_000)}.${'A'.repeat(4)}.${'A'.repeat(4)}`],
    ['has a line break', `${forge(claims())}\n`],
    ['has padding', `${forge(claims())}=`],
  ];
  it.each(invalid)('is refused when it %s', async (_, token) => {
    expect(await given().tokens.verify(token)).toEqual(invalidToken);
  });

  it.each(['sub', 'name', 'iat', 'exp', 'iss', 'aud', 'jti', 'sid'])(
    'is refused without %s',
    async (claim) => {
      const token = forge(claims({ [claim]: undefined }));
      expect(await given().tokens.verify(token)).toEqual(invalidToken);
    },
  );

  it('has one spelling: the spare bits of its parts must not be set', async () => {
    const { tokens } = given();
    const token = forge(claims());
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const last = alphabet.indexOf(token.at(-1)!);
    const spellings = [1, 2, 3].map((spare) => token.slice(0, -1) + alphabet[(last & ~3) | spare]);
    for (const spelling of spellings) {
      expect(await tokens.verify(spelling)).toEqual(invalidToken);
    }
  });

  it('is refused when any one character of it is another', async () => {
    const { tokens } = given();
    const token = forge(claims());
    await fc.assert(
      fc.asyncProperty(fc.nat(token.length - 1), fc.string({ minLength: 1, maxLength: 1 }), async (at, c) => {
        fc.pre(token[at] !== c);
        expect((await tokens.verify(token.slice(0, at) + c + token.slice(at + 1))).ok).toBe(false);
      }),
      { numRuns: 200 },
    );
  });
});

describe('the verifier of signatures', () => {
  it('agrees with the example of RFC 7515, appendix A.1', async () => {
    const secret = createSecretKey(
      Buffer.from(
        'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow',
        'base64url',
      ),
    );
    const jws =
      'eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.' +
      'eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.' +
      'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
    expect(await openSigned(jws, () => secret)).not.toBeNull();
    expect(await openSigned(jws.replace('dBjf', 'dBjg'), () => secret)).toBeNull();
  });
});
