import type { Request, RequestHandler } from 'express';
import { callerOf } from './caller';
import type { ApiDeps } from './deps';
import { ApiProblem, apiCodes } from './problem';

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** Whether the caller sits on this machine, and nobody speaks for them. */
const isLocal = (request: Request, proxies: number): boolean =>
  proxies === 0 &&
  request.headers['x-forwarded-for'] === undefined &&
  request.headers['forwarded'] === undefined &&
  loopback.has(request.socket.remoteAddress ?? '');

/** What was measured, for whoever asks from this machine, and for operators. */
export const metricsRoute =
  (
    { signIn, accounts, proxies = 0 }: Pick<ApiDeps, 'signIn' | 'accounts' | 'proxies'>,
    metrics: NonNullable<ApiDeps['metrics']>,
  ): RequestHandler =>
  async (request, response) => {
    if (!isLocal(request, proxies)) {
      const { userId } = await callerOf(request, signIn);
      if (!(await accounts.isOperator(userId))) {
        throw new ApiProblem(404, apiCodes.notFound, 'There is nothing here.');
      }
    }
    const { contentType, text } = await metrics(request.headers.accept);
    response.set('Content-Type', contentType).set('Cache-Control', 'no-store').send(text);
  };
