import { readFileSync } from 'node:fs';
import addFormats from 'ajv-formats';
import Ajv2020 from 'ajv/dist/2020';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createApi, openApiDocument, type ApiDeps } from '@parley/api';
import { silentTelemetry } from '@parley/ports';
import { eventually } from '@parley/ports/contract';
import { checkedCalls, documentedOperations, validatorOf } from './testing/documented';
import { createCleanups, startScene, type Person, type Scene } from './testing/running-server';

const cleanups = createCleanups();
let scene: Scene;
let calls: ReturnType<typeof checkedCalls>;
let ada: Person;
let bob: Person;
beforeAll(async () => {
  scene = await startScene(cleanups, {
    sendsPerSecond: 100_000,
    sendBurst: 100_000,
    trialsPerMinute: 100_000,
    metrics: async () => ({ contentType: 'text/plain; version=0.0.4', text: 'measured 1\n' }),
  });
  calls = checkedCalls(scene);
  ada = await scene.person('ada');
  bob = await scene.person('bob');
  // Whoever is none is told that there is nothing: so the operators' part is asked for by one.
  await scene.server.embedded.accounts.setOperator(ada.id, true);
});
afterAll(() => cleanups.run());

describe('the document', () => {
  it('is valid OpenAPI 3.1, and served as it is', async () => {
    const file = 'node_modules/@seriousme/openapi-schema-validator/schemas/v3.1/schema.json';
    const schemaOfOpenApi = JSON.parse(readFileSync(file, 'utf8')) as object;
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    addFormats(ajv);
    // The schema allows any dialect in its place; ours is the usual one, which Ajv then checks by compiling.
    ajv.addFormat('media-range', true);
    const validate = ajv.compile(schemaOfOpenApi);
    validate(JSON.parse(JSON.stringify(openApiDocument)));
    expect(validate.errors ?? []).toEqual([]);
    for (const name of Object.keys(openApiDocument.components.schemas)) {
      expect(() => validatorOf({ $ref: `#/components/schemas/${name}` })).not.toThrow();
    }
    const { json } = await calls.call('GET', '/api/openapi.json');
    expect(json).toEqual(JSON.parse(JSON.stringify(openApiDocument)));
  });

  it('has every route that is mounted, and no other', () => {
    interface Layer {
      readonly route?: { readonly path: string; readonly methods: Record<string, boolean> };
      readonly handle: { readonly stack?: readonly Layer[] };
    }
    const mounted: string[] = [];
    const walk = (layers: readonly Layer[], prefix: string) => {
      for (const { route, handle } of layers) {
        if (route === undefined) walk(handle.stack ?? [], '/api');
        else {
          for (const method of Object.keys(route.methods)) {
            const path = `${prefix}${route.path}`.replace(/:([a-z]+)/g, '{$1}');
            mounted.push(`${method.toUpperCase()} ${path}`);
          }
        }
      }
    };
    const config = { apiUrl: '', relayUrl: '', signIn: [] };
    const deps = { config, rates: {}, telemetry: silentTelemetry, metrics: async () => ({}) };
    const app = createApi(deps as unknown as ApiDeps) as unknown as { router: { stack: Layer[] } };
    walk(app.router.stack, '');
    expect(mounted.length).toBeGreaterThan(30);
    expect([...mounted].sort()).toEqual(documentedOperations.map(({ name }) => name).sort());
  });
});

const filled = (path: string) =>
  path
    .replace('{id}', String(bob.id))
    .replace('{sid}', '00000000-0000-4000-8000-000000000000')
    .replace('{target}', 'recv')
    .replace('{version}', 'none');

/** The media type and an example of the body that an operation takes, or null. */
const bodyOf = (operation: (typeof documentedOperations)[number]['operation']) => {
  const [entry] = Object.entries(operation.requestBody?.content ?? {});
  return entry === undefined ? null : { type: entry[0], ...entry[1] };
};

