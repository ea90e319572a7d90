import type { RequestHandler } from 'express';

const methods = 'GET, POST, PUT, DELETE';
const headers = 'authorization, content-type, traceparent';
/** How long a browser may remember the answer, s. */
const remembered = 600;

/**
 * Lets pages of these origins call, as `https://parley.example`; nobody else. Tokens come in a header and never in a
 * cookie, so no credentials are allowed.
 */
export const cors =
  (origins: readonly string[]): RequestHandler =>
  (request, response, next) => {
    const { origin } = request.headers;
    response.vary('Origin');
    if (origin === undefined || !origins.includes(origin)) return next();
    response.set({
      'Access-Control-Allow-Origin': origin,
      'Access-Control-Expose-Headers': 'Retry-After',
      'Cross-Origin-Resource-Policy': 'cross-origin',
    });
    if (request.method !== 'OPTIONS') return next();
    response
      .set({
        'Access-Control-Allow-Methods': methods,
        'Access-Control-Allow-Headers': headers,
        'Access-Control-Max-Age': String(remembered),
      })
      .status(204)
      .end();
  };
