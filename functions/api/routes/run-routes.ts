import { Router } from 'express';
import { isUserId, isUuid } from '@parley/envelope';
import type { RunRecord, Target } from '@parley/ports';
import { callerOf } from '../caller';
import type { ApiDeps } from '../deps';
import { ApiProblem, apiCodes } from '../problem';
import { invalidQuery, limitOf, queryOf } from '../query';

const kind = 'runs';
const targets: readonly Target[] = ['send', 'recv'];

/** The message that the query names, by its sender and its messageUid; null when it names none. */
function messageIn(
  senderId: string | undefined,
  messageUid: string | undefined,
): { senderId: number; messageUid: string } | null {
  if (senderId === undefined && messageUid === undefined) return null;
  if (!isUserId(Number(senderId))) throw invalidQuery('senderId', 'must be a user id, with messageUid');
  if (!isUuid(messageUid)) throw invalidQuery('messageUid', 'must be a UUID, with senderId');
  return { senderId: Number(senderId), messageUid };
}

/** What the caller's scripts did, newest first; or with one message. */
export function runRoutes({ signIn, store, seals }: ApiDeps): Router {
  const router = Router();
  router.get('/runs', async (request, response) => {
    const { userId } = await callerOf(request, signIn);
    const query = queryOf(request, ['target', 'senderId', 'messageUid', 'after', 'limit']);
    const { target, after: cursor, limit } = query;
    if (target !== undefined && target !== 'send' && target !== 'recv') {
      throw invalidQuery('target', 'must be send or recv');
    }
    const message = messageIn(query.senderId, query.messageUid);
    if (message !== null) {
      const asked = targets.filter((each) => target === undefined || each === target);
      const found = await Promise.all(
        asked.map((each) => store.decided(message.senderId, message.messageUid, userId, each)),
      );
      response.json({ runs: found.filter((run): run is RunRecord => run !== null), next: null });
      return;
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
