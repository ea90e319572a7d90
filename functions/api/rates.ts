import type { Request, RequestHandler } from 'express';
import { accountsCodes, type Guesses, type RateLimiter, type SignInRefused } from '@parley/accounts';
import { ApiProblem, apiCodes } from './problem';

/** Takes one from the key's allowance, or throws a 429 that says how long to wait. */
export function takeOne(limiter: RateLimiter, key: string): void {
  const allowance = limiter.take(key);
  if (!allowance.ok) throw tooMany('requests', allowance.retryAfterMilliseconds);
}

const tooMany = (what: string, retryAfterMilliseconds: number) =>
  new ApiProblem(429, apiCodes.rateLimited, `Too many ${what}; wait a little.`, { retryAfterMilliseconds });

/** Looks at a password of somebody in a network, unless too many wrong ones came before it: then it is a 429, too. */
export async function asGuess<T extends { readonly kind: string }>(
  guesses: Guesses,
  { username, network }: { readonly username: string; readonly network: string },
  look: () => Promise<T | SignInRefused>,
): Promise<T | SignInRefused> {
  const guess = guesses.take(username, network);
  if (!guess.ok) throw tooMany('wrong passwords', guess.retryAfterMilliseconds);
  let outcome: 'right' | 'wrong' | 'untried' = 'untried';
  try {
    const seen = await look();
    if (seen.kind !== 'refused') outcome = 'right';
    else if ((seen as SignInRefused).code === accountsCodes.wrongCredentials) outcome = 'wrong';
    return seen;
  } finally {
    guess.settle(outcome);
  }
}

/** The same before the body is read, by whatever tells callers apart. */
export const takeOrRefuse =
  (limiter: RateLimiter, keyOf: (request: Request) => string): RequestHandler =>
  (request, _response, next) => {
    takeOne(limiter, keyOf(request));
    next();
  };
