import type { IncomingMessage, RequestListener } from 'node:http';

export interface StatusDeps {
  /** What was measured, in a text format of Prometheus' that an `Accept` header names. */
  readonly metrics: (accept?: string) => Promise<{ readonly contentType: string; readonly text: string }>;
  /** Whether this session token is an operator's. */
  readonly isOperator: (token: string) => Promise<boolean>;
}

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** Whether the caller sits on this machine, and nobody speaks for them. */
const isLocal = ({ headers, socket }: IncomingMessage): boolean =>
  headers['x-forwarded-for'] === undefined &&
  headers.forwarded === undefined &&
  loopback.has(socket.remoteAddress ?? '');

const tokenOf = ({ headers }: IncomingMessage): string | null =>
  /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? null;

/**
 * The requests to a relay that are no WebSockets: `/healthz` for its platform, and `/metrics` for whoever asks from this
 * machine, and for operators. To anybody else there is nothing.
 */
export function statusListener({ metrics, isOperator }: StatusDeps): RequestListener {
  const answer = async (request: IncomingMessage) => {
    if (request.method === 'GET' && request.url === '/healthz')
      return { status: 200, text: '{"healthy":true}' };
    if (request.method === 'GET' && request.url === '/metrics') {
      const token = tokenOf(request);
      if (isLocal(request) || (token !== null && (await isOperator(token))))
        return { status: 200, ...(await metrics(request.headers.accept)) };
    }
    return { status: 404, text: '{}' };
  };
  return (request, response) => {
    request.resume();
    answer(request)
      .catch(() => ({ status: 503, text: '{}' }))
      .then(
        ({ status, text, ...more }) => {
          const contentType = 'contentType' in more ? more.contentType : 'application/json';
          response.writeHead(status, { 'content-type': contentType, 'cache-control': 'no-store' }).end(text);
        },
        () => {},
      );
  };
}
