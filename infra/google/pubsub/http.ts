import { Agent as PlainAgent, request as plainRequest } from 'node:http';
import { Agent, request } from 'node:https';

/** Posts JSON to a path of Pub/Sub's HTTP interface; resolves with the status of the answer. Rejects where none came. */
export type Post = (path: string, json: string) => Promise<number>;

/** Pub/Sub gives up a request after a minute; so long without a sign of it, the connection is taken for dead. */
const silentMilliseconds = 60_000;
const mostSockets = 32;

/**
 * Pub/Sub by HTTP: with the identity of the process, or at the emulator (`host:port`) without one. What it needs of
 * Google's libraries is loaded with the first request.
 */
export function openPubSubHttp(emulator?: string): Post {
  const isEmulated = emulator !== undefined && emulator !== '';
  const origin = isEmulated ? `http://${emulator}` : 'https://pubsub.googleapis.com';
  const options = { keepAlive: true, maxSockets: mostSockets };
  const agent = isEmulated ? new PlainAgent(options) : new Agent(options);
  const open = isEmulated ? plainRequest : request;
  let authorized: Promise<(url: string) => Promise<Record<string, string>>> | null = null;
  const headersFor = async (url: string): Promise<Record<string, string>> =>
    isEmulated ? {} : (await (authorized ??= authorization()))(url);

  const once = (url: string, headers: Record<string, string>, body: Buffer) =>
    new Promise<{ status: number } | { failure: Error; isStale: boolean }>((resolve) => {
      const sent = open(url, {
        method: 'POST',
        agent,
        timeout: silentMilliseconds,
        headers: { ...headers, 'content-type': 'application/json', 'content-length': body.length },
      });
      sent.once('error', (failure: NodeJS.ErrnoException) =>
        resolve({ failure, isStale: sent.reusedSocket && failure.code === 'ECONNRESET' }),
      );
      sent.once('timeout', () => sent.destroy(new Error('Pub/Sub is silent')));
      sent.once('response', (response) => {
        response.once('error', (failure) => resolve({ failure, isStale: false }));
        response.resume().once('end', () => resolve({ status: response.statusCode ?? 0 }));
      });
      sent.end(body);
    });

  return async (path, json) => {
    const url = `${origin}${path}`;
    const headers = await headersFor(url);
    const body = Buffer.from(json, 'utf8');
    for (;;) {
      const outcome = await once(url, headers, body);
      if ('status' in outcome) return outcome.status;
      // The other side had closed a connection that was kept: the request goes over another one.
      if (!outcome.isStale) throw outcome.failure;
    }
  };
}

/** The headers that say who asks. The library is the copy that Firestore's client brings with it. */
async function authorization(): Promise<(url: string) => Promise<Record<string, string>>> {
  const { GoogleAuth } = await import('google-gax');
  const auth = new GoogleAuth({ scopes: ['https://www.googleapis.com/auth/pubsub'] });
  return async (url) => Object.fromEntries((await auth.getRequestHeaders(url)).entries());
}
