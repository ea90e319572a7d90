import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { createCleanups, startScene, type Person, type Scene } from './testing/running-server';

const cleanups = createCleanups();
let scene: Scene;
let ada: Person;
let bob: Person;
beforeAll(async () => {
  scene = await startScene(cleanups);
  ada = await scene.person('Ada');
  bob = await scene.person('Bob');
});
afterAll(() => cleanups.run());

const json = { 'content-type': 'application/json' };
const text = { 'content-type': 'text/plain; charset=utf-8' };
const problem = (status: number, code: string, more: object = {}) => ({
  status,
  json: { status, code, type: `urn:parley:problem:${code}`, title: expect.any(String), ...more },
});

/** Waits until what is asked for is there: the pipeline works beside the test. */
async function until<T>(ask: () => Promise<T>, isThere: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (isThere(answer)) return answer;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
const messagesOf = (person: Person, query = '') =>
  scene.call('GET', `/api/messages${query}`, { token: person.token });
const inboxOf = async (person: Person, size: number) => {
  const answer = await until(
    () => messagesOf(person, '?limit=200'),
    ({ json }) => (json['messages'] as unknown[]).length >= size,
  );
  return answer.json['messages'] as Record<string, unknown>[];
};

describe('accounts over HTTP', () => {
  it('register, log in, renew and log out', async () => {
    const registered = await scene.call('POST', '/api/register', {
      json: { username: 'Cleo', password: 'correct horse' },
    });
    expect(registered).toMatchObject({ status: 201, json: { user: { username: 'Cleo' } } });
    const loggedIn = await scene.call('POST', '/api/login', {
      json: { username: 'cleo', password: 'correct horse' },
    });
    expect(loggedIn).toMatchObject({ status: 200, json: { user: registered.json['user'] } });

    const token = loggedIn.json['token'] as string;
    const renewed = await scene.call('POST', '/api/refresh', { token });
    expect(renewed).toMatchObject({ status: 200, json: { user: registered.json['user'] } });
    expect((await scene.call('POST', '/api/logout', { token })).status).toBe(204);
    for (const ended of [token, renewed.json['token'] as string]) {
      expect(await scene.call('GET', '/api/users', { token: ended })).toMatchObject(
        problem(401, 'unauthenticated'),
      );
    }
    expect(await scene.call('POST', '/api/refresh', { token })).toMatchObject(
      problem(401, 'unauthenticated'),
    );
    expect(
      (await scene.call('GET', '/api/users', { token: registered.json['token'] as string })).status,
    ).toBe(200);
  });

  it('refuse a taken name and say nothing of who exists', async () => {
    const login = (username: string) =>
      scene.call('POST', '/api/login', { json: { username, password: 'not the password' } });
    expect(
      await scene.call('POST', '/api/register', { json: { username: 'ADA', password: 'correct horse' } }),
    ).toMatchObject(problem(409, 'username-taken', { field: 'username' }));
    const [known, unknown] = [await login('Ada'), await login('nobody-here')];
    expect(known).toMatchObject(problem(401, 'wrong-credentials'));
    expect(unknown.text).toBe(known.text);
  });

  it('never hand out what is secret', async () => {
    const { json: users } = await scene.call('GET', '/api/users?q=ada', { token: bob.token });
    expect(users).toEqual({ users: [{ id: ada.id, username: 'Ada' }], next: null });
  });

  it('count logins and registrations from one address', async () => {
    const own = createCleanups();
    try {
      const strict = await startScene(own, { loginsPerMinute: 2, registrationsPerMinute: 1 });
      const login = () =>
        strict.call('POST', '/api/login', { json: { username: 'ada', password: 'a password' } });
      expect([(await login()).status, (await login()).status]).toEqual([401, 401]);
      const third = await login();
      expect(third).toMatchObject(problem(429, 'rate-limited'));
      expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0);
      await strict.person('one');
      await expect(strict.person('two')).rejects.toThrow('rate-limited');
    } finally {
      await own.run();
    }
  });

  it('count logins of all addresses of one network together, as a proxy names them', async () => {
    const own = createCleanups();
    try {
      const behind = await startScene(own, { loginsPerMinute: 2, proxies: 1 });
      const login = async (address: string) => {
        const headers = { 'x-forwarded-for': address };
        const json = { username: 'ada', password: 'a password' };
        return (await behind.call('POST', '/api/login', { json, headers })).status;
      };
      const one = [await login('2001:db8::1'), await login('2001:db8::ffff:1'), await login('2001:db8::2')];
      expect(one).toEqual([401, 401, 429]);
      expect(await login('2001:db8:0:1::1')).toBe(401);
    } finally {
      await own.run();
    }
  });

  it('count wrong passwords for an account, wherever they come from, but for where it was signed in to', async () => {
    const own = createCleanups();
    try {
      // given an account whose password strangers guess until no more are looked at
      const wrongPasswords = { ofNetwork: { atOnce: 2, perHour: 1 }, ofAccount: { atOnce: 3, perHour: 1 } };
      const behind = await startScene(own, { proxies: 1, wrongPasswords });
      const login = (address: string, password: string) =>
        behind.call('POST', '/api/login', {
          json: { username: 'Ada', password },
          headers: { 'x-forwarded-for': address },
        });
      const registered = await behind.call('POST', '/api/register', {
        json: { username: 'ada', password: 'a long password' },
        headers: { 'x-forwarded-for': '203.0.113.1' },
      });
      expect(registered.status).toBe(201);
      const guesses = [2, 2, 2, 3, 4].map((each) => () => login(`203.0.113.${each}`, 'a wrong password'));
      const statuses: number[] = [];
      for (const guess of guesses) statuses.push((await guess()).status);
      expect(statuses).toEqual([401, 401, 429, 401, 429]);
      // then a right one is not looked at there either, and who was there before gets in
      const elsewhere = await login('203.0.113.4', 'a long password');
      expect(elsewhere).toMatchObject(problem(429, 'rate-limited'));
      expect(Number(elsewhere.headers.get('retry-after'))).toBeGreaterThan(60);
      expect((await login('203.0.113.1', 'a long password')).status).toBe(200);
    } finally {
      await own.run();
    }
  });
});

