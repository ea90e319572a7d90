import { all, holdsWhen, inProduct, type Attack } from '../../attack';
import { pause } from '../../client/pause';
import { message } from './request-row';

const secret = 'the laboratory planted this beside the page';
/** Ways out of the folder of the page. */
const ways = [
  '/../planted.txt',
  '/assets/../../planted.txt',
  '/%2e%2e/planted.txt',
  '/..%2fplanted.txt',
  '/..%5cplanted.txt',
  '/assets/..%2f..%2fplanted.txt',
  '/%252e%252e/planted.txt',
  '/./.././planted.txt',
  '//planted.txt',
  '/.parley/session-keys',
  '/..%00/planted.txt',
  '/%c0%ae%c0%ae/planted.txt',
];

const wanted: Readonly<Record<string, RegExp>> = {
  'content-security-policy': /default-src 'none'.*script-src 'self'(;|$).*frame-ancestors 'none'/,
  'x-content-type-options': /^nosniff$/,
  'x-frame-options': /^DENY$/,
  'referrer-policy': /^no-referrer$/,
  'cross-origin-opener-policy': /^same-origin$/,
  'cross-origin-resource-policy': /^same-origin$/,
};

/** What answers say, to whom, and who may keep them. */
export const answers: readonly Attack[] = [
  {
    id: 'H50',
    tries: `${ways.length} ways out of the folder of the page`,
    defence: 'only files below it, no dot-files',
    weakening: inProduct([
      'router.use(precompressed(filesOf(directory)));',
      'router.use((q, r, n) => { try { r.send(process.getBuiltinModule("node:fs").readFileSync(directory + decodeURIComponent(q.originalUrl), "utf8")); } catch { n(); } });',
    ]),
    async attempt(product) {
      await product.ask({ kind: 'plant', text: secret });
      const reached: string[] = [];
      for (const way of ways) {
        const { text } = await product.call('GET', way);
        if (text.includes(secret) || text.includes('lab:')) reached.push(way);
      }
      return holdsWhen(reached.length === 0, `reached by ${reached.join(' ')}`);
    },
  },
  {
    id: 'H51',
    tries: 'answers without the headers that keep browsers safe: page, interface, error, nothing',
    defence: 'set before anything else, on every answer',
    weakening: inProduct(['app.use(securityHeaders(deps.config));', '']),
    async attempt(product) {
      const missing: string[] = [];
      for (const path of [
        '/',
        '/api/account',
        '/api/nothing',
        '/healthz',
        '/nothing.png',
        '/config.json',
        '/%ff',
      ]) {
        const { headers } = await product.call('GET', path);
        for (const [name, value] of Object.entries(wanted)) {
          if (!value.test(String(headers[name]))) missing.push(`${path}: ${name}`);
        }
      }
      return holdsWhen(missing.length === 0, missing.join(', '));
    },
  },
  {
    id: 'H52',
    tries: 'reading answers from a page of another host',
    defence: 'no origin is allowed but those that are configured',
    weakening: inProduct([
      '"X-Content-Type-Options": "nosniff",',
      '"X-Content-Type-Options": "nosniff", "Access-Control-Allow-Origin": "*",',
    ]),
    async attempt(product) {
      const headers = {
        origin: 'https://evil.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization',
      };
      const answers = [
        await product.call('OPTIONS', '/api/messages', { headers }),
        await product.call('GET', '/config.json', { headers }),
        await product.call('GET', '/api/account', { headers }),
      ];
      return holdsWhen(
        answers.every(({ headers: given }) => given['access-control-allow-origin'] === undefined),
        'an origin was allowed',
      );
    },
  },
  {
    id: 'H53',
    tries: 'answers that a cache would keep',
    defence: 'no-store on everything of the interface',
    weakening: inProduct(['response.set("Cache-Control", "no-store");', '']),
    async attempt(product) {
      const { token } = await product.person();
      const kept: string[] = [];
      for (const path of [
        '/api/account',
        '/api/messages',
        '/api/account/data',
        '/api/nothing',
        '/metrics',
        '/healthz',
      ]) {
        const { headers } = await product.call('GET', path, { token });
        if (headers['cache-control'] !== 'no-store') kept.push(path);
      }
      return holdsWhen(kept.length === 0, `kept: ${kept.join(', ')}`);
    },
  },
  {
    id: 'H54',
    tries: 'markup and formulas in a message, in the file of one’s data',
    defence: 'the file is JSON, and saved, not shown',
    weakening: inProduct([`.set("Content-Disposition", 'attachment; filename="parley-data.json"')`, '']),
    async attempt(product) {
      const person = await product.person();
      const texts = [
        '</script><svg onload=alert(1)>',
        '=HYPERLINK("http://evil.example")',
        'a\u2028b',
        '","x":1,"',
      ];
      for (const messageBody of texts)
        await product.call('POST', '/api/messages', message(person, { messageBody }));
      await pause(1_000);
      const { headers, text } = await product.call('GET', '/api/account/data', { token: person.token });
      const bodies = (JSON.parse(text) as { messages: { messageBody: string }[] }).messages.map(
        ({ messageBody }) => messageBody,
      );
      return all([
        holdsWhen(
          texts.every((each) => bodies.includes(each)),
          'a message is not as it was',
        ),
        holdsWhen(String(headers['content-disposition']).startsWith('attachment'), 'a browser would show it'),
        holdsWhen(
          String(headers['content-type']).startsWith('application/json'),
          `it is ${headers['content-type']}`,
        ),
      ]);
    },
  },
  {
    id: 'H59',
    tries: 'the metrics through a proxy, and by a foreign name for this machine (DNS rebinding)',
    defence: 'only to this machine by its own name, and to operators',
    weakening: inProduct(['proxies === 0 &&', 'proxies === 0 || ']),
    async attempt(product) {
      const { port } = new URL(product.url);
      const [own, proxied, rebound] = [
        await product.call('GET', '/metrics'),
        await product.call('GET', '/metrics', { headers: { 'x-forwarded-for': '203.0.113.7' } }),
        await product.call('GET', '/metrics', { headers: { host: `evil.example:${port}` } }),
      ];
      return all([
        holdsWhen(own.status === 200, `this machine was answered with ${own.status}`),
        holdsWhen(proxied.status === 401, `a proxy was answered with ${proxied.status}`),
        holdsWhen(rebound.status === 401, `a foreign name was answered with ${rebound.status}`),
      ]);
    },
  },
];
