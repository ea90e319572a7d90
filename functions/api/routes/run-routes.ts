import { Router } from 'express';
import { callerOf } from '../caller';
import type { ApiDeps } from '../deps';
import { ApiProblem, apiCodes } from '../problem';
import { invalidQuery, limitOf, queryOf } from '../query';

const kind = 'runs';

/** What the caller's scripts did, newest first. */
export function runRoutes({ signIn, store, seals }: ApiDeps): Router {
  const router = Router();
  router.get('/runs', async (request, response) => {
    const { userId } = await callerOf(request, signIn);
    const { target, after: cursor, limit } = queryOf(request, ['target', 'after', 'limit']);
    if (target !== undefined && target !== 'send' && target !== 'recv') {
      throw invalidQuery('target', 'must be send or recv');
    }
    const after = cursor === undefined ? undefined : seals.open(userId, kind, cursor);
    if (after === null) {
      throw new ApiProblem(400, apiCodes.cursor, 'The cursor is not valid here.', { field: 'after' });
    }
    const page = await store.runs(userId, {
      limit: limitOf(limit),
      ...(target === undefined ? {} : { target }),
      ...(after === undefined ? {} : { after }),
    });
    response.json({
      runs: page.items,
      next: page.next === null ? null : seals.seal(userId, kind, page.next),
    });
  });
  return router;
}
