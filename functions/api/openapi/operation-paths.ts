import { limits } from '@parley/envelope';
import {
  count,
  inPath,
  json,
  list,
  nothing,
  nullable,
  object,
  problems,
  query,
  ref,
  text,
  time,
  type Paths,
  type Schema,
} from './build';

const seconds: Schema = { type: 'number', minimum: 0 };
const quantiles = {
  p50: { ...nullable(seconds), description: 'Half were no greater; null without any.' },
  p99: { ...nullable(seconds), description: 'Of a hundred 99 were no greater; null without any.' },
};

/** For operators: to others there is nothing here. */
export const operationPaths: Paths = {
  '/api/operations': {
    get: {
      summary: 'How the pipeline does, for operators: what waits, and the last ten minutes.',
      responses: {
        200: json(
          object({
            at: time,
            sockets: count,
            deadLetters: count,
            topics: list(
              object({
                topic: text,
                waiting: { ...count, description: 'Messages that wait or are under way.' },
                oldestSeconds: nullable(seconds),
              }),
            ),
            recent: list(
              object({
                at: time,
                seconds,
                accepted: count,
                failed: count,
                delivered: count,
                delivery: object(quantiles),
              }),
              { description: 'The oldest first; `at` is an interval’s end.' },
            ),
            lately: object({
              seconds,
              delivery: object(quantiles),
              stages: list(object({ stage: text, done: count, failed: count, poison: count, ...quantiles })),
              runs: list(object({ outcome: text, count })),
              gas: object(quantiles),
            }),
          }),
        ),
        ...problems(401, 404),
      },
    },
  },
  '/api/operations/dead-letters': {
    get: {
      summary: 'What was put aside, for operators: the oldest first, without what people wrote.',
      parameters: [
        query('after', ref('Cursor'), 'The `next` of the page before.'),
        query(
          'limit',
          { type: 'integer', minimum: 1 },
          `Items of a page; ${limits.pageDefault} unless said, at most ${limits.pageMaximum}.`,
        ),
      ],
      responses: {
        200: json(
          object({
            deadLetters: list(object({ id: text, topic: text, reason: text, attempts: count, at: time })),
            next: ref('Next'),
          }),
        ),
        ...problems(400, 401, 404),
      },
    },
  },
  '/api/operations/dead-letters/{id}/replay': {
    post: {
      summary:
        'Sends one of them on its way again, for operators. What fails again comes back under another id.',
      parameters: [inPath('id', text, 'The dead letter.')],
      responses: { 204: nothing(), ...problems(401, 404) },
    },
  },
};