describe('requests over HTTP', () => {
  it.each([
    ['GET', '/api/users'],
    ['GET', '/api/messages'],
    ['GET', '/api/scripts/send'],
    ['DELETE', '/api/scripts/send'],
    ['GET', '/api/auto-reply'],
    ['GET', '/api/runs'],
    ['POST', '/api/logout'],
  ])('need a session: %s %s', async (method, path) => {
    for (const token of [undefined, 'a.b.c', `${ada.token}x`]) {
      const answer = await scene.call(method, path, token === undefined ? {} : { token });
      expect(answer).toMatchObject(problem(401, 'unauthenticated'));
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
      expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    }
  });

  it.each([
    ['no media type', {}, '{}', 415, 'unsupported-media-type'],
    [
      'another media type',
      { 'content-type': 'multipart/form-data; boundary=x' },
      '{}',
      415,
      'unsupported-media-type',
    ],
    [
      'a form',
      { 'content-type': 'application/x-www-form-urlencoded' },
      'username=a',
      415,
      'unsupported-media-type',
    ],
    [
      'another character set',
      { 'content-type': 'application/json; charset=utf-16' },
      '{}',
      415,
      'unsupported-media-type',
    ],
    ['compression', { ...json, 'content-encoding': 'gzip' }, '{}', 415, 'unsupported-media-type'],
    ['no JSON', json, '{"username":', 400, 'invalid-body'],
    ['a list', json, '[]', 400, 'invalid-body'],
    ['null', json, 'null', 400, 'invalid-body'],
    ['nothing', json, '', 400, 'invalid-body'],
    ['too much', json, `{"username":"${'a'.repeat(9_000)}"}`, 413, 'body-too-large'],
  ])('with %s are refused', async (_, headers, body, status, code) => {
    const bytes = new TextEncoder().encode(body);
    expect(await scene.call('POST', '/api/login', { headers, body: bytes })).toMatchObject(
      problem(status, code),
    );
  });

  it('with bytes that are no UTF-8 are refused', async () => {
    const body = Uint8Array.from([0x22, 0xff, 0x22]);
    expect(await scene.call('POST', '/api/login', { headers: json, body })).toMatchObject(
      problem(400, 'invalid-body'),
    );
  });

  it.each([
    [{ username: 'a', password: 'b', admin: true }, 'admin'],
    [{ username: 'a' }, 'password'],
    [{ username: 1, password: 'b' }, 'username'],
  ])('with the body %j are refused for a field', async (body, field) => {
    expect(await scene.call('POST', '/api/login', { json: body })).toMatchObject(
      problem(400, 'invalid-body', { field }),
    );
  });

  it('with a field named __proto__ are refused for it', async () => {
    const body = '{"username":"a","password":"b","__proto__":{"admin":true}}';
    expect(await scene.call('POST', '/api/login', { headers: json, body })).toMatchObject(
      problem(400, 'invalid-body', { field: '__proto__' }),
    );
  });

  it.each([
    ['limit=-1', 'limit'],
    ['limit=0', 'limit'],
    ['limit=1e9', 'limit'],
    ['limit=NaN', 'limit'],
    ['limit=', 'limit'],
    ['limit=1&limit=2', 'limit'],
    ['offset=3', 'offset'],
    ['conversation=../x', 'conversation'],
    ['after=&before=', 'before'],
  ])('with the query %s are refused for a parameter', async (query, field) => {
    expect(await messagesOf(ada, `?${query}`)).toMatchObject(problem(400, 'invalid-query', { field }));
  });

  it('for a page of any size get at most one of the largest', async () => {
    expect((await messagesOf(ada, '?limit=999999999')).status).toBe(200);
  });

  it('for what is not there are answered with a problem', async () => {
    expect(await scene.call('GET', '/api/nothing')).toMatchObject(problem(404, 'not-found'));
    expect(await scene.call('GET', '/api/scripts/other', { token: ada.token })).toMatchObject(
      problem(404, 'not-found'),
    );
  });

  it('are answered with headers that keep browsers safe, and never open to other origins', async () => {
    for (const path of ['/api/users', '/config.json', '/healthz', '/']) {
      const { headers } = await scene.call('GET', path, { headers: { origin: 'https://evil.example' } });
      expect(headers.get('access-control-allow-origin')).toBeNull();
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'(; script-src 'self';|$)/);
    }
  });

  it('learn what the page must know, and that the server is well', async () => {
    expect((await scene.call('GET', '/config.json')).json).toMatchObject({ apiUrl: '/api', relayUrl: '/ws' });
    expect(await scene.call('GET', '/healthz')).toMatchObject({ status: 200, json: { healthy: true } });
  });
});

