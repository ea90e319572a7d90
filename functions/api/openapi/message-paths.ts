import { limits } from '@parley/envelope';
import { body, json, list, object, problems, query, ref, type Paths } from './build';

const page = [
  query(
    'limit',
    { type: 'integer', minimum: 1 },
    `Items of a page; ${limits.pageDefault} unless said, at most ${limits.pageMaximum}.`,
  ),
];
const after = query('after', ref('Cursor'), 'The `next` of the page before.');

/** People, messages and conversations. */
export const messagePaths: Paths = {
  '/api/users': {
    get: {
      summary: 'People by the beginning of their names, or by id.',
      parameters: [
        query('q', { type: 'string', maxLength: 32 }, 'How the name begins, without regard to case.'),
        query(
          'ids',
          { type: 'string', pattern: '^\\d{1,10}(,\\d{1,10})*$' },
          'User ids with commas between them.',
        ),
        after,
        ...page,
      ],
      responses: {
        200: json(object({ users: list(ref('User')), next: ref('Next') })),
        ...problems(400, 401),
      },
    },
  },
  '/api/messages': {
    post: {
      summary: 'Sends a message. The same messageUid again is the same message.',
      requestBody: body(
        object(
          {
            messageUid: ref('ClientUid'),
            messageBody: ref('MessageBody'),
            recipientIds: list(ref('UserId'), { minItems: 1 }),
          },
          ['messageUid'],
        ),
        { messageBody: 'Hello!', recipientIds: [2] },
      ),
      responses: {
        202: json(object({ messageUid: ref('MessageUid') }), 'Accepted: from now on it is never lost.'),
        ...problems(400, 401, 409, 413, 415, 429),
      },
    },
    get: {
      summary:
        'The caller’s inbox in order, from a cursor, forwards or backwards, all of it or one conversation.',
      parameters: [
        query('after', { type: 'string' }, 'A cursor; empty for the beginning.'),
        query(
          'before',
          { type: 'string' },
          'A cursor, to go back from; empty for the end. Not together with `after`.',
        ),
        query('conversation', ref('Conversation'), 'Only this conversation.'),
        ...page,
      ],
      responses: {
        200: json(object({ messages: list(ref('Message')), next: ref('Next') })),
        ...problems(400, 401),
      },
    },
  },
  '/api/conversations': {
    get: {
      summary: 'The caller’s conversations, the latest first, with members, last message and unread count.',
      parameters: [after, ...page],
      responses: {
        200: json(object({ conversations: list(ref('ConversationItem')), next: ref('Next') })),
        ...problems(400, 401),
      },
    },
  },
  '/api/search': {
    get: {
      summary: 'The caller’s messages that hold all words, the latest first.',
      parameters: [
        query('q', { type: 'string', minLength: 1, maxLength: 256 }, 'Words, at most 16.', true),
        after,
        ...page,
      ],
      responses: {
        200: json(object({ messages: list(ref('Message')), next: ref('Next') })),
        ...problems(400, 401),
      },
    },
  },
};
