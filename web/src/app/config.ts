import type { Fetch } from '../api';
import type { FirebaseConfig, Way } from '../features/session';

/** Where the server's parts are. */
export interface PageConfig {
  /** Before `/users`. */
  readonly apiUrl: string;
  /** With `ws:` or `wss:`. */
  readonly relayUrl: string;
  /** Who can be tried as without a password; only a server on one machine names any. */
  readonly samples: readonly string[];
  /** Whether a name and a password of Parley's are a way in. */
  readonly withPassword: boolean;
  /** The other ways in, and who vouches for people there; null when there are none. */
  readonly vouching: { readonly ways: readonly Way[]; readonly firebase: FirebaseConfig } | null;
}

const knownWays: readonly Way[] = ['email-link', 'google'];

function vouchingOf(signIn: readonly string[], firebase: unknown): PageConfig['vouching'] {
  const ways = knownWays.filter((way) => signIn.includes(way));
  const { apiKey, authDomain, emulatorUrl } = (firebase ?? {}) as Record<string, unknown>;
  if (ways.length === 0 || typeof apiKey !== 'string' || typeof authDomain !== 'string') return null;
  const emulator = typeof emulatorUrl === 'string' ? { emulatorUrl } : {};
  return { ways, firebase: { apiKey, authDomain, ...emulator } };
}

/** Reads `/config.json`; addresses in it may be relative to the page. Null when the server cannot be reached. */
export async function readConfig(fetch: Fetch, pageUrl: string): Promise<PageConfig | null> {
  try {
    const response = await fetch('/config.json', { headers: { accept: 'application/json' } });
    if (!response.ok) return null;
    const { apiUrl, relayUrl, samples, signIn, firebase } = (await response.json()) as Record<
      string,
      unknown
    >;
    const relay = new URL(typeof relayUrl === 'string' && relayUrl !== '' ? relayUrl : '/ws', pageUrl);
    relay.protocol = relay.protocol.replace(/^http/, 'ws');
    const api = new URL(typeof apiUrl === 'string' && apiUrl !== '' ? apiUrl : '/api', pageUrl);
    const ways = Array.isArray(signIn) ? signIn.map(String) : ['password'];
    return {
      apiUrl: api.href.replace(/\/$/, ''),
      relayUrl: relay.href,
      samples: Array.isArray(samples) ? samples.map(String) : [],
      withPassword: ways.includes('password'),
      vouching: vouchingOf(ways, firebase),
    };
  } catch {
    return null;
  }
}
