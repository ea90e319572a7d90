import type { Request, RequestHandler } from 'express';
import type { ApiDeps } from './deps';
import { operatorOf } from './operator';

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
const loopbackNames: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '::1']);

/**
 * Whether the caller sits on this machine, calls it by its own name, and nobody speaks for them. A page elsewhere can
 * have its name point to this machine, and then call from a browser that runs on it (DNS rebinding).
 */
const isLocal = (request: Request, proxies: number): boolean =>
  proxies === 0 &&
  request.headers['x-forwarded-for'] === undefined &&
  request.headers['forwarded'] === undefined &&
  loopback.has(request.socket.remoteAddress ?? '') &&
  loopbackNames.has(request.hostname.replace(/^\[|\]$/g, ''));

/** What was measured, for whoever asks from this machine, and for operators. */
export const metricsRoute =
  (
    { proxies = 0, ...deps }: Pick<ApiDeps, 'signIn' | 'accounts' | 'proxies'>,
    metrics: NonNullable<ApiDeps['metrics']>,
  ): RequestHandler =>
  async (request, response) => {
    if (!isLocal(request, proxies)) {
      await operatorOf(request, deps);
    }
    const { contentType, text } = await metrics(request.headers.accept);
    response.set('Content-Type', contentType).set('Cache-Control', 'no-store').send(text);
  };
