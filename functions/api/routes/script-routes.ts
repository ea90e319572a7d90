import { Router, type Request, type Response } from 'express';
import { limits } from '@parley/envelope';
import type { Target } from '@parley/ports';
import { readBody, textOf } from '../body';
import { callerOf } from '../caller';
import type { ApiDeps } from '../deps';
import { ApiProblem, apiCodes } from '../problem';

const notFound = () => new ApiProblem(404, apiCodes.notFound, 'There is no active script for this target.');

function targetOf(request: Request): Target {
  const { target } = request.params;
  if (target === 'send' || target === 'recv') return target;
  throw new ApiProblem(404, apiCodes.notFound, 'A script’s target is send or recv.');
}

/** The caller's scripts: upload, look at, switch off. */
export function scriptRoutes({ signIn, scripts, uploads }: ApiDeps): Router {
  const router = Router();

  router.put(
    '/scripts/:target',
    readBody('text/plain', limits.scriptSourceBytes),
    async (request: Request, response: Response) => {
      const { userId } = await callerOf(request, signIn);
      const outcome = await uploads.upload(userId, targetOf(request), textOf(request));
      if (outcome.kind === 'refused') {
        throw new ApiProblem(
          422,
          apiCodes.scriptRefused,
          'The script has errors; what was active before stays active.',
          { diagnostics: outcome.diagnostics },
        );
      }
      response.json({ version: outcome.version, warnings: outcome.warnings });
    },
  );

  router.get('/scripts/:target', async (request, response) => {
    const { userId } = await callerOf(request, signIn);
    const active = await scripts.active(userId, targetOf(request));
    if (active === null) throw notFound();
    response.json({ version: active.version, source: active.source, at: active.at });
  });

  router.delete('/scripts/:target', async (request, response) => {
    const { userId } = await callerOf(request, signIn);
    await uploads.switchOff(userId, targetOf(request));
    response.status(204).end();
  });

  return router;
}
