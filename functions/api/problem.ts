import type { ErrorRequestHandler, Response } from 'express';
import { AutomationError, automationCodes } from '@parley/automation';
import type { Telemetry } from '@parley/ports';

/** Every code of this part. What a neighbour refuses keeps the neighbour's code. */
export const apiCodes = {
  /** No session token, or one that is not valid: sign in. */
  unauthenticated: 'unauthenticated',
  /** The session token is genuine but has expired: renew it. */
  tokenExpired: 'token-expired',
  /** What is asked can't be undone: sign in again, and ask within five minutes. */
  signInAgain: 'sign-in-again',
  /** The request's body or a field of it is not what it must be; `field` names it. */
  invalidBody: 'invalid-body',
  /** A query parameter is not what it must be; `field` names it. */
  invalidQuery: 'invalid-query',
  /** The cursor is forged, another user's, or names what is no more: read from the beginning. */
  cursor: 'cursor',
  /** There is nothing under this address, or nothing that the caller may see. */
  notFound: 'not-found',
  /** The body is larger than what is taken here. */
  bodyTooLarge: 'body-too-large',
  /** The body's media type, character set or encoding is not what is taken here. */
  unsupportedMediaType: 'unsupported-media-type',
  /** Too many of these in too short a time; `Retry-After` says how long to wait. */
  rateLimited: 'rate-limited',
  /** A list is as long as it may become. */
  tooMany: 'too-many',
  /** The script has errors; `diagnostics` lists them, and the active script stays. */
  scriptRefused: 'script-refused',
  /** The server failed; the request may be repeated. */
  internal: 'internal',
} as const;

/** A refusal as RFC 9457 wants it, thrown by a route and written by {@link problemHandler}. */
export class ApiProblem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    readonly extra: {
      readonly detail?: string;
      readonly field?: string;
      readonly reload?: boolean;
      readonly diagnostics?: readonly unknown[];
      readonly retryAfterMilliseconds?: number;
    } = {},
  ) {
    super(title);
    this.name = 'ApiProblem';
  }
}

export function writeProblem(response: Response, problem: ApiProblem): void {
  const { retryAfterMilliseconds, ...members } = problem.extra;
  if (retryAfterMilliseconds !== undefined) {
    response.set('Retry-After', String(Math.ceil(retryAfterMilliseconds / 1000)));
  }
  if (problem.status === 401) response.set('WWW-Authenticate', 'Bearer');
  response
    .status(problem.status)
    .set('Content-Type', 'application/problem+json')
    .send(
      JSON.stringify({
        type: `urn:parley:problem:${problem.code}`,
        title: problem.title,
        status: problem.status,
        code: problem.code,
        ...members,
      }),
    );
}

/** What Express or its body reader threw, in this API's words; null for a failure of the server. */
function problemOf(failure: unknown): ApiProblem | null {
  if (failure instanceof ApiProblem) return failure;
  if (failure instanceof AutomationError && failure.code === automationCodes.busy) {
    const title = 'Too many scripts are looked at in this moment; try again.';
    return new ApiProblem(503, failure.code, title, { retryAfterMilliseconds: 1000 });
  }
  const status = (failure as { status?: unknown } | null)?.status;
  if (status === 413) return new ApiProblem(413, apiCodes.bodyTooLarge, 'The body is too large.');
  if (status === 415) {
    return new ApiProblem(
      415,
      apiCodes.unsupportedMediaType,
      'The body must come unencoded and uncompressed.',
    );
  }
  return typeof status === 'number' && status >= 400 && status < 500
    ? new ApiProblem(400, apiCodes.invalidBody, 'The request can’t be read.')
    : null;
}

/** Writes every failure of a route as a problem; of what is nobody's business only that it happened. */
export function problemHandler(telemetry: Telemetry): ErrorRequestHandler {
  return (failure: unknown, request, response, next) => {
    const problem = problemOf(failure);
    if (problem === null) {
      telemetry.log('ERROR', 'A request failed', {
        method: request.method,
        error: failure instanceof Error ? failure.name : typeof failure,
        code: String((failure as { code?: unknown } | null)?.code ?? ''),
      });
    }
    if (response.headersSent) return next(failure);
    writeProblem(
      response,
      problem ?? new ApiProblem(500, apiCodes.internal, 'The server failed; try again.'),
    );
  };
}
