import type { IncomingMessage } from 'node:http';

/** What is read of the request that asks for a WebSocket. */
type Upgrade = Pick<IncomingMessage, 'headers'>;

/** The subprotocol that both sides speak. */
export const protocol = 'parley.v1';

const offers = (request: Upgrade): string[] =>
  (request.headers['sec-websocket-protocol'] ?? '').split(',').map((offer) => offer.trim());

/** The session token among the offered subprotocols (`bearer.<token>`), or null. */
export function tokenOf(request: Upgrade): string | null {
  const bearers = offers(request).filter((offer) => offer.startsWith('bearer.'));
  return bearers.length === 1 && offers(request).includes(protocol)
    ? bearers[0]!.slice('bearer.'.length)
    : null;
}

/**
 * Whether the page that opens this socket may: one of the listed origins, or one on the very host it connects to.
 * Programs send no Origin; a request that says it comes from a browser must.
 */
export function isOriginAllowed(request: Upgrade, origins: readonly string[]): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return request.headers['sec-fetch-mode'] === undefined;
  if (origins.includes(origin)) return true;
  try {
    const { protocol: scheme, host: originHost } = new URL(origin);
    return (scheme === 'http:' || scheme === 'https:') && originHost === host;
  } catch {
    return false;
  }
}
