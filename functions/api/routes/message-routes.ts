import { Router, type Request, type Response } from 'express';
import { limits, optional, stringRule, type Rule } from '@parley/envelope';
import { pipelineCodes, type RefusalCode } from '@parley/pipeline';
import { traced } from '@parley/ports';
import { jsonOf, readBody } from '../body';
import { callerOf } from '../caller';
import type { ApiDeps } from '../deps';
import { messageOf } from '../inbox-message';
import { ApiProblem, apiCodes } from '../problem';
import { invalidQuery, limitOf, queryOf } from '../query';
import { takeOne } from '../rates';

interface Send {
  readonly messageUid?: string;
  readonly messageBody: string;
  readonly recipientIds: readonly number[];
}

const list: Rule = (value) => (Array.isArray(value) ? null : 'must be a list of user ids');
const send: ReadonlyMap<string, Rule> = new Map([
  ['messageUid', optional(stringRule)],
  ['messageBody', stringRule],
  ['recipientIds', list],
]);
/** JSON may spell one byte with six (`\u0000`); the rest of the body is small. */
const mostBytes = 6 * limits.messageBodyBytes + 16 * 1024;

const statusOf: Record<RefusalCode, number> = {
  [pipelineCodes.invalidMessage]: 400,
  [pipelineCodes.messageTooLarge]: 413,
  [pipelineCodes.tooManyRecipients]: 400,
  [pipelineCodes.unknownRecipient]: 400,
  [pipelineCodes.conflict]: 409,
};

const lastPosition = Number.MAX_SAFE_INTEGER;

/** Send a message; read the inbox. */
export function messageRoutes(deps: ApiDeps): Router {
  const { signIn, store, cursors } = deps;
  const router = Router();

  const positionOf = async (userId: number, field: 'after' | 'before', cursor: string): Promise<number> => {
    // An empty cursor is the end from which one reads: the beginning, or backwards, the last message.
    if (cursor === '') return field === 'after' ? 0 : lastPosition;
    const position = await cursors.resolve(userId, cursor);
    if (position !== null) return position;
    throw new ApiProblem(400, apiCodes.cursor, 'The cursor is not valid: read from the beginning.', {
      field,
      reload: true,
    });
  };

  router.post(
    '/messages',
    readBody('application/json', mostBytes),
    async (request: Request, response: Response) => {
      const { userId } = await callerOf(request, signIn);
      takeOne(deps.rates.sends, String(userId));
      const { messageUid, messageBody, recipientIds } = jsonOf<Send>(request, send);
      const parent = request.headers['traceparent'];
      const result = await traced(
        deps.telemetry,
        'POST /api/messages',
        typeof parent === 'string' ? parent : undefined,
        (traceparent) =>
          deps.send({
            senderId: userId,
            messageBody,
            recipientIds,
            ...(messageUid === undefined ? {} : { messageUid }),
            ...(traceparent === undefined ? {} : { traceparent }),
          }),
      );
      if (result.kind === 'refused') {
        const { code, reason, field } = result;
        throw new ApiProblem(statusOf[code], code, reason, field === undefined ? {} : { field });
      }
      response.status(202).json({ messageUid: result.messageUid });
    },
  );

  router.get('/messages', async (request, response) => {
    const { userId } = await callerOf(request, signIn);
    const query = queryOf(request, ['after', 'before', 'conversation', 'limit']);
    if (query.after !== undefined && query.before !== undefined) {
      throw invalidQuery('before', 'can’t be given together with after');
    }
    if (query.conversation !== undefined && !/^[0-9a-f]{64}$/.test(query.conversation)) {
      throw invalidQuery('conversation', 'must be a conversation’s name');
    }
    const limit = limitOf(query.limit);
    const backwards = query.before !== undefined;
    const range = backwards
      ? { before: await positionOf(userId, 'before', query.before) }
      : { after: await positionOf(userId, 'after', query.after ?? '') };
    const entries = await store.read(userId, {
      ...range,
      ...(query.conversation === undefined ? {} : { conversation: query.conversation }),
      limit,
    });
    const edge = backwards ? entries[0] : entries.at(-1);
    response.json({
      messages: entries.map((entry) => messageOf(cursors, userId, entry)),
      next: entries.length < limit || edge === undefined ? null : cursors.at(userId, edge),
    });
  });

  return router;
}
