import { Router, type Request, type Response } from 'express';
import {
  byteLength,
  findBroken,
  limits,
  messageBodyRule,
  optional,
  recipientIdsRule,
  stringRule,
  userIdRule,
  type Rule,
} from '@parley/envelope';
import type { Target } from '@parley/ports';
import { jsonOf, readBody, textOf } from '../body';
import { callerOf } from '../caller';
import type { ApiDeps } from '../deps';
import { messageOf } from '../inbox-message';
import { ApiProblem, apiCodes } from '../problem';
import { limitOf, queryOf } from '../query';
import { takeOne } from '../rates';

const versionsKind = 'versions';
const smallBytes = 8 * 1024;
/** A source and a message, of which JSON may spell one byte with six. */
const trialBytes = 6 * (limits.scriptSourceBytes + limits.messageBodyBytes) + 16 * 1024;

const activation: ReadonlyMap<string, Rule> = new Map([['version', stringRule]]);

interface TryBody {
  readonly source?: string;
  readonly message: {
    readonly messageBody: string;
    readonly senderId?: number;
    readonly recipientIds: readonly number[];
  };
}

/** An inbound message has a sender; an outbound one is the caller's own. */
const messageRules = (target: Target): ReadonlyMap<string, Rule> =>
  new Map<string, Rule>([
    ['messageBody', messageBodyRule],
    ['senderId', target === 'recv' ? userIdRule : optional(userIdRule)],
    ['recipientIds', recipientIdsRule],
  ]);

const sourceRule: Rule = (value) => {
  const bytes = typeof value === 'string' ? byteLength(value) : null;
  if (bytes === null) return 'must be a text';
  return bytes > limits.scriptSourceBytes ? `must have at most ${limits.scriptSourceBytes} bytes` : null;
};

const tryRules = (target: Target): ReadonlyMap<string, Rule> =>
  new Map<string, Rule>([
    ['source', optional(sourceRule)],
    [
      'message',
      (value) => {
        const broken = findBroken(value, messageRules(target));
        return broken === null ? null : `${broken.field} ${broken.reason}`.trim();
      },
    ],
  ]);

const replayRules: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['source', optional(sourceRule)],
  [
    'last',
    (value) =>
      Number.isInteger(value) && Number(value) >= 1 && Number(value) <= limits.replayed
        ? null
        : `must be a whole number from 1 to ${limits.replayed}`,
  ],
]);

const noVersion = () => new ApiProblem(404, apiCodes.notFound, 'There is no such version of this script.');
const notFound = () => new ApiProblem(404, apiCodes.notFound, 'There is no active script for this target.');

function targetOf(request: Request): Target {
  const { target } = request.params;
  if (target === 'send' || target === 'recv') return target;
  throw new ApiProblem(404, apiCodes.notFound, 'A script’s target is send or recv.');
}

/** The caller's scripts: upload, look at, try, go back to an earlier one, switch off. */
export function scriptRoutes(deps: ApiDeps): Router {
  const { signIn, scripts, uploads, trials, seals, cursors, rates, clock } = deps;
  const router = Router();

  router.put(
    '/scripts/:target',
    readBody('text/plain', limits.scriptSourceBytes),
    async (request: Request, response: Response) => {
      const { userId } = await callerOf(request, signIn);
      takeOne(rates.trials, String(userId));
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
    await uploads.switchOff(userId, targetOf(request), clock.now());
    response.status(204).end();
  });

  router.get('/scripts/:target/versions', async (request, response) => {
    const { userId } = await callerOf(request, signIn);
    const target = targetOf(request);
    const query = queryOf(request, ['after', 'limit']);
    const limit = limitOf(query.limit);
    const after = query.after === undefined ? undefined : seals.open(userId, versionsKind, query.after);
    if (after === null) {
      throw new ApiProblem(400, apiCodes.cursor, 'The cursor is not valid here.', { field: 'after' });
    }
    const found = await scripts.versions(userId, target, {
      limit,
      ...(after === undefined ? {} : { after }),
    });
    const active = await scripts.active(userId, target);
    response.json({
      versions: found.map(({ version, at }) => ({ version, at, active: version === active?.version })),
      next: found.length < limit ? null : seals.seal(userId, versionsKind, found.at(-1)!.version),
    });
  });

  router.get('/scripts/:target/versions/:version', async (request, response) => {
    const { userId } = await callerOf(request, signIn);
    const found = await scripts.version(userId, targetOf(request), String(request.params['version']));
    if (found === null) throw noVersion();
    response.json({ version: found.version, source: found.source, at: found.at });
  });

  router.post(
    '/scripts/:target/activate',
    readBody('application/json', smallBytes),
    async (request: Request, response: Response) => {
      const { userId } = await callerOf(request, signIn);
      const { version } = jsonOf<{ version: string }>(request, activation);
      if (!(await uploads.activate(userId, targetOf(request), version))) throw noVersion();
      response.json({ version });
    },
  );

  router.post(
    '/scripts/:target/try',
    readBody('application/json', trialBytes),
    async (request: Request, response: Response) => {
      const { userId } = await callerOf(request, signIn);
      takeOne(rates.trials, String(userId));
      const target = targetOf(request);
      const { source, message } = jsonOf<TryBody>(request, tryRules(target));
      const senderId = message.senderId ?? userId;
      const outcome = await trials.try(
        { ownerId: userId, target, ...(source === undefined ? {} : { source }) },
        { messageBody: message.messageBody, recipientIds: message.recipientIds, senderId },
      );
      if (outcome.kind === 'no-script') throw notFound();
      response.json({ ...outcome.trial, diagnostics: outcome.diagnostics });
    },
  );

  router.post(
    '/scripts/:target/replay',
    readBody('application/json', trialBytes),
    async (request: Request, response: Response) => {
      const { userId } = await callerOf(request, signIn);
      takeOne(rates.trials, String(userId));
      const target = targetOf(request);
      const { source, last } = jsonOf<{ source?: string; last: number }>(request, replayRules);
      const of = { ownerId: userId, target, ...(source === undefined ? {} : { source }) };
      const outcome = await trials.replay(of, last);
      if (outcome.kind === 'no-script') throw notFound();
      response.json({
        replayed: outcome.replayed.map(({ entry, trial }) => ({
          message: messageOf(cursors, userId, entry),
          ...trial,
        })),
        unfinished: outcome.unfinished,
        diagnostics: outcome.diagnostics,
      });
    },
  );

  return router;
}