describe('messages over HTTP', () => {
  const sendTo = (recipientIds: unknown, more: object = {}) =>
    scene.call('POST', '/api/messages', {
      token: ada.token,
      json: { messageBody: 'hello', recipientIds, ...more },
    });

  it('reach everybody once, the sender too, however often they are sent', async () => {
    const messageUid = randomUUID();
    for (let i = 0; i < 3; i++) {
      expect(await sendTo([bob.id, bob.id], { messageUid })).toMatchObject({
        status: 202,
        json: { messageUid },
      });
    }
    expect(await sendTo([bob.id], { messageUid, messageBody: 'other' })).toMatchObject(
      problem(409, 'conflict'),
    );
    const [received] = await inboxOf(bob, 1);
    expect(received).toMatchObject({
      messageUid,
      messageBody: 'hello',
      senderId: ada.id,
      recipientIds: [bob.id],
      fromAutoReply: false,
      position: 1,
    });
    expect(await inboxOf(ada, 1)).toMatchObject([{ messageUid, position: 1 }]);
  });

  it.each([
    [[], 400, 'invalid-message'],
    [[0], 400, 'invalid-message'],
    [['1'], 400, 'invalid-message'],
    [[2_000_000], 400, 'unknown-recipient'],
    ['everybody', 400, 'invalid-body'],
    [Array.from({ length: 257 }, (_, i) => i + 1), 400, 'too-many-recipients'],
  ])('to %j are refused', async (recipientIds, status, code) => {
    expect(await sendTo(recipientIds)).toMatchObject(problem(status, code, { field: 'recipientIds' }));
  });

  it('too large are refused, and the largest arrive whole', async () => {
    const large = '\u0000'.repeat(64 * 1024);
    expect(await sendTo([bob.id], { messageBody: `${large}x` })).toMatchObject(
      problem(413, 'message-too-large'),
    );
    expect(await sendTo([bob.id], { messageBody: 'x'.repeat(1024 * 1024) })).toMatchObject(
      problem(413, 'body-too-large'),
    );
    const accepted = await sendTo([bob.id], { messageBody: large });
    expect(accepted.status).toBe(202);
    const received = (await inboxOf(bob, 2)).find(
      ({ messageUid }) => messageUid === accepted.json['messageUid'],
    );
    expect(received?.['messageBody']).toBe(large);
  });

  it('are read page by page, forwards and backwards, without a gap', async () => {
    const own = createCleanups();
    try {
      const other = await startScene(own, { sendsPerSecond: 10_000, sendBurst: 10_000 });
      const [cara, dan] = [await other.person('cara'), await other.person('dan')];
      for (let i = 1; i <= 7; i++) {
        await other.call('POST', '/api/messages', {
          token: cara.token,
          json: { messageBody: String(i), recipientIds: [dan.id] },
        });
      }
      const read = (query: string) => other.call('GET', `/api/messages?${query}`, { token: dan.token });
      await until(
        () => read(''),
        ({ json: page }) => (page['messages'] as unknown[]).length === 7,
      );
      const walk = async (direction: 'after' | 'before') => {
        const pages: string[] = [];
        let cursor: string | null = '';
        while (cursor !== null) {
          const { json: page } = await read(`${direction}=${cursor}&limit=3`);
          pages.push((page['messages'] as { messageBody: string }[]).map((m) => m.messageBody).join());
          cursor = page['next'] as string | null;
        }
        return pages;
      };
      expect(await walk('after')).toEqual(['1,2,3', '4,5,6', '7']);
      expect(await walk('before')).toEqual(['5,6,7', '2,3,4', '1']);
    } finally {
      await own.run();
    }
  });

  it('are not read with a cursor that is forged or another person’s', async () => {
    const [first] = await inboxOf(bob, 1);
    const cursor = first!['cursor'] as string;
    expect((await messagesOf(bob, `?after=${cursor}`)).status).toBe(200);
    expect(await messagesOf(ada, `?after=${cursor}`)).toMatchObject(
      problem(400, 'cursor', { field: 'after' }),
    );
    for (const forged of ['-1', '9007199254740992', `${cursor}A`, cursor.slice(1)]) {
      expect(await messagesOf(bob, `?before=${forged}`)).toMatchObject(
        problem(400, 'cursor', { field: 'before', reload: true }),
      );
    }
  });

  it('are counted for each person', async () => {
    const own = createCleanups();
    try {
      const strict = await startScene(own, { sendsPerSecond: 0.001, sendBurst: 2 });
      const [cara, dan] = [await strict.person('cara'), await strict.person('dan')];
      const send = ({ token }: Person, to: Person) =>
        strict.call('POST', '/api/messages', { token, json: { messageBody: '', recipientIds: [to.id] } });
      expect([(await send(cara, dan)).status, (await send(cara, dan)).status]).toEqual([202, 202]);
      expect(await send(cara, dan)).toMatchObject(problem(429, 'rate-limited'));
      expect((await send(dan, cara)).status).toBe(202);
    } finally {
      await own.run();
    }
  });
});

