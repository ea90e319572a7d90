import { limits } from '@parley/envelope';
import { body, inPath, json, list, nothing, object, problems, query, ref, text, type Paths } from './build';

const target = inPath('target', { type: 'string' }, '`send` or `recv`; there is nothing under another.');
const source = { ...text, maxLength: limits.scriptSourceBytes, description: 'Missing: the active script.' };
const message = object(
  {
    messageBody: ref('MessageBody'),
    senderId: ref('UserId'),
    recipientIds: list(ref('UserId'), { minItems: 1, maxItems: limits.recipients, uniqueItems: true }),
  },
  ['senderId'],
);
const page = [query('limit', { type: 'integer', minimum: 1 }, 'Items of a page.')];
const after = query('after', ref('Cursor'), 'The `next` of the page before.');

/** Scripts, what they did, and the fixed reply. */
export const scriptPaths: Paths = {
  '/api/scripts/{target}': {
    parameters: [target],
    put: {
      summary: 'Checks a script and makes it the active one; with an error, the active one stays.',
      requestBody: {
        required: true,
        content: { 'text/plain': { schema: { ...text, maxLength: limits.scriptSourceBytes } } },
      },
      responses: {
        200: json(object({ version: text, warnings: list(ref('Diagnostic')) })),
        ...problems(400, 401, 404, 413, 415, 422, 429, 503),
      },
    },
    get: {
      summary: 'The active script.',
      responses: { 200: json(ref('Script')), ...problems(401, 404) },
    },
    delete: {
      summary: 'Switches the script off; its versions stay.',
      responses: { 204: nothing(), ...problems(401, 404) },
    },
  },
  '/api/scripts/{target}/versions': {
    parameters: [target],
    get: {
      summary: 'Every version that was uploaded, the latest first.',
      parameters: [after, ...page],
      responses: {
        200: json(object({ versions: list(ref('ScriptVersion')), next: ref('Next') })),
        ...problems(400, 401, 404),
      },
    },
  },
  '/api/scripts/{target}/versions/{version}': {
    parameters: [target, inPath('version', text, 'The version.')],
    get: {
      summary: 'One version with its source.',
      responses: { 200: json(ref('Script')), ...problems(401, 404) },
    },
  },
  '/api/scripts/{target}/activate': {
    parameters: [target],
    post: {
      summary: 'Makes an earlier version the active one.',
      requestBody: body(object({ version: text }), { version: '…' }),
      responses: { 200: json(object({ version: text })), ...problems(400, 401, 404, 413, 415) },
    },
  },
  '/api/scripts/{target}/try': {
    parameters: [target],
    post: {
      summary:
        'Runs a script on a message that nobody sent; nothing is stored or sent. For `recv` the message has a senderId.',
      requestBody: body(object({ source, message }, ['source']), {
        message: { messageBody: '!ping', senderId: 1, recipientIds: [2] },
      }),
      responses: { 200: json(ref('Trial')), ...problems(400, 401, 404, 413, 415, 429, 503) },
    },
  },
  '/api/scripts/{target}/replay': {
    parameters: [target],
    post: {
      summary:
        'Runs a script on the caller’s last messages: received ones for `recv`, sent ones for `send`. Nothing is sent.',
      requestBody: body(
        object({ source, last: { type: 'integer', minimum: 1, maximum: limits.replayed } }, ['source']),
        { last: 10 },
      ),
      responses: { 200: json(ref('Replay')), ...problems(400, 401, 404, 413, 415, 429, 503) },
    },
  },
  '/api/runs': {
    get: {
      summary: 'What the caller’s scripts did, newest first; kept 7 days, the newest 1,000.',
      parameters: [
        query('target', ref('Target'), 'Only this script’s.'),
        query('senderId', ref('UserId'), 'With messageUid: only what was done with this message.'),
        query('messageUid', ref('MessageUid'), 'With senderId: only what was done with this message.'),
        after,
        ...page,
      ],
      responses: { 200: json(object({ runs: list(ref('Run')), next: ref('Next') })), ...problems(400, 401) },
    },
  },
  '/api/auto-reply': {
    get: {
      summary: 'The fixed reply.',
      responses: { 200: json(ref('AutoReply')), ...problems(401) },
    },
    put: {
      summary: 'Sets the fixed reply; one that is switched on has a text.',
      requestBody: body(ref('AutoReply'), {
        enabled: true,
        messageBody: 'Back on Monday.',
        minIntervalSeconds: 3600,
      }),
      responses: { 200: json(ref('AutoReply')), ...problems(400, 401, 413, 415) },
    },
  },
};
