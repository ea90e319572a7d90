import { Router, type Request, type Response } from 'express';
import { accountsCodes, type SignedIn, type SignInRefused } from '@parley/accounts';
import { stringRule, type Rule } from '@parley/envelope';
import { jsonOf, readBody } from '../body';
import { bearerOf, callerOf } from '../caller';
import type { ApiDeps } from '../deps';
import { deviceNameOf } from '../device-name';
import { ApiProblem, apiCodes } from '../problem';
import { networkOfCaller } from '../network';
import { asGuess, takeOrRefuse } from '../rates';
import { tellSessionsEnded } from '../sessions-ended';

interface Credentials {
  readonly username: string;
  readonly password: string;
}

const credentials: ReadonlyMap<string, Rule> = new Map([
  ['username', stringRule],
  ['password', stringRule],
]);
const identity: ReadonlyMap<string, Rule> = new Map([['idToken', stringRule]]);
const deviceOf = (request: Request) => deviceNameOf(request.headers['user-agent']);
const mostBytes = 8 * 1024;

const statusOf: Record<SignInRefused['code'], number> = {
  [accountsCodes.invalidUsername]: 400,
  [accountsCodes.invalidPassword]: 400,
  [accountsCodes.usernameTaken]: 409,
  [accountsCodes.wrongCredentials]: 401,
  [accountsCodes.invalidIdentity]: 401,
  [accountsCodes.busy]: 503,
};

function answer(response: Response, status: number, outcome: SignedIn | SignInRefused): void {
  if (outcome.kind === 'refused') {
    const { code, reason, field } = outcome;
    throw new ApiProblem(statusOf[code], code, reason, {
      ...(field === undefined ? {} : { field }),
      ...(code === accountsCodes.busy ? { retryAfterMilliseconds: 1000 } : {}),
    });
  }
  const { token, expiresAt, user } = outcome;
  response.status(status).json({ token, expiresAt: new Date(expiresAt).toISOString(), user });
}

/** Register, sign in, stay signed in, sign out. */
export function signInRoutes(deps: ApiDeps): Router {
  const { signIn, rates } = deps;
  const router = Router();

  router.post(
    '/register',
    takeOrRefuse(rates.registrations, networkOfCaller),
    readBody('application/json', mostBytes),
    async (request: Request, response: Response) => {
      const { username, password } = jsonOf<Credentials>(request, credentials);
      const outcome = await signIn.register(username, password, deviceOf(request));
      if (outcome.kind === 'signed-in') rates.guesses.know(username, networkOfCaller(request));
      answer(response, 201, outcome);
    },
  );

  router.post(
    '/login',
    takeOrRefuse(rates.logins, networkOfCaller),
    readBody('application/json', mostBytes),
    async (request: Request, response: Response) => {
      const { username, password } = jsonOf<Credentials>(request, credentials);
      const guess = { username, network: networkOfCaller(request) };
      const outcome = await asGuess(rates.guesses, guess, () =>
        signIn.login(username, password, deviceOf(request)),
      );
      answer(response, 200, outcome);
    },
  );

  router.post(
    '/session',
    takeOrRefuse(rates.registrations, networkOfCaller),
    readBody('application/json', mostBytes),
    async (request: Request, response: Response) => {
      const { idToken } = jsonOf<{ idToken: string }>(request, identity);
      answer(response, 200, await signIn.loginByIdentity(idToken, deviceOf(request)));
    },
  );

  router.post('/refresh', async (request, response) => {
    const outcome = await signIn.refresh(bearerOf(request) ?? '');
    if (outcome.kind === 'refused') {
      throw new ApiProblem(401, apiCodes.unauthenticated, 'The session is over: sign in.');
    }
    rates.guesses.know(outcome.user.username, networkOfCaller(request));
    answer(response, 200, outcome);
  });

  router.post('/logout', async (request, response) => {
    const { sid, userId } = await callerOf(request, signIn);
    await signIn.logout(sid);
    await tellSessionsEnded(deps, userId, [sid]);
    response.status(204).end();
  });

  return router;
}
