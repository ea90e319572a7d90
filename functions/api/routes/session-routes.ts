import { Router } from 'express';
import { isUuid } from '@parley/envelope';
import { callerOf } from '../caller';
import type { ApiDeps } from '../deps';
import { ApiProblem, apiCodes } from '../problem';
import { tellSessionsEnded } from '../sessions-ended';

const rfc3339 = (milliseconds: number) => new Date(milliseconds).toISOString();

/** Where the caller is signed in, and the end of any of these sessions. */
export function sessionRoutes(deps: ApiDeps): Router {
  const { signIn } = deps;
  const router = Router();

  router.get('/sessions', async (request, response) => {
    const holder = await callerOf(request, signIn);
    const sessions = await signIn.sessions(holder);
    response.json({
      sessions: sessions.map(({ sid, device, createdAt, usedAt }) => ({
        sid,
        device,
        createdAt: rfc3339(createdAt),
        usedAt: rfc3339(usedAt),
        current: sid === holder.sid,
      })),
    });
  });

  router.delete('/sessions/:sid', async (request, response) => {
    const holder = await callerOf(request, signIn);
    const { sid } = request.params;
    if (!isUuid(sid) || !(await signIn.endSession(holder, sid))) {
      throw new ApiProblem(404, apiCodes.notFound, 'You have no such session.');
    }
    await tellSessionsEnded(deps, holder.userId, [sid]);
    response.status(204).end();
  });

  return router;
}
