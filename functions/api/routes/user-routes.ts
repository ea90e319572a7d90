import { Router } from 'express';
import { limits } from '@parley/envelope';
import { callerOf } from '../caller';
import type { ApiDeps } from '../deps';
import { ApiProblem, apiCodes } from '../problem';
import { invalidQuery, limitOf, queryOf } from '../query';

const kind = 'users';

function idsOf(text: string): number[] {
  const ids = text.split(',').map(Number);
  if (!/^\d{1,10}(,\d{1,10})*$/.test(text) || ids.length > limits.pageMaximum) {
    throw invalidQuery('ids', `must be at most ${limits.pageMaximum} user ids, with commas between them`);
  }
  return ids;
}

/** Who is here: by the beginning of the name, or by id (`ids`), for pages that know only the latter. */
export function userRoutes({ signIn, accounts, seals }: ApiDeps): Router {
  const router = Router();
  router.get('/users', async (request, response) => {
    const { userId } = await callerOf(request, signIn);
    const query = queryOf(request, ['q', 'after', 'limit', 'ids']);
    if (query.ids !== undefined) {
      const users = await accounts.byIds(idsOf(query.ids));
      response.json({ users: users.map(({ id, username }) => ({ id, username })), next: null });
      return;
    }
    const prefix = query.q ?? '';
    if (prefix.length > 32) throw invalidQuery('q', 'must have at most 32 characters');
    const limit = limitOf(query.limit);
    const after = query.after === undefined ? undefined : seals.open(userId, kind, query.after);
    if (after === null) {
      throw new ApiProblem(400, apiCodes.cursor, 'The cursor is not valid here.', { field: 'after' });
    }
    const page = await accounts.list({ prefix, limit, ...(after === undefined ? {} : { after }) });
    response.json({
      users: page.users.map(({ id, username }) => ({ id, username })),
      next: page.next === null ? null : seals.seal(userId, kind, page.next),
    });
  });
  return router;
}
