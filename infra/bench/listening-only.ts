import { createRateLimiter } from '@parley/accounts';
import { silentTelemetry, type Clock, type Ids } from '@parley/ports';
import type { RelayDeps } from '@parley/relay';

/** Nobody's session ends by itself meanwhile, ms: about as long as a timer of Node can run (2³¹ - 1 ms). */
const sessionMilliseconds = 24 * 24 * 3_600_000;

/** A text in one piece, as a token that was read brings it: a fresh UUID consists of many. */
const asRead = (text: string): string => Buffer.from(text, 'latin1').toString('latin1');

/**
 * What a relay is given besides its store and its bus where people only listen. Whoever connects is believed: the token
 * is the user's id, with or without `token-` before it. Nobody measures what happens, and who sends or uploads all the
 * same is refused.
 */
export function listeningOnly({
  clock,
  ids,
}: {
  readonly clock: Clock;
  readonly ids: Ids;
}): Omit<RelayDeps, 'store' | 'bus' | 'cursors' | 'notify'> {
  const none = createRateLimiter({ clock, perSecond: 1, burst: 0 });
  return {
    signIn: {
      authenticate: async (token) => ({
        ok: true,
        holder: {
          userId: Number(token.replace('token-', '')),
          username: `user ${token}`,
          sid: asRead(ids.uuid()),
        },
        expiresAt: clock.now() + sessionMilliseconds,
      }),
    },
    send: async () => ({ kind: 'refused', code: 'invalid-message', reason: 'Nobody sends here.' }),
    upload: async () => ({ kind: 'refused', diagnostics: [] }),
    sends: none,
    trials: none,
    clock,
    ids,
    telemetry: silentTelemetry,
    origins: [],
  };
}