describe('scripts over HTTP', () => {
  const script = 'from console import Console\nservice Main {\n  main { nullProcess }\n}\n';
  const put = (target: string, body: string | Uint8Array, headers: Record<string, string> = text) =>
    scene.call('PUT', `/api/scripts/${target}`, { token: ada.token, body, headers });

  it('are stored, shown and switched off', async () => {
    const source = 'main { nullProcess }\n';
    const stored = await put('send', source);
    expect(stored).toMatchObject({ status: 200, json: { version: expect.any(String), warnings: [] } });
    expect(await scene.call('GET', '/api/scripts/send', { token: ada.token })).toMatchObject({
      status: 200,
      json: { version: stored.json['version'], source },
    });
    expect((await scene.call('GET', '/api/scripts/send', { token: bob.token })).status).toBe(404);
    expect((await scene.call('DELETE', '/api/scripts/send', { token: ada.token })).status).toBe(204);
    expect((await scene.call('GET', '/api/scripts/send', { token: ada.token })).status).toBe(404);
  });

  it('with errors are refused with their places, and the active one stays', async () => {
    expect((await put('recv', 'main { nullProcess }\n')).status).toBe(200);
    const refused = await put('recv', 'main {\n  x = \n}\n');
    expect(refused).toMatchObject(problem(422, 'script-refused'));
    const [first] = refused.json['diagnostics'] as Record<string, unknown>[];
    expect(first).toMatchObject({ line: expect.any(Number), column: expect.any(Number), severity: 'error' });
    expect((await scene.call('GET', '/api/scripts/recv', { token: ada.token })).json['source']).toBe(
      'main { nullProcess }\n',
    );
    await scene.call('DELETE', '/api/scripts/recv', { token: ada.token });
  });

  it('must be plain text of at most 64 KiB in UTF-8', async () => {
    expect(await put('send', script, json)).toMatchObject(problem(415, 'unsupported-media-type'));
    expect(await put('send', ' '.repeat(64 * 1024 + 1))).toMatchObject(problem(413, 'body-too-large'));
    expect(await put('send', Uint8Array.from([0x6d, 0xc3]))).toMatchObject(problem(400, 'invalid-body'));
  });
});

