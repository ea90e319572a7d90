import { createSecretKey } from 'node:crypto';
import { findBroken, isUserId, isUuid, parseJson, stringRule, type Rule } from '@parley/envelope';
import type { Clock, Ids } from '@parley/ports';
import type { KeyRing } from './key-ring';
import { openSigned, sign } from './signed-text';

/** Whom a session token speaks for. */
export interface TokenHolder {
  readonly userId: number;
  readonly username: string;
  /** The sign-in that the token belongs to. */
  readonly sid: string;
}

export type VerifiedToken =
  | { readonly ok: true; readonly holder: TokenHolder; /** ms since the epoch */ readonly expiresAt: number }
  /** Genuine, but too old to be more than a reason to make a new one. */
  | { readonly ok: false; readonly reason: 'expired'; readonly holder: TokenHolder }
  | { readonly ok: false; readonly reason: 'invalid'; readonly holder: null };

export interface SessionTokens {
  /** A token of one hour. */
  issue(holder: TokenHolder): Promise<{ token: string; expiresAt: number }>;
  /** Never rejects. An expired token is told from an invalid one, since its holder may have it renewed. */
  verify(token: string): Promise<VerifiedToken>;
}

const issuer = 'parley';
const audience = 'parley-session';
const lifetimeSeconds = 3600;
/** Clocks of two machines may differ by this much. */
const skewSeconds = 5;

const only =
  (expected: string): Rule =>
  (value) =>
    value === expected ? null : `must be ${expected}`;
const seconds: Rule = (value) =>
  typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? null : 'must be a time in seconds';
const uuid: Rule = (value) => (isUuid(value) ? null : 'must be a UUID');
const subject: Rule = (value) =>
  typeof value === 'string' && /^[1-9]\d*$/.test(value) && isUserId(Number(value))
    ? null
    : 'must be a user id';

/** Every claim is required; one that is not here is none of ours. */
const claimRules: ReadonlyMap<string, Rule> = new Map([
  ['sub', subject],
  ['name', stringRule],
  ['iat', seconds],
  ['exp', seconds],
  ['iss', only(issuer)],
  ['aud', only(audience)],
  ['jti', uuid],
  ['sid', uuid],
]);

interface Claims {
  readonly sub: string;
  readonly name: string;
  readonly iat: number;
  readonly exp: number;
  readonly sid: string;
}

/** Makes and verifies session tokens: JWTs with HS256, by the ring's keys. */
export function createSessionTokens(deps: { ring: KeyRing; clock: Clock; ids: Ids }): SessionTokens {
  const { ring, clock, ids } = deps;
  // An unknown key is answered after the same work as a known one.
  const decoy = createSecretKey(ids.bytes(32));
  return {
    async issue({ userId, username, sid }) {
      const iat = Math.floor(clock.now() / 1000);
      const exp = iat + lifetimeSeconds;
      const claims = {
        sub: String(userId),
        name: username,
        iat,
        exp,
        iss: issuer,
        aud: audience,
        jti: ids.uuid(),
        sid,
      };
      const token = await sign(Buffer.from(JSON.stringify(claims), 'utf8'), ring);
      return { token, expiresAt: exp * 1000 };
    },
    async verify(token) {
      const payload = await openSigned(token, (kid) => ring.all.get(kid ?? '')?.key ?? decoy);
      const invalid = { ok: false, reason: 'invalid', holder: null } as const;
      if (payload === null) return invalid;
      const parsed = parseJson(Buffer.from(payload).toString('utf8'));
      if (!parsed.ok || findBroken(parsed.json, claimRules) !== null) return invalid;
      const { sub, name, iat, exp, sid } = parsed.json as Claims;
      const now = clock.now() / 1000;
      if (exp - iat > lifetimeSeconds || exp <= iat || iat > now + skewSeconds) return invalid;
      const holder = { userId: Number(sub), username: name, sid };
      return now >= exp
        ? { ok: false, reason: 'expired', holder }
        : { ok: true, holder, expiresAt: exp * 1000 };
    },
  };
}
