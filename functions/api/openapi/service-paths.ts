import { flag, json, list, object, open, problems, text, type Paths } from './build';

/** What is served beside the interface proper. */
export const servicePaths: Paths = {
  '/api/openapi.json': {
    get: {
      summary: 'This document.',
      ...open,
      responses: { 200: json({ type: 'object' }) },
    },
  },
  '/config.json': {
    get: {
      summary: 'What the page must know.',
      ...open,
      responses: {
        200: json(
          object(
            {
              apiUrl: text,
              relayUrl: text,
              signIn: list({ enum: ['password', 'email-link', 'google'] }),
              firebase: {
                ...object({ apiKey: text, authDomain: text, emulatorUrl: text }, ['emulatorUrl']),
                description:
                  'What Firebase’s SDK needs, where people may sign in in another way than with a password: the ID token that it gives is what `/api/session` takes.',
              },
              limits: { type: 'object', additionalProperties: { type: 'number' } },
              samples: {
                ...list(text),
                description: 'On one machine: who can be tried as, by the ID token `sample:NAME`.',
              },
            },
            ['firebase', 'samples'],
          ),
        ),
      },
    },
  },
  '/healthz': {
    get: {
      summary: 'Whether requests can be served now.',
      ...open,
      responses: { 200: json(object({ healthy: flag })), 503: json(object({ healthy: flag }), 'Not now.') },
    },
  },
  '/metrics': {
    get: {
      summary: 'What was measured, for callers on the same machine and for operators.',
      security: [{}, { bearer: [] }],
      responses: {
        200: { description: 'Prometheus’ text format.', content: { 'text/plain': { schema: text } } },
        ...problems(401, 404),
      },
    },
  },
};
