import { initializeApp } from 'firebase-admin/app';
import { getAuth, type Auth } from 'firebase-admin/auth';
import { silentTelemetry, type Identity, type Telemetry } from '@parley/ports';
import { counted } from './counted';

/** What Firebase Auth says of tokens that nobody should be let in with; everything else means that it is away. */
const refusals: ReadonlySet<string> = new Set([
  'auth/argument-error',
  'auth/id-token-expired',
  'auth/id-token-revoked',
  'auth/invalid-id-token',
  'auth/user-disabled',
  'auth/user-not-found',
]);

/** Firebase Auth of the project, or its emulator where FIREBASE_AUTH_EMULATOR_HOST names one. */
export const openAuth = (projectId: string): Auth =>
  getAuth(initializeApp({ projectId }, `parley-${projectId}`));

/**
 * Checks ID tokens with Firebase Auth: signature, audience, expiry, and that the sign-in was not revoked. Its calls are
 * counted where `telemetry` is given.
 */
export function createIdentity(
  auth: Pick<Auth, 'verifyIdToken'>,
  telemetry: Pick<Telemetry, 'count'> = silentTelemetry,
): Identity {
  const identity: Identity = {
    async verify(idToken) {
      try {
        const { uid, email, name } = await auth.verifyIdToken(idToken, true);
        const called = typeof name === 'string' ? name : '';
        return {
          identity: `firebase:${uid}`,
          name: called !== '' ? called : (email ?? '').replace(/@.*$/, ''),
        };
      } catch (failure) {
        if (refusals.has(String((failure as { code?: unknown } | null)?.code))) return null;
        throw failure;
      }
    },
  };
  return counted(identity, { service: 'auth', telemetry });
}