describe('every answer is documented', () => {
  it('to callers who are not signed in', async () => {
    for (const { method, path, closed } of documentedOperations) {
      if (!closed) continue;
      const answer = await calls.call(method, filled(path), {
        ...(path === '/api/scripts/{target}' && method === 'PUT'
          ? { body: 'main { x = 1 }', headers: { 'content-type': 'text/plain' } }
          : method === 'GET' || method === 'DELETE'
            ? {}
            : { json: {} }),
      });
      expect(answer.status).toBe(401);
    }
  });

  it('to bodies of another media type, too large, and that are no JSON', async () => {
    for (const { method, path, operation } of documentedOperations) {
      const taken = bodyOf(operation);
      if (taken === null) continue;
      const call = (body: string, type: string) =>
        calls.call(method, filled(path), { token: ada.token, body, headers: { 'content-type': type } });
      expect((await call('x', 'application/xml')).status).toBe(415);
      expect((await call('x'.repeat(2_000_000), taken.type)).status).toBe(413);
      if (taken.type === 'application/json') expect((await call('{', taken.type)).status).toBe(400);
    }
  });

  it('to parameters that are not there, or not what they must be', async () => {
    for (const { method, path, operation } of documentedOperations) {
      if (method !== 'GET' || operation.parameters === undefined) continue;
      const call = (query: string) => calls.call(method, `${filled(path)}?${query}`, { token: ada.token });
      expect((await call('nonsense=1')).status).toBe(400);
      for (const { name, in: place } of operation.parameters) {
        if (place !== 'query') continue;
        const wrong = name === 'q' ? 'x'.repeat(257) : '!';
        expect([name, (await call(`${name}=${wrong}`)).status]).toEqual([name, 400]);
      }
    }
  });

  it('along a way through everything', async () => {
    const as = ({ token }: { token: string }) => ({
      get: (path: string) => calls.call('GET', path, { token }),
      put: (path: string, json?: unknown) =>
        calls.call('PUT', path, { token, ...(json === undefined ? {} : { json }) }),
      post: (path: string, json?: unknown) =>
        calls.call('POST', path, { token, ...(json === undefined ? {} : { json }) }),
      remove: (path: string) => calls.call('DELETE', path, { token }),
      upload: (target: string, body: string | Uint8Array) =>
        calls.call('PUT', `/api/scripts/${target}`, {
          token,
          body,
          headers: { 'content-type': 'text/plain' },
        }),
    });
    const a = as(ada);
    const b = as(bob);
    const register = (username: string, password = 'a long password') =>
      calls.call('POST', '/api/register', { json: { username, password } });
    expect((await register('cyd')).status).toBe(201);
    expect((await register('CYD')).status).toBe(409);
    const login = (password: string) =>
      calls.call('POST', '/api/login', { json: { username: 'cyd', password } });
    expect((await login('wrong password')).status).toBe(401);
    const cyd = { token: String((await login('a long password')).json['token']) };
    const c = as(cyd);
    expect((await calls.call('POST', '/api/session', { json: { idToken: 'x' } })).status).toBe(401);
    const renewed = await c.post('/api/refresh');
    expect(renewed.status).toBe(200);

    const messageUid = '00000000-0000-4000-8000-00000000000a';
    const sent = { messageUid, messageBody: 'A walk along the harbour?', recipientIds: [bob.id] };
    expect((await a.post('/api/messages', sent)).status).toBe(202);
    expect((await a.post('/api/messages', { ...sent, messageBody: 'other' })).status).toBe(409);
    await eventually(async () => ((await b.get('/api/messages')).json['messages'] as unknown[]).length === 1);
    await b.get('/api/messages?before=&limit=1');
    expect(((await b.get('/api/conversations')).json['conversations'] as unknown[]).length).toBe(1);
    expect(((await b.get('/api/search?q=harbour')).json['messages'] as unknown[]).length).toBe(1);
    await b.get(`/api/users?q=a&limit=1`);
    await b.get(`/api/users?ids=${ada.id},${bob.id}`);

    const source = 'include "console.iol"\nmain { println@Console( "{\\"action\\":\\"forward\\"}" )() }';
    expect((await b.get('/api/scripts/recv')).status).toBe(404);
    expect((await b.upload('recv', source)).status).toBe(200);
    expect((await b.upload('both', source)).status).toBe(404);
    expect((await b.upload('recv', Uint8Array.of(0xff))).status).toBe(400);
    expect((await b.upload('recv', 'main { x = }')).status).toBe(422);
    const { version } = (await b.get('/api/scripts/recv')).json as { version: string };
    expect((await b.get('/api/scripts/recv/versions')).json['versions']).toHaveLength(1);
    expect((await b.get('/api/scripts/both/versions')).status).toBe(404);
    expect((await b.get(`/api/scripts/recv/versions/${version}`)).status).toBe(200);
    expect((await b.get('/api/scripts/recv/versions/none')).status).toBe(404);
    expect((await b.post('/api/scripts/recv/activate', { version })).status).toBe(200);
    expect((await b.post('/api/scripts/recv/activate', { version: 'none' })).status).toBe(404);
    const message = { messageBody: 'x', senderId: ada.id, recipientIds: [bob.id] };
    expect((await b.post('/api/scripts/recv/try', { message })).status).toBe(200);
    expect((await b.post('/api/scripts/recv/try', { message, source: 'main { x = }' })).json['outcome']).toBe(
      'compile-error',
    );
    expect((await b.post('/api/scripts/send/try', { message })).status).toBe(404);
    expect((await b.post('/api/scripts/recv/replay', { last: 5 })).json['replayed']).toHaveLength(1);
    expect((await b.post('/api/scripts/send/replay', { last: 5 })).status).toBe(404);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await a.post('/api/messages', { messageBody: 'seen by a script', recipientIds: [bob.id] });
    await eventually(async () => ((await b.get('/api/runs')).json['runs'] as unknown[]).length === 1);
    await b.get('/api/runs?target=recv&limit=1');
    expect((await b.remove('/api/scripts/recv')).status).toBe(204);
    expect((await b.remove('/api/scripts/both')).status).toBe(404);

    await b.get('/api/auto-reply');
    await b.put('/api/auto-reply', { enabled: true, messageBody: 'away', minIntervalSeconds: 0 });
    expect(
      (await b.put('/api/auto-reply', { enabled: true, messageBody: '', minIntervalSeconds: 0 })).status,
    ).toBe(400);
    await b.get('/api/settings');
    await b.put('/api/settings', { timeZone: 'Europe/Copenhagen' });
    expect((await b.put('/api/settings', { timeZone: 'Mars/Olympus' })).status).toBe(400);
    expect((await b.put(`/api/blocks/${ada.id}`)).status).toBe(204);
    expect((await b.put(`/api/blocks/${bob.id}`)).status).toBe(400);
    expect((await b.put('/api/blocks/999999')).status).toBe(404);
    await b.get('/api/blocks');
    expect((await b.remove(`/api/blocks/${ada.id}`)).status).toBe(204);
    expect((await b.remove('/api/blocks/x')).status).toBe(404);
    await b.get('/api/account');
    expect((await b.get('/api/account/data')).headers.get('content-disposition')).toMatch(/^attachment/);
    const change = (password: string) =>
      c.put('/api/password', { password, newPassword: 'another password' });
    expect((await change('not the password')).status).toBe(403);
    expect((await change('a long password')).status).toBe(204);
    const sessions = (await c.get('/api/sessions')).json['sessions'] as { sid: string; current: boolean }[];
    expect(sessions.map(({ current }) => current)).toEqual([true]);
    expect((await b.remove(`/api/sessions/${sessions[0]!.sid}`)).status).toBe(404);
    expect((await b.remove('/api/sessions/x')).status).toBe(404);
    expect((await c.remove(`/api/sessions/${sessions[0]!.sid}`)).status).toBe(204);
    expect((await c.get('/api/account')).status).toBe(401);
    const cydAgain = as({ token: String((await login('another password')).json['token']) });
    expect((await cydAgain.post('/api/logout')).status).toBe(204);
    const gone = as({ token: String((await register('gone')).json['token']) });
    const { accounts } = scene.server.embedded;
    const { account } = (await accounts.credentials('gone'))!;
    const [begun] = await accounts.sessionsOf(account.id);
    await accounts.putSession({ ...begun!, createdAt: 0 });
    expect((await gone.remove('/api/account')).status).toBe(403);
    await accounts.putSession(begun!);
    expect((await gone.remove('/api/account')).status).toBe(204);
    for (const path of ['/healthz', '/config.json', '/metrics']) await calls.call('GET', path);
    await scene.server.embedded.bus.publish('router', { data: 'poison', attributes: {} });
    const letters = async () =>
      (await a.get('/api/operations/dead-letters?limit=1')).json['deadLetters'] as { id: string }[];
    await eventually(async () => (await letters()).length === 1);
    expect((await b.get('/api/operations/dead-letters')).status).toBe(404);
    expect((await a.get('/api/operations')).json['deadLetters']).toBe(1);
    expect((await b.get('/api/operations')).status).toBe(404);
    const [{ id }] = (await letters()) as [{ id: string }];
    expect((await a.post(`/api/operations/dead-letters/${id}/replay`)).status).toBe(204);
    expect((await a.post(`/api/operations/dead-letters/${id}/replay`)).status).toBe(404);
    const headers = { 'x-forwarded-for': '203.0.113.7' };
    expect((await calls.call('GET', '/metrics', { headers })).status).toBe(401);
    expect((await calls.call('GET', '/metrics', { headers, token: bob.token })).status).toBe(404);
  });

  it('when there is too much of something', async () => {
    const own = createCleanups();
    try {
      const tight = await startScene(own, {
        registrationsPerMinute: 2,
        loginsPerMinute: 1,
        sendsPerSecond: 0.001,
        sendBurst: 1,
        trialsPerMinute: 1,
      });
      const { token } = await tight.person('tight');
      const checked = checkedCalls(tight);
      const message = { messageBody: 'x', recipientIds: [1] };
      const often: [string, string, object][] = [
        ['POST', '/api/messages', message],
        ['POST', '/api/login', { username: 'x', password: 'x' }],
        ['PUT', '/api/password', { password: 'x', newPassword: 'a long password' }],
        ['POST', '/api/session', { idToken: 'x' }],
        ['POST', '/api/register', { username: 'other', password: 'a long password' }],
        ['POST', '/api/scripts/send/try', { message }],
        ['POST', '/api/scripts/send/replay', { last: 1 }],
      ];
      for (const [method, path, json] of often) {
        let answer = await checked.call(method, path, { token, json });
        answer = answer.status === 429 ? answer : await checked.call(method, path, { token, json });
        expect([path, answer.status]).toEqual([path, 429]);
        expect(answer.headers.get('retry-after')).toMatch(/^\d+$/);
      }
      const body = 'main { x = 1 }';
      const headers = { 'content-type': 'text/plain' };
      const upload = await checked.call('PUT', '/api/scripts/send', { token, body, headers });
      expect(upload.status).toBe(429);
      for (const each of checked.seen) calls.seen.add(each);
      const { store } = tight.server.embedded;
      for (let id = 1_000; id < 2_000; id++) void store.block(1, id);
      await eventually(async () => (await store.blocked(1)).length === 1_000);
      await tight.server.embedded.accounts.create('one-more', '');
      expect((await checked.call('PUT', '/api/blocks/2', { token })).status).toBe(409);
      calls.seen.add('PUT /api/blocks/{id} 409');
    } finally {
      await own.run();
    }
  });

  it('and every documented answer was seen, but those that nothing can provoke here', () => {
    const documented = documentedOperations.flatMap(({ name, operation }) =>
      Object.keys(operation.responses).map((status) => `${name} ${status}`),
    );
    const unseen = documented.filter((each) => !calls.seen.has(each));
    // No provider of identities on one machine; full queues of passwords and of scripts are tested beside them; health comes from a port.
    expect(unseen).toEqual([
      'POST /api/register 503',
      'POST /api/login 503',
      'POST /api/session 200',
      'PUT /api/password 503',
      'PUT /api/scripts/{target} 503',
      'POST /api/scripts/{target}/try 503',
      'POST /api/scripts/{target}/replay 503',
      'GET /healthz 503',
    ]);
  });
});

