import type { Request } from 'express';
import type { SignIn, TokenHolder } from '@parley/accounts';
import { ApiProblem, apiCodes } from './problem';

/** The session token of the request's Authorization header, or null. */
export function bearerOf(request: Request): string | null {
  const [, token] = /^Bearer ([A-Za-z0-9._-]+)$/i.exec(request.headers.authorization ?? '') ?? [];
  return token ?? null;
}

/** Who calls. Throws a 401 when nobody does. */
export async function callerOf(request: Request, signIn: SignIn): Promise<TokenHolder> {
  const token = bearerOf(request);
  if (token === null) {
    throw new ApiProblem(401, apiCodes.unauthenticated, 'A session token is needed: sign in.');
  }
  const authenticated = await signIn.authenticate(token);
  if (authenticated.ok) return authenticated.holder;
  throw authenticated.reason === 'expired'
    ? new ApiProblem(401, apiCodes.tokenExpired, 'The session token has expired: renew it.')
    : new ApiProblem(401, apiCodes.unauthenticated, 'The session token is not valid: sign in.');
}
