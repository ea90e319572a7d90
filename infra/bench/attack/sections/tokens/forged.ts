import { randomUUID } from 'node:crypto';
import { inProduct, type Attack } from '../../attack';
import { b64, forge, secondsNow } from './forge';
import { headerCheck, signature, tokenRow, unverified } from './token-row';

const claimCheck = 'if (!parsed.ok || findBroken(parsed.json, claimRules) !== null) return invalid;';
const times = 'if (exp - iat > lifetimeSeconds || exp <= iat || iat > now + skewSeconds) return invalid;';
const canonical = 'parts.every((part) => part !== "" && fromBase64url(part) !== null)';
const lookedUp = ['return held.owner === userId;', 'return owner === userId;'] as const;

const byAnyKid = inProduct(['ring.all.get(kid ?? "")?.key ?? decoy', 'ring.first.key']);
const withAnyHeader = inProduct([headerCheck, '']);
const withAnyHash = inProduct(
  [headerCheck, ''],
  [signature, signature.replace('{ algorithms: ["HS256"] }', '{ algorithms: ["HS256", "HS384", "HS512"] }')],
);
const withAnyClaims = inProduct([claimCheck, 'if (!parsed.ok) return invalid;']);
const atAnyTime = inProduct([times, '']);

/** Tokens that the product did not make, or not for this (RFC 8725). */
export const forged: readonly Attack[] = [
  tokenRow({
    id: 'T01',
    tries: 'alg none, no signature',
    defence: 'HS256 only',
    make: (of) => `${b64({ alg: 'none', kid: 'lab' })}.${forge(of).split('.')[1]}.`,
    weakening: inProduct(
      [headerCheck, ''],
      [signature, unverified],
      ['part !== "" && fromBase64url(part) !== null', 'true'],
    ),
  }),
  tokenRow({
    id: 'T02',
    tries: 'alg none in other letters',
    defence: 'HS256 only',
    forged: () => ({ header: { alg: 'nOnE' } }),
  }),
  tokenRow({
    id: 'T03',
    tries: 'HS512 by the right key',
    defence: 'HS256 only',
    forged: () => ({ header: { alg: 'HS512' }, hash: 'sha512' }),
    weakening: withAnyHash,
  }),
  tokenRow({
    id: 'T04',
    tries: 'another key',
    defence: 'the signature',
    forged: () => ({ key: Buffer.alloc(32, 1) }),
  }),
  tokenRow({
    id: 'T05',
    tries: 'an empty key',
    defence: 'the signature',
    forged: () => ({ key: Buffer.alloc(0) }),
  }),
  tokenRow({
    id: 'T06',
    tries: 'kid as a path',
    defence: 'kids are names of the ring',
    forged: () => ({ header: { kid: '../../dev/null' } }),
    weakening: byAnyKid,
  }),
  tokenRow({
    id: 'T07',
    tries: 'kid __proto__',
    defence: 'the ring is a map',
    forged: () => ({ header: { kid: '__proto__' } }),
    weakening: byAnyKid,
  }),
  tokenRow({
    id: 'T08',
    tries: 'no kid',
    defence: 'a kid is required',
    forged: () => ({ header: { kid: undefined } }),
    weakening: byAnyKid,
  }),
  tokenRow({
    id: 'T09',
    tries: 'the attacker’s key in the header (jwk)',
    defence: 'no header but alg, kid, typ',
    forged: () => ({ header: { jwk: { kty: 'oct', k: 'AAAA' } } }),
    weakening: withAnyHeader,
  }),
  tokenRow({
    id: 'T10',
    tries: 'the address of a key in the header (jku, x5u)',
    defence: 'no header but alg, kid, typ; nothing is fetched',
    forged: () => ({ header: { jku: 'http://127.0.0.1:9/', x5u: 'http://127.0.0.1:9/' } }),
    weakening: withAnyHeader,
  }),
  tokenRow({
    id: 'T11',
    tries: 'a header that must be understood (crit)',
    defence: 'no header but alg, kid, typ',
    forged: () => ({ header: { crit: ['b64'], b64: true } }),
  }),
  tokenRow({
    id: 'T12',
    tries: 'another audience',
    defence: 'aud',
    forged: () => ({ claims: { aud: 'parley-cursor' } }),
    weakening: withAnyClaims,
  }),
  tokenRow({
    id: 'T13',
    tries: 'a list of audiences, ours in it',
    defence: 'aud',
    forged: () => ({ claims: { aud: ['parley-session', 'x'] } }),
    weakening: withAnyClaims,
  }),
  tokenRow({
    id: 'T14',
    tries: 'another issuer: a token of Firebase Auth',
    defence: 'iss',
    forged: () => ({ claims: { iss: 'https://securetoken.google.com/parley', aud: 'parley' } }),
    weakening: withAnyClaims,
  }),
  tokenRow({
    id: 'T15',
    tries: 'no expiry',
    defence: 'every claim is required',
    forged: () => ({ claims: { exp: undefined } }),
    weakening: inProduct([claimCheck, 'if (!parsed.ok) return invalid;'], [times, '']),
  }),
  tokenRow({
    id: 'T16',
    tries: 'a life of ten years',
    defence: 'at most an hour',
    forged: () => ({ claims: { exp: secondsNow() + 315_360_000 } }),
    weakening: atAnyTime,
  }),
  tokenRow({
    id: 'T17',
    tries: 'issued a minute from now',
    defence: 'clocks may differ by 5 s',
    forged: () => ({ claims: { iat: secondsNow() + 60, exp: secondsNow() + 600 } }),
    weakening: atAnyTime,
  }),
  tokenRow({
    id: 'T18',
    tries: 'a time that is a text',
    defence: 'types of claims',
    forged: () => ({ claims: { exp: String(secondsNow() + 600) } }),
    weakening: withAnyClaims,
  }),
  tokenRow({
    id: 'T19',
    tries: 'a claim that is none of ours',
    defence: 'no claim but ours',
    forged: () => ({ claims: { admin: true } }),
    weakening: withAnyClaims,
  }),
  tokenRow({
    id: 'T20',
    tries: 'the same token in another spelling',
    defence: 'canonical base64url',
    make: (_of, genuine) => {
      const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
      const last = alphabet.indexOf(genuine.at(-1)!);
      return genuine.slice(0, -1) + alphabet[last ^ 1];
    },
    weakening: inProduct([canonical, 'parts.every((part) => part !== "")']),
  }),
  tokenRow({
    id: 'T21',
    tries: 'the JSON serialisation',
    defence: 'the compact form only',
    make: (of) => {
      const [head, payload, mac] = forge(of).split('.');
      return b64({ payload, protected: head, signature: mac });
    },
    weakening: inProduct([
      'async function openSigned(token, keyOf) {',
      'async function openSigned(token, keyOf) { if (!token.includes(".")) { const { protected: head, payload, signature } = JSON.parse(Buffer.from(token, "base64url")); token = [head, payload, signature].join("."); }',
    ]),
  }),
  tokenRow({
    id: 'T22',
    tries: 'five parts, as an encrypted token has',
    defence: 'three parts',
    make: (of) => `${forge(of)}.${b64({})}.${b64({})}`,
    weakening: inProduct([
      'async function openSigned(token, keyOf) {',
      'async function openSigned(token, keyOf) { token = token.split(".").slice(0, 3).join(".");',
    ]),
  }),
  tokenRow({
    id: 'T23',
    tries: 'a genuine token of 6,000 characters',
    defence: 'at most 4,096 characters, before anything is made of them',
    forged: () => ({ claims: { name: 'a'.repeat(4_000) } }),
    weakening: inProduct([
      'if (token.length > mostCharacters || !isCanonical(token))',
      'if (!isCanonical(token))',
    ]),
  }),
  tokenRow({
    id: 'T24',
    tries: 'the session of somebody else with one’s own name',
    defence: 'a session belongs to its user',
    make: (of) => forge({ ...of, sub: '1' }),
    weakening: inProduct(
      [lookedUp[0], 'return held.owner !== null;'],
      [lookedUp[1], 'return owner !== null;'],
    ),
  }),
  tokenRow({
    id: 'T25',
    tries: 'a session that never was',
    defence: 'sessions are looked up',
    make: (of) => forge({ ...of, sid: randomUUID() }),
    weakening: inProduct([lookedUp[0], 'return true;'], [lookedUp[1], 'return true;']),
  }),
];
