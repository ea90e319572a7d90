import {
  body,
  inPath,
  json,
  list,
  nothing,
  object,
  open,
  problems,
  ref,
  text,
  flag,
  nullable,
  time,
  type Paths,
} from './build';

const passwordOfOld = { type: 'string' } as const;
const credentials = object({ username: ref('Username'), password: ref('NewPassword') });
/** What can't be anybody's credentials is wrong like any other: a sign-in says no more. */
const anyCredentials = object({ username: text, password: text });

/** Sign-in, and one's own account. */
export const accountPaths: Paths = {
  '/api/register': {
    post: {
      summary: 'Creates an account and signs in.',
      ...open,
      requestBody: body(credentials, { username: 'ada', password: 'correct horse battery' }),
      responses: { 201: json(ref('SignedIn'), 'Welcome.'), ...problems(400, 409, 413, 415, 429, 503) },
    },
  },
  '/api/login': {
    post: {
      summary: 'Signs in.',
      ...open,
      requestBody: body(anyCredentials, { username: 'ada', password: 'correct horse battery' }),
      responses: { 200: json(ref('SignedIn'), 'Welcome back.'), ...problems(400, 401, 413, 415, 429, 503) },
    },
  },
  '/api/session': {
    post: {
      summary: 'Signs in by a Firebase Auth ID token; makes the account at first sight.',
      ...open,
      requestBody: body(object({ idToken: text }), { idToken: 'eyJ…' }),
      responses: { 200: json(ref('SignedIn'), 'Welcome.'), ...problems(400, 401, 413, 415, 429) },
    },
  },
  '/api/refresh': {
    post: {
      summary: 'A new token for this one, which may have expired: a session lasts 30 days without use.',
      responses: { 200: json(ref('SignedIn')), ...problems(401) },
    },
  },
  '/api/logout': {
    post: {
      summary: 'Ends the session, everywhere.',
      responses: { 204: nothing(), ...problems(401) },
    },
  },
  '/api/sessions': {
    get: {
      summary: 'Where the caller is signed in, the latest used first.',
      responses: { 200: json(object({ sessions: list(ref('Session')) })), ...problems(401) },
    },
  },
  '/api/sessions/{sid}': {
    parameters: [inPath('sid', ref('SessionId'), 'The session.')],
    delete: {
      summary: 'Ends one of them, everywhere.',
      responses: { 204: nothing(), ...problems(401, 404) },
    },
  },
  '/api/account': {
    get: {
      summary:
        'Who the caller is, whether they operate the server, and whether they can sign in with a password.',
      responses: {
        200: json(object({ user: ref('User'), operator: flag, hasPassword: flag })),
        ...problems(401),
      },
    },
    delete: {
      summary:
        'Deletes the account for good, by a token of a sign-in of the last five minutes. What others have of it stays theirs.',
      responses: { 204: nothing('Gone.'), ...problems(401, 403) },
    },
  },
  '/api/account/data': {
    get: {
      summary: 'Everything of the caller as a file.',
      responses: {
        200: {
          ...json(
            object({
              user: ref('User'),
              settings: ref('Settings'),
              autoReply: nullable(ref('AutoReply')),
              blocked: list(ref('User')),
              scripts: list(
                object({ target: ref('Target'), version: text, at: time, active: flag, source: text }),
              ),
              runs: list(ref('Run')),
              messages: list({ type: 'object' }),
            }),
          ),
          headers: { 'Content-Disposition': { schema: text } },
        },
        ...problems(401),
      },
    },
  },
  '/api/password': {
    put: {
      summary: 'Changes the password, and ends every other session.',
      requestBody: body(object({ password: passwordOfOld, newPassword: ref('NewPassword') }), {
        password: 'correct horse battery',
        newPassword: 'a better password',
      }),
      responses: { 204: nothing(), ...problems(400, 401, 403, 413, 415, 429, 503) },
    },
  },
  '/api/settings': {
    get: {
      summary: 'What the caller set.',
      responses: { 200: json(ref('Settings')), ...problems(401) },
    },
    put: {
      summary: 'Sets it.',
      requestBody: body(ref('Settings'), { timeZone: 'Europe/Copenhagen' }),
      responses: { 200: json(ref('Settings')), ...problems(400, 401, 413, 415) },
    },
  },
  '/api/blocks': {
    get: {
      summary: 'Whom the caller blocked.',
      responses: { 200: json(object({ users: list(ref('User')) })), ...problems(401) },
    },
  },
  '/api/blocks/{id}': {
    parameters: [inPath('id', ref('UserId'), 'The person.')],
    put: {
      summary: 'Blocks a person: nothing of theirs reaches the caller, and they are not told.',
      responses: { 204: nothing(), ...problems(400, 401, 404, 409) },
    },
    delete: {
      summary: 'Hears of them again.',
      responses: { 204: nothing(), ...problems(401, 404) },
    },
  },
};
