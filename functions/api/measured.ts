import type { RequestHandler } from 'express';
import type { ApiDeps } from './deps';

/** Counts and times requests by method, route and status. A route is its pattern: addresses hold ids. */
export const measured =
  ({ telemetry, clock }: Pick<ApiDeps, 'telemetry' | 'clock'>): RequestHandler =>
  (request, response, next) => {
    const began = clock.now();
    response.once('finish', () => {
      const pattern = (request.route as { path?: unknown } | undefined)?.path;
      // Where a route failed, Express has forgotten its base already.
      const base = request.originalUrl.startsWith('/api/') ? '/api' : '';
      const labels = {
        method: request.method,
        route: typeof pattern === 'string' ? `${base}${pattern}` : 'none',
        status: String(response.statusCode),
      };
      telemetry.count('parley_http_requests_total', labels);
      telemetry.observe('parley_http_request_seconds', (clock.now() - began) / 1000, { route: labels.route });
    });
    next();
  };
