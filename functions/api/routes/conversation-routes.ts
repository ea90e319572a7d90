import { Router } from 'express';
import type { Conversation } from '@parley/ports';
import { callerOf } from '../caller';
import type { ApiDeps } from '../deps';
import { messageOf } from '../inbox-message';
import { invalidQuery, limitOf, placeOf, queryOf } from '../query';

const conversations = 'conversations';
const search = 'search';
const mostWords = 16;
const mostCharacters = 256;

function wordsOf(text: string | undefined): string[] {
  const words = (text ?? '').split(/\s+/).filter((word) => word !== '');
  if (words.length === 0) throw invalidQuery('q', 'must hold a word');
  if (text!.length > mostCharacters || words.length > mostWords) {
    throw invalidQuery('q', `must have at most ${mostWords} words and ${mostCharacters} characters`);
  }
  return words;
}

/** The caller's conversations, and a search through their messages; both the latest first. */
export function conversationRoutes({ signIn, store, cursors, seals }: ApiDeps): Router {
  const router = Router();
  const nextOf = (userId: number, kind: string, full: boolean, position: number | undefined) =>
    full && position !== undefined ? seals.seal(userId, kind, String(position)) : null;

  router.get('/conversations', async (request, response) => {
    const { userId } = await callerOf(request, signIn);
    const query = queryOf(request, ['after', 'limit']);
    const limit = limitOf(query.limit);
    const found = await store.conversations(userId, {
      ...placeOf(seals, userId, conversations, query.after),
      limit,
    });
    response.json({
      conversations: found.map(({ conversation, memberIds, last, unread }: Conversation) => ({
        conversation,
        memberIds,
        last: messageOf(cursors, userId, last),
        unread,
      })),
      next: nextOf(userId, conversations, found.length === limit, found.at(-1)?.last.position),
    });
  });

  router.get('/search', async (request, response) => {
    const { userId } = await callerOf(request, signIn);
    const query = queryOf(request, ['q', 'after', 'limit']);
    const words = wordsOf(query.q);
    const limit = limitOf(query.limit);
    const found = await store.search(userId, {
      words,
      ...placeOf(seals, userId, search, query.after),
      limit,
    });
    response.json({
      messages: found.map((entry) => messageOf(cursors, userId, entry)),
      next: nextOf(userId, search, found.length === limit, found.at(-1)?.position),
    });
  });

  return router;
}