describe('the fixed reply over HTTP', () => {
  const put = (body: object) => scene.call('PUT', '/api/auto-reply', { token: bob.token, json: body });

  it('is off until it is set, and answers when it is on', async () => {
    const get = () => scene.call('GET', '/api/auto-reply', { token: bob.token });
    expect((await get()).json).toEqual({ enabled: false, messageBody: '', minIntervalSeconds: 0 });
    const wanted = { enabled: true, messageBody: 'away until Monday', minIntervalSeconds: 60 };
    expect((await put(wanted)).status).toBe(200);
    expect((await get()).json).toEqual(wanted);

    const sent = await scene.call('POST', '/api/messages', {
      token: ada.token,
      json: { messageBody: 'are you there?', recipientIds: [bob.id] },
    });
    const answer = await until(
      () => messagesOf(ada, '?limit=200'),
      (page) => (page.json['messages'] as { fromAutoReply: boolean }[]).some((m) => m.fromAutoReply),
    );
    const reply = (answer.json['messages'] as Record<string, unknown>[]).find(
      (m) => m['fromAutoReply'] === true,
    );
    expect(reply).toMatchObject({
      messageBody: 'away until Monday',
      senderId: bob.id,
      recipientIds: [ada.id],
      causedBy: sent.json['messageUid'],
    });
    await put({ ...wanted, enabled: false });
  });

  it.each([
    [{ enabled: true, messageBody: '', minIntervalSeconds: 0 }, 'messageBody'],
    [{ enabled: 'yes', messageBody: 'x', minIntervalSeconds: 0 }, 'enabled'],
    [{ enabled: true, messageBody: 'x', minIntervalSeconds: -1 }, 'minIntervalSeconds'],
    [{ enabled: true, messageBody: 'x', minIntervalSeconds: 1.5 }, 'minIntervalSeconds'],
    [{ enabled: true, messageBody: 'x' }, 'minIntervalSeconds'],
  ])('is refused as %j', async (body, field) => {
    expect(await put(body)).toMatchObject(problem(400, 'invalid-body', { field }));
  });
});
