import { gzipSync } from 'node:zlib';
import { all, composedWith, holdsWhen, inProduct, unless } from '../attack';
import type { Attack, Section, Weakening } from '../attack';
import type { Answer, Call } from '../client/http';
import { openWire } from '../client/wire';
import { withMiddleware } from '../plants';
import type { Person, Product } from '../product/product';

const pause = (milliseconds: number) =>
  new Promise<null>((resolve) => setTimeout(() => resolve(null), milliseconds));

/** Single requests, and what their answers must be. */
interface Request {
  readonly id: string;
  readonly tries: string;
  readonly defence: string;
  readonly method: string;
  readonly path: string;
  readonly call?: (person: Person) => Call;
  readonly holds: (answer: Answer) => boolean;
  readonly weakening: Weakening;
}

const is =
  (...statuses: number[]) =>
  ({ status }: Answer) =>
    statuses.includes(status);
const json = { 'content-type': 'application/json' };
const message = ({ id, token }: Person, more: object = {}) => ({
  token,
  json: { messageBody: 'x', recipientIds: [id], ...more },
});

const byPrefix =
  'WHERE name_key >= ? AND substr(name_key, 1, ?) = ? AND name_key > ? ORDER BY name_key LIMIT ?`,';
const asPattern = inProduct([
  byPrefix,
  "WHERE ?1 IS NOT NULL AND ?2 IS NOT NULL AND name_key LIKE ?3 || '%' AND name_key > ?4 ORDER BY name_key LIMIT ?5`,",
]);
const asPartOfTheStatement = inProduct([
  byPrefix,
  "WHERE ?1 IS NOT NULL AND ?2 > 0 AND ?3 IS NOT NULL AND ?4 IS NOT NULL AND ?5 > 0 AND name_key = '${key}'`,",
]);