describe('the schemas of bodies and the server', () => {
  /** Something in the place of something else. */
  const junk = fc.constantFrom<unknown>(null, true, -1, 0, 1.5, 2 ** 31, '', 'x', [], {}, [0], ['x'], {
    x: 1,
  });

  /** The example with one thing changed: a member taken away, added, or of another kind. */
  const mutated = (example: Record<string, unknown>) =>
    fc.oneof(
      fc.constant(example),
      fc.constantFrom(...Object.keys(example)).map((name) => {
        const rest = { ...example };
        delete rest[name];
        return rest;
      }),
      fc
        .tuple(fc.constantFrom(...Object.keys(example)), junk)
        .map(([name, value]) => ({ ...example, [name]: value })),
      junk.map((value) => ({ ...example, unknown: value })),
      junk.map((value) => value as Record<string, unknown>),
    );

  const examples: [string, string, () => Record<string, unknown>][] = [
    [
      'POST',
      '/api/messages',
      () => ({
        messageUid: '00000000-0000-4000-8000-0000000000ff',
        messageBody: 'x',
        recipientIds: [ada.id],
      }),
    ],
    ['PUT', '/api/auto-reply', () => ({ enabled: false, messageBody: 'x', minIntervalSeconds: 5 })],
    ['PUT', '/api/settings', () => ({ timeZone: 'UTC' })],
    [
      'POST',
      '/api/scripts/recv/try',
      () => ({ source: 'main { x = 1 }', message: { messageBody: 'x', senderId: 1, recipientIds: [1] } }),
    ],
    ['POST', '/api/scripts/recv/replay', () => ({ source: 'main { x = 1 }', last: 1 })],
    ['POST', '/api/scripts/recv/activate', () => ({ version: 'x' })],
    ['POST', '/api/login', () => ({ username: 'ada', password: 'x' })],
  ];
  it.each(examples)('agree on %s %s', async (method, address, exampleOf) => {
    const { operation } = documentedOperations.find(
      (each) => each.method === method && each.path === address.replace('recv', '{target}'),
    )!;
    const validate = validatorOf(bodyOf(operation)!.schema);
    await fc.assert(
      fc.asyncProperty(mutated(exampleOf()), async (json) => {
        // That a text names a time zone, and that people exist, a schema can't say.
        const zone = (json as { timeZone?: unknown } | null)?.timeZone;
        fc.pre(address !== '/api/settings' || typeof zone !== 'string' || zone === 'UTC');
        const { status, text } = await calls.call(method, address, { token: ada.token, json });
        const refused = status === 400 && !text.includes('unknown-recipient');
        expect({ json, refused, text }).toEqual({ json, refused: !validate(json), text });
      }),
      { numRuns: 60 },
    );
  });
});
