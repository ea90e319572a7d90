import { Router, type Request } from 'express';
import type { DeadLetter, Interval, Overview } from '@parley/ports';
import type { ApiDeps } from '../deps';
import { operatorOf } from '../operator';
import { ApiProblem, apiCodes } from '../problem';
import { limitOf, queryOf } from '../query';

const kind = 'dead-letters';
const rfc3339 = (milliseconds: number) => new Date(milliseconds).toISOString();

const intervalOf = ({ at, ...interval }: Interval) => ({ at: rfc3339(at), ...interval });
const overviewOf = ({ at, recent, ...overview }: Overview) => ({
  at: rfc3339(at),
  ...overview,
  recent: recent.map(intervalOf),
});

/** What an operator sees of one: nothing of what people wrote. */
const letterOf = ({ id, topic, reason, attempts, at }: DeadLetter) => ({ id, topic, reason, attempts, at });

/** How the pipeline does, and what was put aside: for operators. To others, and where nothing is kept of it, there is nothing here. */
export function operationRoutes(deps: ApiDeps): Router {
  const { seals, telemetry } = deps;
  const router = Router();

  const opened = async (request: Request) => {
    const { userId } = await operatorOf(request, deps);
    if (deps.operations !== undefined) return { userId, operations: deps.operations };
    throw new ApiProblem(404, apiCodes.notFound, 'There is nothing here.');
  };

  router.get('/operations', async (request, response) => {
    const { operations } = await opened(request);
    response.json(overviewOf(await operations.overview()));
  });

  router.get('/operations/dead-letters', async (request, response) => {
    const { userId, operations } = await opened(request);
    const { after: cursor, limit } = queryOf(request, ['after', 'limit']);
    const after = cursor === undefined ? null : seals.open(userId, kind, cursor);
    if (cursor !== undefined && after === null) {
      throw new ApiProblem(400, apiCodes.cursor, 'The cursor is not valid here.', { field: 'after' });
    }
    const { deadLetters, next } = await operations.deadLetters.deadLetters(after, limitOf(limit));
    response.json({
      deadLetters: deadLetters.map(letterOf),
      next: next === null ? null : seals.seal(userId, kind, next),
    });
  });

  router.post('/operations/dead-letters/:id/replay', async (request, response) => {
    const { userId, operations } = await opened(request);
    const { id } = request.params;
    if (!(await operations.deadLetters.replay(id!))) {
      throw new ApiProblem(404, apiCodes.notFound, 'There is no such dead letter.');
    }
    telemetry.log('INFO', 'An operator replayed a dead letter', { userId, id: id! });
    response.status(204).end();
  });

  return router;
}
