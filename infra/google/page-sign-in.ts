import { listOf, readConfiguration } from './configuration';
import { GoogleError } from './errors';

/** Ways to sign in that Firebase Auth vouches for. */
const firebaseWays: ReadonlySet<string> = new Set(['email-link', 'google']);

/** How people may sign in, for the page; `firebase` where Firebase Auth vouches for some of them. */
export interface PageSignIn {
  readonly signIn: readonly string[];
  readonly firebase?: {
    readonly apiKey: string;
    readonly authDomain: string;
    readonly emulatorUrl?: string;
  };
}

/**
 * Reads how people may sign in; a setting that is `none` is not there. With the emulator of Firebase Auth, which takes any key, nothing more has to be set.
 * Throws `missing-setting` where Firebase Auth is asked for and not described, `unknown-setting` for a way that is none.
 */
export function readPageSignIn(environment: Readonly<Record<string, string | undefined>>): PageSignIn {
  const signIn = listOf(environment['PARLEY_SIGN_IN'] ?? 'password');
  const unknown = signIn.filter((way) => way !== 'password' && !firebaseWays.has(way));
  if (signIn.length === 0 || unknown.length > 0) {
    throw new GoogleError(
      'unknown-setting',
      `PARLEY_SIGN_IN lists ${unknown.join(', ') || 'nothing'}; it can list password, email-link and google.`,
    );
  }
  if (!signIn.some((way) => firebaseWays.has(way))) return { signIn };
  const emulator = environment['FIREBASE_AUTH_EMULATOR_HOST'] ?? '';
  const usual = emulator === '' ? null : 'emulator';
  const names = ['PARLEY_FIREBASE_API_KEY', 'PARLEY_FIREBASE_AUTH_DOMAIN'] as const;
  const described = Object.fromEntries(
    names.map((name) => [name, environment[name]]).filter(([, value]) => value !== 'none'),
  );
  const read = readConfiguration(described, {
    PARLEY_FIREBASE_API_KEY: usual,
    PARLEY_FIREBASE_AUTH_DOMAIN: usual,
  });
  return {
    signIn,
    firebase: {
      apiKey: read.PARLEY_FIREBASE_API_KEY,
      authDomain: read.PARLEY_FIREBASE_AUTH_DOMAIN,
      ...(emulator === '' ? {} : { emulatorUrl: `http://${emulator}` }),
    },
  };
}
