import { once } from 'node:events';
import { Router, type Request, type Response } from 'express';
import { accountsCodes } from '@parley/accounts';
import { limits, stringRule, type Rule } from '@parley/envelope';
import type { Target, UserSettings } from '@parley/ports';
import { jsonOf, readBody } from '../body';
import { callerOf } from '../caller';
import type { ApiDeps } from '../deps';
import { ApiProblem, apiCodes } from '../problem';
import { networkOfCaller } from '../network';
import { asGuess, takeOne } from '../rates';
import { tellSessionsEnded } from '../sessions-ended';

const mostBytes = 8 * 1024;

const passwords: ReadonlyMap<string, Rule> = new Map([
  ['password', stringRule],
  ['newPassword', stringRule],
]);

const timeZone: Rule = (value) => {
  if (typeof value !== 'string' || value.length > 64) return 'must be the IANA name of a time zone';
  try {
    new Intl.DateTimeFormat('en', { timeZone: value });
    return null;
  } catch {
    return 'must be the IANA name of a time zone';
  }
};
const settings: ReadonlyMap<string, Rule> = new Map([['timeZone', timeZone]]);

/** The caller's own account: who they are, password, settings, everything as a file, and the end of it. */
export function accountRoutes(deps: ApiDeps): Router {
  const { signIn, accounts, store, scripts, rates } = deps;
  const router = Router();

  router.get('/account', async (request, response) => {
    const holder = await callerOf(request, signIn);
    const { userId: id, username } = holder;
    const [operator, hasPassword] = await Promise.all([accounts.isOperator(id), signIn.hasPassword(holder)]);
    response.json({ user: { id, username }, operator, hasPassword });
  });

  router.put(
    '/password',
    readBody('application/json', mostBytes),
    async (request: Request, response: Response) => {
      const holder = await callerOf(request, signIn);
      // A stolen token must not be a way to guess the password.
      takeOne(rates.logins, `user ${holder.userId}`);
      const { password, newPassword } = jsonOf<{ password: string; newPassword: string }>(request, passwords);
      const guess = { username: holder.username, network: networkOfCaller(request) };
      const outcome = await asGuess(rates.guesses, guess, () =>
        signIn.changePassword(holder, password, newPassword),
      );
      if (outcome.kind !== 'changed') {
        const { code, reason, field } = outcome;
        const status =
          code === accountsCodes.wrongCredentials ? 403 : code === accountsCodes.busy ? 503 : 400;
        throw new ApiProblem(status, code, reason, {
          ...(field === undefined ? {} : { field }),
          ...(code === accountsCodes.busy ? { retryAfterMilliseconds: 1000 } : {}),
        });
      }
      await tellSessionsEnded(deps, holder.userId, outcome.ended);
      response.status(204).end();
    },
  );

  router.get('/settings', async (request, response) => {
    const { userId } = await callerOf(request, signIn);
    response.json(await store.userSettings(userId));
  });

  router.put(
    '/settings',
    readBody('application/json', mostBytes),
    async (request: Request, response: Response) => {
      const { userId } = await callerOf(request, signIn);
      const wanted = jsonOf<UserSettings>(request, settings);
      await store.putUserSettings(userId, wanted);
      response.json(wanted);
    },
  );

  router.get('/account/data', async (request, response) => {
    const holder = await callerOf(request, signIn);
    response
      .set('Content-Type', 'application/json; charset=utf-8')
      .set('Content-Disposition', 'attachment; filename="parley-data.json"');
    for await (const part of dataOf(deps, holder.userId, holder.username)) {
      if (response.destroyed) return;
      if (!response.write(part)) await Promise.race([once(response, 'drain'), once(response, 'close')]);
    }
    response.end();
  });

  router.delete('/account', async (request, response) => {
    const holder = await callerOf(request, signIn);
    const { userId } = holder;
    // A page that was left open, or a stolen token, must not be enough.
    if (!(await signIn.isRecent(holder))) {
      throw new ApiProblem(403, apiCodes.signInAgain, 'To delete the account, sign in again first.');
    }
    // The account goes last: whoever is interrupted can still sign in and do it again.
    await scripts.removeAll(userId);
    await store.forgetUser(userId);
    const ended = await signIn.deleteAccount(userId);
    await tellSessionsEnded(deps, userId, ended);
    response.status(204).end();
  });

  return router;
}

/** Everything of a user as one JSON object, in parts, so that no inbox has to fit into memory. */
async function* dataOf(deps: ApiDeps, userId: number, username: string): AsyncGenerator<string> {
  const { store, scripts, accounts } = deps;
  const member = (name: string, value: unknown) => `,\n${JSON.stringify(name)}: ${JSON.stringify(value)}`;
  yield `{"user": ${JSON.stringify({ id: userId, username })}`;
  yield member('settings', await store.userSettings(userId));
  yield member('autoReply', await store.autoReply(userId));
  yield member('blocked', await accounts.byIds(await store.blocked(userId)));
  yield ',\n"scripts": [';
  yield* list(scriptVersions(deps, userId));
  yield '],\n"runs": [';
  yield* list(
    pages(async (after: string | undefined) => {
      const { items, next } = await store.runs(userId, {
        limit: limits.pageMaximum,
        ...(after === undefined ? {} : { after }),
      });
      return { items, next };
    }),
  );
  yield '],\n"messages": [';
  yield* list(
    pages(async (after: number | undefined) => {
      const items = await store.read(userId, { after: after ?? 0, limit: limits.pageMaximum });
      return { items, next: items.length < limits.pageMaximum ? null : items.at(-1)!.position };
    }),
  );
  yield ']}\n';

  async function* scriptVersions({ scripts: of }: ApiDeps, ownerId: number) {
    for (const target of ['send', 'recv'] as readonly Target[]) {
      const active = await scripts.active(ownerId, target);
      yield* pages(async (after: string | undefined) => {
        const found = await of.versions(ownerId, target, {
          limit: limits.pageMaximum,
          ...(after === undefined ? {} : { after }),
        });
        const items = [];
        for (const { version, at } of found) {
          const source = (await of.version(ownerId, target, version))?.source;
          items.push({ target, version, at, active: active?.version === version, source });
        }
        return { items, next: found.length < limits.pageMaximum ? null : found.at(-1)!.version };
      });
    }
  }
}

async function* pages<T, C>(
  read: (after: C | undefined) => Promise<{ readonly items: readonly T[]; readonly next: C | null }>,
): AsyncGenerator<T> {
  for (let after: C | undefined; ;) {
    const { items, next } = await read(after);
    yield* items;
    if (next === null) return;
    after = next;
  }
}

async function* list(values: AsyncIterable<unknown>): AsyncGenerator<string> {
  let separator = '\n';
  for await (const value of values) {
    yield `${separator}${JSON.stringify(value)}`;
    separator = ',\n';
  }
}
