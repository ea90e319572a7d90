import { inProduct, type Attack } from '../../attack';
import { withMiddleware } from '../../plants';
import { is, requestRow, type Request } from './request-row';

const requests: readonly Request[] = [
  {
    id: 'H36',
    tries: 'a request that asks to be traced back',
    defence: 'no such method',
    method: 'TRACE',
    path: '/api/account',
    call: ({ token }) => ({ token }),
    holds: ({ status, text }) => status >= 400 && !text.includes('Bearer'),
    weakening: withMiddleware(
      '(request, response, next) => request.method === "TRACE" ? response.send(request.rawHeaders) : next()',
    ),
  },
  {
    id: 'H37',
    tries: 'another method smuggled in a header',
    defence: 'no such header is read',
    method: 'GET',
    path: '/api/auto-reply',
    call: ({ token }) => ({ token, headers: { 'x-http-method-override': 'DELETE' } }),
    holds: is(200),
    weakening: withMiddleware(
      '(request, response, next) => { request.method = request.headers["x-http-method-override"] ?? request.method; next(); }',
    ),
  },
  {
    id: 'H38',
    tries: '20 KB of headers',
    defence: '16 KiB of headers',
    method: 'GET',
    path: '/healthz',
    call: () => ({ headers: { 'x-filler': 'x'.repeat(20_000) } }),
    holds: is(431),
    weakening: inProduct([
      '{ requestTimeout: requestMilliseconds,',
      '{ maxHeaderSize: 1e7, requestTimeout: requestMilliseconds,',
    ]),
  },
  {
    id: 'H39',
    tries: 'a script as a page: its source, opened in a browser',
    defence: 'a source comes as JSON, never sniffed',
    method: 'GET',
    path: '/api/scripts/recv',
    call: ({ token }) => ({ token }),
    holds: ({ headers }) =>
      /^application\/(problem\+)?json/.test(String(headers['content-type'])) &&
      headers['x-content-type-options'] === 'nosniff',
    weakening: inProduct(['"X-Content-Type-Options": "nosniff",', '']),
  },
];

/** Methods and headers. */
export const methods: readonly Attack[] = requests.map(requestRow);