const requests: readonly Request[] = [
  {
    id: 'H01',
    tries: 'a body of 11 MB',
    defence: 'size of a body, while it is read',
    method: 'POST',
    path: '/api/messages',
    call: (person) => message(person, { messageBody: 'x'.repeat(11_000_000) }),
    // A connection that is cut while the rest is sent has refused it, too.
    holds: ({ status, json: { code } }) => status === 0 || (status === 413 && code === 'body-too-large'),
    weakening: inProduct(['limit: mostBytes, inflate: false', 'limit: 1e9, inflate: false']),
  },
  {
    id: 'H02',
    tries: 'a compressed body (a bomb)',
    defence: 'nothing is decompressed',
    method: 'POST',
    path: '/api/messages',
    call: (person) => ({
      token: person.token,
      body: gzipSync(JSON.stringify({ messageBody: 'x', recipientIds: [person.id] })),
      headers: { ...json, 'content-encoding': 'gzip' },
    }),
    holds: is(415),
    weakening: inProduct(['limit: mostBytes, inflate: false', 'limit: mostBytes, inflate: true']),
  },
  ...(
    [
      ['H03', 'JSON sent as a form, which a foreign page may', 'application/x-www-form-urlencoded'],
      ['H04', 'JSON sent as text, which a foreign page may', 'text/plain'],
      ['H05', 'JSON sent as parts', 'multipart/form-data; boundary=x'],
      ['H06', 'JSON in another character set', 'application/json; charset=utf-16'],
    ] as const
  ).map(([id, tries, type]): Request => ({
    id,
    tries,
    defence: 'the media type and UTF-8 are demanded',
    method: 'POST',
    path: '/api/messages',
    call: (person) => ({ ...message(person), headers: { 'content-type': type } }),
    holds: is(415),
    weakening: inProduct(['if (type?.trim() === mediaType && isUtf8) return next();', 'return next();']),
  })),
  {
    id: 'H07',
    tries: 'a body that is no UTF-8',
    defence: 'UTF-8, strictly',
    method: 'POST',
    path: '/api/messages',
    call: ({ id, token }) => ({
      token,
      body: Buffer.concat([
        Buffer.from('{"messageBody":"'),
        Buffer.from([0xc3, 0x28]),
        Buffer.from(`","recipientIds":[${id}]}`),
      ]),
      headers: json,
    }),
    holds: is(400),
    weakening: inProduct([
      'new TextDecoder("utf-8", { fatal: true,',
      'new TextDecoder("utf-8", { fatal: false,',
    ]),
  },
  {
    id: 'H08',
    tries: '300,000 brackets in each other',
    defence: 'what is parsed is compared with named fields, not walked',
    method: 'POST',
    path: '/api/messages',
    call: ({ token }) => ({ token, body: `${'['.repeat(150_000)}${']'.repeat(150_000)}`, headers: json }),
    holds: is(400),
    weakening: inProduct([
      'function jsonOf(request, rules) { const parsed = parseJson(textOf(request));',
      'function jsonOf(request, rules) { const parsed = parseJson(textOf(request)); const walk = (each) => typeof each === "object" && each !== null && Object.values(each).forEach(walk); walk(parsed.json);',
    ]),
  },
  ...(['__proto__', 'constructor', 'prototype'] as const).map((name, i): Request => ({
    id: `H${10 + i}`,
    tries: `a field called ${name}`,
    defence: 'no field but those that are named',
    method: 'POST',
    path: '/api/messages',
    call: ({ id, token }) => ({
      token,
      body: `{"messageBody":"x","recipientIds":[${id}],"${name}":{"polluted":true}}`,
      headers: json,
    }),
    holds: is(400),
    weakening: inProduct(['if (!rules.has(field)) return', 'if (false) return']),
  })),
  ...(['senderId', 'fromAutoReply', 'eventDestinations', 'sentAt', 'causedBy'] as const).map(
    (name, i): Request => ({
      id: `H${13 + i}`,
      tries: `a message that says its own ${name}`,
      defence: 'no field but those that are named',
      method: 'POST',
      path: '/api/messages',
      call: (person) => message(person, { [name]: 1 }),
      holds: is(400),
      weakening: inProduct(['if (!rules.has(field)) return', 'if (false) return']),
    }),
  ),
  ...(['limit=-1', 'limit=0', 'limit=NaN', 'limit=1e9', 'limit='] as const).map((query, i): Request => ({
    id: `H${18 + i}`,
    tries: `a page with ${query}`,
    defence: 'a whole number from 1',
    method: 'GET',
    path: `/api/users?${query}`,
    call: ({ token }) => ({ token }),
    holds: is(400),
    weakening: inProduct([
      'if (!/^[1-9]\\d{0,8}$/.test(text)) throw',
      'if (!/^[1-9]\\d{0,8}$/.test(text)) return limits.pageDefault; if (false) throw',
    ]),
  })),
  {
    id: 'H23',
    tries: 'a parameter given twice',
    defence: 'each at most once',
    method: 'GET',
    path: '/api/users?limit=1&limit=2',
    call: ({ token }) => ({ token }),
    holds: is(400),
    weakening: inProduct(
      ['if (typeof value !== "string") throw', 'if (false) throw'],
      ['if (!/^[1-9]\\d{0,8}$/.test(text)) throw', 'if (false) throw'],
      ['return Math.min(Number(text), limits.pageMaximum);', 'return 1;'],
    ),
  },
  {
    id: 'H24',
    tries: 'a parameter called __proto__',
    defence: 'none but those that are named',
    method: 'GET',
    path: '/api/users?__proto__[limit]=1&constructor=2',
    call: ({ token }) => ({ token }),
    holds: is(400),
    weakening: inProduct(['if (!names.includes(name)) throw', 'if (false) throw']),
  },
  ...(
    [
      '<svg onload=alert(1)>',
      "Robert'); DROP TABLE users;--",
      'a\r\nSet-Cookie: a=b',
      '../../etc/passwd',
      'аdа',
      '=cmd|calc',
    ] as const
  ).map((username, i): Request => ({
    id: `H${25 + i}`,
    tries: `the name ${JSON.stringify(username)}`,
    defence: 'a name is 3 to 32 letters of ASCII, digits, ".", "_", "-"',
    method: 'POST',
    path: '/api/register',
    call: () => ({ json: { username, password: 'a long password' } }),
    holds: is(400),
    weakening: inProduct(['/^[A-Za-z0-9._-]{3,32}$/.test(value)', 'true']),
  })),
  {
    id: 'H31',
    tries: 'a time zone that is markup',
    defence: 'the name of a time zone that there is',
    method: 'PUT',
    path: '/api/settings',
    call: ({ token }) => ({ token, json: { timeZone: '"><script>alert(1)</script>' } }),
    holds: is(400),
    weakening: inProduct([
      'new Intl.DateTimeFormat("en", { timeZone: value });\n    return null;',
      'return null;',
    ]),
  },
  ...(
    [
      ['%', asPattern],
      ['%_', asPattern],
      ["' OR 1=1--", asPartOfTheStatement],
    ] as const
  ).map(([prefix, weakening], i): Request => ({
    id: `H${33 + i}`,
    tries: `people whose name begins with ${prefix}`,
    defence: 'a prefix is a value that is bound, and compared: no pattern',
    method: 'GET',
    path: `/api/users?q=${encodeURIComponent(prefix)}`,
    call: ({ token }) => ({ token }),
    holds: ({ status, json: { users } }) => status === 200 && Array.isArray(users) && users.length === 0,
    weakening,
  })),
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

const requestRows = requests.map(({ id, tries, defence, method, path, call, holds, weakening }): Attack => ({
  id,
  tries,
  defence,
  weakening,
  async attempt(product) {
    const person = await product.person();
    const answer = await product.call(method, path, call?.(person));
    const { prototypes } = await product.ask({ kind: 'examine' });
    return all([
      holdsWhen(holds(answer), `it was answered with ${answer.status} ${answer.text.slice(0, 120)}`),
      holdsWhen(!prototypes.flat().includes('polluted'), 'a prototype was written to'),
      holdsWhen(answer.status < 500, `the server failed: ${answer.status}`),
    ]);
  },
}));

/** Sends bytes, and gives what came within the time. */
async function exchange(product: Product, bytes: string, milliseconds: number): Promise<string> {
  const wire = await openWire(product.url);
  wire.socket.write(bytes);
  await Promise.race([wire.ended, pause(milliseconds)]);
  wire.close();
  return wire.received().toString('latin1');
}

/** Whether the server cuts a connection that goes on like this for ever, within a minute and a half. */
async function isCut(product: Product, begin: string, goOn: string): Promise<boolean> {
  const wire = await openWire(product.url);
  wire.socket.write(begin);
  const dripping = setInterval(() => wire.socket.write(goOn), 2_000);
  const cut = await Promise.race([wire.ended.then(() => true), pause(90_000)]);
  clearInterval(dripping);
  wire.close();
  return cut === true;
}

const timeouts = '{ requestTimeout: requestMilliseconds, headersTimeout: requestMilliseconds / 2,';
const withoutTimeouts = inProduct([timeouts, '{ requestTimeout: 0, headersTimeout: 0,']);

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

const more: readonly Attack[] = [
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
    id: 'H55',
    tries: 'a line of the log, forged by a path, a name and a header',
    defence: 'the log is JSON, and is given nothing that a caller wrote',
    weakening: withMiddleware(
      '(request, response, next) => { deps.telemetry.log("INFO", decodeURIComponent(request.url)); next(); }',
    ),
    async attempt(product) {
      const forged = '%0a{"severity":"CRITICAL","message":"forged"}';
      await product.call('GET', `/api/${forged}`);
      await product.call('POST', '/api/login', {
        json: { username: decodeURIComponent(forged), password: 'a long password' },
        headers: { 'user-agent': '{"severity":"CRITICAL"}' },
      });
      const { log } = await product.ask({ kind: 'examine' });
      return holdsWhen(!log.includes('forged') && !log.includes('CRITICAL'), 'it is in the log');
    },
  },
  {
    id: 'H56',
    tries: 'two lengths for one body (request smuggling)',
    defence: 'such requests are refused',
    weakening: inProduct([timeouts, `${timeouts.slice(0, 1)} insecureHTTPParser: true,${timeouts.slice(1)}`]),
    async attempt(product) {
      const answer = await exchange(
        product,
        'POST /api/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: x\r\n\r\n',
        3_000,
      );
      return holdsWhen(/^HTTP\/1\.1 400/.test(answer) && !answer.includes('healthy'), answer.slice(0, 200));
    },
  },
  {
    id: 'H57',
    tries: 'headers that come a letter at a time (slowloris)',
    defence: '15 s for the headers',
    weakening: withoutTimeouts,
    async attempt(product) {
      const cut = await isCut(product, 'GET / HTTP/1.1\r\nHost: x\r\n', 'X-a: b\r\n');
      return holdsWhen(cut, 'it was kept for 90 s');
    },
  },
  {
    id: 'H58',
    tries: 'a body that comes a letter at a time',
    defence: '30 s for a request',
    weakening: withoutTimeouts,
    async attempt(product) {
      const cut = await isCut(
        product,
        'POST /api/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{',
        ' ',
      );
      return holdsWhen(cut, 'it was kept for 90 s');
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
  {
    id: 'H60',
    tries: 'more messages than a person may send',
    defence: 'messages a second and person',
    options: { sendsPerSecond: 20, sendBurst: 40 },
    weakening: composedWith({ sendsPerSecond: 1_000_000, sendBurst: 1_000_000 }),
    async attempt(product) {
      const person = await product.person();
      const began = Date.now();
      const answers = await Promise.all(
        Array.from({ length: 120 }, () => product.call('POST', '/api/messages', message(person))),
      );
      const may = 40 + Math.ceil(((Date.now() - began) / 1000) * 20);
      const refused = answers.filter(({ status }) => status === 429);
      return all([
        holdsWhen(
          answers.length - refused.length <= may,
          `${answers.length - refused.length} were taken, where ${may} may be`,
        ),
        holdsWhen(
          refused.every(({ headers }) => Number(headers['retry-after']) >= 1),
          'nobody said when to come back',
        ),
      ]);
    },
  },
  {
    id: 'H61',
    tries: 'more trials and uploads than a person may make',
    defence: 'trials and uploads a minute and person',
    options: { trialsPerMinute: 5 },
    weakening: composedWith({ trialsPerMinute: 1_000_000 }),
    async attempt(product) {
      const person = await product.person();
      const statuses: number[] = [];
      for (let i = 0; i < 12; i++) {
        const { status } = await product.call('PUT', '/api/scripts/recv', {
          token: person.token,
          body: `main { x = ${i} }`,
          headers: { 'content-type': 'text/plain' },
        });
        statuses.push(status);
      }
      return unless(statuses.at(-1) === 429 ? null : `the answers were ${statuses.join(', ')}`);
    },
  },
  {
    id: 'H32',
    tries: 'text in a search that the database would read as its own language',
    defence: 'words are quoted, values are bound',
    weakening: inProduct(['words.map(quoted).join(" AND ")', 'words.join(" AND ")']),
    async attempt(product) {
      const person = await product.person();
      await product.call('POST', '/api/messages', message(person, { messageBody: 'apple pie' }));
      const search = (q: string) =>
        product.call('GET', `/api/search?q=${encodeURIComponent(q)}`, { token: person.token });
      for (let waited = 0; waited < 10_000; waited += 100) {
        if (((await search('apple')).json['messages'] as unknown[]).length === 1) break;
        await pause(100);
      }
      const wrong: string[] = [];
      for (const q of [
        'pear OR apple',
        'appl*',
        'NOT pear',
        '"',
        "') UNION SELECT 1;--",
        'NEAR( apple pie )',
      ]) {
        const { status, json } = await search(q);
        if (status !== 200 || (json['messages'] as unknown[]).length > 0) wrong.push(`${q}: ${status}`);
      }
      const { json } = await search('pie apple');
      return all([
        holdsWhen(wrong.length === 0, `answered otherwise than with nothing: ${wrong.join(', ')}`),
        holdsWhen((json['messages'] as unknown[]).length === 1, 'what is there was not found'),
      ]);
    },
  },
  {
    id: 'H62',
    tries: 'ids in addresses that are other than ids, or the same in another spelling',
    defence: 'an id has one spelling; what has another is not there',
    weakening: inProduct([
      'if (/^[1-9]\\d{0,9}$/.test(id) && isUserId(Number(id))) return Number(id);',
      'return Number(id);',
    ]),
    async attempt(product) {
      const { token } = await product.person();
      const other = await product.person();
      const ids = [
        ...['.', '..', '%2e%2e', '__proto__', 'constructor', '%00', 'a%2fb', '%ff', '', '-1', '0', '1e0'],
        ...[`0x${other.id.toString(16)}`, `%20${other.id}`, `${other.id}.0`, `0${other.id}`, '2147483648'],
      ];
      const reached: string[] = [];
      for (const id of ids) {
        const answers = [
          await product.call('PUT', `/api/blocks/${id}`, { token }),
          await product.call('DELETE', `/api/sessions/${id}`, { token }),
          await product.call('GET', `/api/scripts/${id}`, { token }),
          await product.call('GET', `/api/scripts/recv/versions/${id}`, { token }),
          await product.call('GET', `/api/messages?conversation=${id}`, { token }),
        ];
        answers.forEach(({ status, json }, i) => {
          const isEmpty = i === 4 && status === 200 && (json['messages'] as unknown[]).length === 0;
          // The list of versions has the address of a version without a name.
          const isList = i === 3 && status === 200 && Array.isArray(json['versions']);
          if (!isEmpty && !isList && (status < 400 || status >= 500)) reached.push(`${id} (${i}) ${status}`);
        });
      }
      const { json } = await product.call('GET', '/api/blocks', { token });
      return all([
        holdsWhen(reached.length === 0, `reached by ${reached.join(', ')}`),
        holdsWhen((json['users'] as unknown[]).length === 0, 'somebody is blocked'),
      ]);
    },
  },
  {
    id: 'H63',
    tries: 'a script of 1 MB, uploaded; one that is no UTF-8',
    defence: 'bytes of a source, before they are read; UTF-8, strictly',
    weakening: inProduct(['readBody("text/plain", limits.scriptSourceBytes)', 'readBody("text/plain", 1e9)']),
    async attempt(product) {
      const { token } = await product.person();
      const upload = (body: string | Buffer) =>
        product.call('PUT', '/api/scripts/recv', { token, body, headers: { 'content-type': 'text/plain' } });
      const [large, broken] = [
        await upload(`main { x = 1 } // ${'x'.repeat(1_000_000)}`),
        await upload(Buffer.from([0x6d, 0xc3, 0x28])),
      ];
      return all([
        // A connection that is cut while the rest is sent has refused it, too.
        holdsWhen(
          large.status === 413 || large.status === 0,
          `the large one was answered with ${large.status}`,
        ),
        holdsWhen(broken.status === 400, `the broken one was answered with ${broken.status}`),
      ]);
    },
  },
];

export const http: Section = { name: 'http', attacks: [...requestRows, ...more] };
