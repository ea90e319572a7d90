import type { Fetch } from '../api';

/** Where the server's parts are. */
export interface PageConfig {
  /** Before `/users`. */
  readonly apiUrl: string;
  /** With `ws:` or `wss:`. */
  readonly relayUrl: string;
  /** Who can be tried as without a password; only a server on one machine names any. */
  readonly samples: readonly string[];
}

/** Reads `/config.json`; addresses in it may be relative to the page. Null when the server cannot be reached. */
export async function readConfig(fetch: Fetch, pageUrl: string): Promise<PageConfig | null> {
  try {
    const response = await fetch('/config.json', { headers: { accept: 'application/json' } });
    if (!response.ok) return null;
    const { apiUrl, relayUrl, samples } = (await response.json()) as Record<string, unknown>;
    const relay = new URL(typeof relayUrl === 'string' && relayUrl !== '' ? relayUrl : '/ws', pageUrl);
    relay.protocol = relay.protocol.replace(/^http/, 'ws');
    const api = new URL(typeof apiUrl === 'string' && apiUrl !== '' ? apiUrl : '/api', pageUrl);
    return {
      apiUrl: api.href.replace(/\/$/, ''),
      relayUrl: relay.href,
      samples: Array.isArray(samples) ? samples.map(String) : [],
    };
  } catch {
    return null;
  }
}
