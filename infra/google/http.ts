import { Agent as PlainAgent, request as plainRequest } from 'node:http';
import { Agent, request } from 'node:https';
import { GoogleError } from './errors';

/** What a service answered. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
}

/** Asks a service, with JSON or without; resolves with its answer, whatever its status. Rejects where none came. */
export type Ask = (method: 'GET' | 'POST', path: string, json?: string) => Promise<HttpAnswer>;

/** The headers by which a service knows who asks. */
export type Identify = (url: string) => Promise<Readonly<Record<string, string>>>;

/** Google's services give up a request after a minute; so long without a sign of one, the connection is taken for dead. */
const silentMilliseconds = 60_000;
const mostSockets = 32;

/** A service of Google's at `origin` (`https://host`), by HTTP, over connections that are kept. */
export function openHttp(origin: string, identify: Identify): Ask {
  const isPlain = origin.startsWith('http:');
  const options = { keepAlive: true, maxSockets: mostSockets };
  const agent = isPlain ? new PlainAgent(options) : new Agent(options);
  const open = isPlain ? plainRequest : request;

  const once = (
    method: string,
    url: string,
    headers: Readonly<Record<string, string>>,
    body: Buffer | null,
  ) =>
    new Promise<HttpAnswer | { failure: Error; isStale: boolean }>((resolve) => {
      const sent = open(url, {
        method,
        agent,
        timeout: silentMilliseconds,
        headers:
          body === null
            ? headers
            : { ...headers, 'content-type': 'application/json', 'content-length': body.length },
      });
      sent.once('error', (failure: NodeJS.ErrnoException) =>
        resolve({ failure, isStale: sent.reusedSocket && failure.code === 'ECONNRESET' }),
      );
      sent.once('timeout', () => sent.destroy(new Error(`${origin} is silent`)));
      sent.once('response', (response) => {
        const chunks: Buffer[] = [];
        response.once('error', (failure) => resolve({ failure, isStale: false }));
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('end', () =>
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }),
        );
      });
      sent.end(body ?? undefined);
    });

  return async (method, path, json) => {
    const url = `${origin}${path}`;
    const headers = await identify(url);
    const body = json === undefined ? null : Buffer.from(json, 'utf8');
    for (;;) {
      const outcome = await once(method, url, headers, body);
      if ('status' in outcome) return outcome;
      // The other side had closed a connection that was kept: the request goes over another one.
      if (!outcome.isStale) throw outcome.failure;
    }
  };
}

/**
 * The identity of the process, for what `scope` names; throws `no-identity` where it has none. The library that finds it
 * is loaded with the first request.
 */
export function identityFor(scope: string): Identify {
  const open = async () => {
    const { GoogleAuth } = await import('./google-auth');
    return new GoogleAuth({ scopes: [`https://www.googleapis.com/auth/${scope}`] });
  };
  let auth: ReturnType<typeof open> | null = null;
  return async (url) => {
    try {
      return Object.fromEntries(await (await (auth ??= open())).getRequestHeaders(url));
    } catch (cause) {
      throw new GoogleError('no-identity', `Nobody said who asks for ${scope}.`, { cause });
    }
  };
}

/** For an emulator, which asks nobody who they are. */
export const nobody: Identify = async () => ({});
