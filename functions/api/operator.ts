import type { Request } from 'express';
import type { TokenHolder } from '@parley/accounts';
import { callerOf } from './caller';
import type { ApiDeps } from './deps';
import { ApiProblem, apiCodes } from './problem';

/** The operator who calls. Throws a 401 when nobody does, and for others a 404: to them there is nothing here. */
export async function operatorOf(
  request: Request,
  { signIn, accounts }: Pick<ApiDeps, 'signIn' | 'accounts'>,
): Promise<TokenHolder> {
  const caller = await callerOf(request, signIn);
  if (await accounts.isOperator(caller.userId)) return caller;
  throw new ApiProblem(404, apiCodes.notFound, 'There is nothing here.');
}
