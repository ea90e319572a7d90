import { Router, type Request } from 'express';
import { isUserId, limits } from '@parley/envelope';
import { callerOf } from '../caller';
import type { ApiDeps } from '../deps';
import { ApiProblem, apiCodes } from '../problem';

function personOf(request: Request): number {
  const id = String(request.params['id']);
  if (/^[1-9]\d{0,9}$/.test(id) && isUserId(Number(id))) return Number(id);
  throw new ApiProblem(404, apiCodes.notFound, 'There is nobody with this id.');
}

/** Whom the caller does not want to hear of. Those people are not told. */
export function blockRoutes({ signIn, accounts, store }: ApiDeps): Router {
  const router = Router();

  router.get('/blocks', async (request, response) => {
    const { userId } = await callerOf(request, signIn);
    const users = await accounts.byIds(await store.blocked(userId));
    response.json({ users: users.map(({ id, username }) => ({ id, username })) });
  });

  router.put('/blocks/:id', async (request, response) => {
    const { userId } = await callerOf(request, signIn);
    const id = personOf(request);
    if (id === userId) throw new ApiProblem(400, apiCodes.invalidBody, 'Nobody can block themselves.');
    if ((await accounts.byIds([id])).length === 0) {
      throw new ApiProblem(404, apiCodes.notFound, 'There is nobody with this id.');
    }
    if ((await store.blocked(userId)).length >= limits.blocked) {
      throw new ApiProblem(409, apiCodes.tooMany, `At most ${limits.blocked} people can be blocked.`);
    }
    await store.block(userId, id);
    response.status(204).end();
  });

  router.delete('/blocks/:id', async (request, response) => {
    const { userId } = await callerOf(request, signIn);
    await store.unblock(userId, personOf(request));
    response.status(204).end();
  });

  return router;
}
