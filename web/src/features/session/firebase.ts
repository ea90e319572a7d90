import { initializeApp } from '@firebase/app';
import {
  connectAuthEmulator,
  getAdditionalUserInfo,
  GoogleAuthProvider,
  initializeAuth,
  inMemoryPersistence,
  sendSignInLinkToEmail,
  signInWithEmailLink,
  signInWithPopup,
  browserPopupRedirectResolver,
  type UserCredential,
} from '@firebase/auth';
import type { Doubt, FirebaseConfig, Provider, Vouched } from './provider';

/** Codes of https://firebase.google.com/docs/reference/js/auth#autherrorcodes that a person can do something about. */
const doubts: Readonly<Record<string, Doubt>> = {
  'auth/argument-error': 'link-over',
  'auth/expired-action-code': 'link-over',
  'auth/invalid-action-code': 'link-over',
  'auth/invalid-email': 'other-address',
  'auth/missing-email': 'bad-address',
  'auth/cancelled-popup-request': 'closed',
  'auth/popup-closed-by-user': 'closed',
  'auth/user-cancelled': 'closed',
  'auth/popup-blocked': 'no-window',
  'auth/user-disabled': 'shut-out',
  'auth/quota-exceeded': 'too-many',
  'auth/too-many-requests': 'too-many',
  // The SDK says so, too, when Google's code could not be fetched.
  'auth/internal-error': 'unreachable',
  'auth/network-request-failed': 'unreachable',
  'auth/timeout': 'unreachable',
  'auth/admin-restricted-operation': 'not-offered',
  'auth/operation-not-allowed': 'not-offered',
  'auth/unauthorized-continue-uri': 'not-offered',
  'auth/unauthorized-domain': 'not-offered',
};

const doubtOf = (failure: unknown): Doubt =>
  doubts[String((failure as { code?: unknown } | null)?.code)] ?? 'unknown';

/**
 * Firebase Auth through its own SDK, which is large: import this file when somebody asks for it. The SDK keeps nobody
 * signed in: an ID token is traded for a session of Parley's at once, and forgotten.
 */
export function openFirebase({ apiKey, authDomain, emulatorUrl }: FirebaseConfig): Provider {
  const auth = initializeAuth(initializeApp({ apiKey, authDomain }), { persistence: inMemoryPersistence });
  auth.useDeviceLanguage();
  if (emulatorUrl !== undefined) connectAuthEmulator(auth, emulatorUrl, { disableWarnings: true });

  async function vouched(asked: Promise<UserCredential>): Promise<Vouched> {
    try {
      const credential = await asked;
      const idToken = await credential.user.getIdToken();
      const isNew = getAdditionalUserInfo(credential)?.isNewUser ?? false;
      await auth.signOut();
      return { ok: true, idToken, isNew };
    } catch (failure) {
      return { ok: false, doubt: doubtOf(failure) };
    }
  }

  return {
    async sendLink(address, pageUrl) {
      try {
        await sendSignInLinkToEmail(auth, address, { url: pageUrl, handleCodeInApp: true });
        return null;
      } catch (failure) {
        const doubt = doubtOf(failure);
        return doubt === 'other-address' ? 'bad-address' : doubt;
      }
    },
    openLink: (address, link) => vouched(signInWithEmailLink(auth, address, link)),
    askGoogle: () => vouched(signInWithPopup(auth, new GoogleAuthProvider(), browserPopupRedirectResolver)),
  };
}
