import { Router, type Request, type Response } from 'express';
import { booleanRule, limits, messageBodyRule, type Rule } from '@parley/envelope';
import type { AutoReply } from '@parley/ports';
import { jsonOf, readBody } from '../body';
import { callerOf } from '../caller';
import type { ApiDeps } from '../deps';
import { ApiProblem, apiCodes } from '../problem';

const mostIntervalSeconds = 30 * 24 * 3600;
const interval: Rule = (value) =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= mostIntervalSeconds
    ? null
    : `must be a whole number of seconds from 0 to ${mostIntervalSeconds}`;
const rules: ReadonlyMap<string, Rule> = new Map([
  ['enabled', booleanRule],
  ['messageBody', messageBodyRule],
  ['minIntervalSeconds', interval],
]);
const mostBytes = 6 * limits.messageBodyBytes + 1024;
const stage = 'auto-reply';
const never: AutoReply = { enabled: false, messageBody: '', minIntervalSeconds: 0 };

/** The caller's fixed reply. */
export function autoReplyRoutes({ signIn, store, clock }: ApiDeps): Router {
  const router = Router();

  router.get('/auto-reply', async (request, response) => {
    const { userId } = await callerOf(request, signIn);
    const { enabled, messageBody, minIntervalSeconds } = (await store.autoReply(userId)) ?? never;
    response.json({ enabled, messageBody, minIntervalSeconds });
  });

  router.put(
    '/auto-reply',
    readBody('application/json', mostBytes),
    async (request: Request, response: Response) => {
      const { userId } = await callerOf(request, signIn);
      const autoReply = jsonOf<AutoReply>(request, rules);
      if (autoReply.enabled && autoReply.messageBody === '') {
        throw new ApiProblem(400, apiCodes.invalidBody, 'messageBody must not be empty', {
          field: 'messageBody',
        });
      }
      // Interest begins before there is something to do, and ends after: no message passes by in between.
      if (autoReply.enabled) await store.setInterest(stage, userId, true, clock.now());
      const standing = await store.changeAutoReply(userId, autoReply, clock.now());
      if (!standing.enabled) await store.setInterest(stage, userId, false, clock.now());
      response.json(standing);
    },
  );

  return router;
}
