import type { Request, RequestHandler } from 'express';
import type { RateLimiter } from '@parley/accounts';
import { ApiProblem, apiCodes } from './problem';

/** Takes one from the key's allowance, or throws a 429 that says how long to wait. */
export function takeOne(limiter: RateLimiter, key: string): void {
  const allowance = limiter.take(key);
  if (allowance.ok) return;
  const { retryAfterMilliseconds } = allowance;
  throw new ApiProblem(429, apiCodes.rateLimited, 'Too many requests; wait a little.', {
    retryAfterMilliseconds,
  });
}

/** The same before the body is read, by whatever tells callers apart. */
export const takeOrRefuse =
  (limiter: RateLimiter, keyOf: (request: Request) => string): RequestHandler =>
  (request, _response, next) => {
    takeOne(limiter, keyOf(request));
    next();
  };
