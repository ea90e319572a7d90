import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { get } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { systemClock } from '@parley/embedded';
import { limits } from '@parley/envelope';
import { eventually } from '@parley/ports/contract';
import { createCleanups, startScene, type Person, type Scene } from './testing/running-server';

const cleanups = createCleanups();
let scene: Scene;
let ada: Person;
let bob: Person;
let eve: Person;
beforeAll(async () => {
  scene = await startScene(cleanups, { sendsPerSecond: 10_000, sendBurst: 10_000, framesPerSecond: 10_000 });
  ada = await scene.person('ada');
  bob = await scene.person('bob');
  eve = await scene.person('eve');
});
afterAll(() => cleanups.run());

interface Listed {
  readonly messageUid: string;
  readonly messageBody: string;
  readonly position: number;
  readonly cursor: string;
  readonly recipientIds: readonly number[];
}
const send = (from: Person, recipientIds: readonly unknown[], messageBody: string, messageUid?: string) =>
  scene.call('POST', '/api/messages', {
    token: from.token,
    json: { messageBody, recipientIds, ...(messageUid === undefined ? {} : { messageUid }) },
  });
const inbox = async ({ token }: Person, query = 'limit=200') =>
  (await scene.call('GET', `/api/messages?${query}`, { token })).json['messages'] as Listed[];

describe('a message of somebody who means harm', () => {
  it('given more than 256 recipients, or a frame of them, is refused; 256 times the same one is one', async () => {
    const many = Array.from({ length: 257 }, (_, i) => i + 1);
    expect((await send(ada, many, 'x')).json['code']).toBe('too-many-recipients');
    const same = await send(
      ada,
      Array.from({ length: 257 }, () => bob.id),
      'to one',
    );
    expect(same.status).toBe(202);
    await eventually(async () => (await inbox(bob)).length === 1);
    expect((await inbox(bob))[0]!.recipientIds).toEqual([bob.id]);
  });

  it.each([
    ['64 KiB of combining marks', '\u0301'.repeat(32 * 1024)],
    ['NUL and control characters', 'a\u0000b\u001b[31m'],
    ['both directions', '\u202egnp.exe'],
    ['markup', '<svg onload=alert(1)>[x](javascript:alert(1))'],
  ])('with %s arrives as it was, character for character', async (_, text) => {
    const { json } = await send(ada, [eve.id], text);
    await eventually(async () =>
      (await inbox(eve)).some(({ messageUid }) => messageUid === json['messageUid']),
    );
    const found = (await inbox(eve)).find(({ messageUid }) => messageUid === json['messageUid']);
    expect(found!.messageBody).toBe(text);
  });

  it.each([
    ['a lone surrogate', '"\\ud800"'],
    ['one byte more than 64 KiB', JSON.stringify('x'.repeat(limits.messageBodyBytes + 1))],
  ])('with %s is refused, and nothing arrives', async (_, text) => {
    const before = (await inbox(bob)).length;
    const answer = await scene.call('POST', '/api/messages', {
      token: ada.token,
      body: `{"messageBody":${text},"recipientIds":[${bob.id}]}`,
      headers: { 'content-type': 'application/json' },
    });
    expect([400, 413]).toContain(answer.status);
    expect((await inbox(bob)).length).toBe(before);
  });

  it.each(['senderId', 'fromAutoReply', 'eventDestinations', 'sentAt', 'sessionId', 'causedBy', 'hops'])(
    'that says its own %s is refused by that name',
    async (field) => {
      const json = { messageBody: 'x', recipientIds: [bob.id], [field]: 1 };
      const answer = await scene.call('POST', '/api/messages', { token: ada.token, json });
      expect(answer).toMatchObject({ status: 400, json: { field } });
    },
  );

  it('with an id of the kind that the product derives is refused', async () => {
    const derived = randomUUID().replace(/^(.{14})4/, '$15');
    expect((await send(ada, [bob.id], 'x', derived)).status).toBe(400);
  });

  it('put straight on the last topic with a slip that is not there is put aside', async () => {
    const { bus } = scene.server.embedded;
    const envelope = {
      messageUid: randomUUID(),
      sessionId: randomUUID(),
      messageBody: 'x',
      senderId: ada.id,
      recipientIds: [bob.id],
      fromAutoReply: false,
      eventDestinations: ['jolie-exec', 'router'],
    };
    await bus.publish('router', { data: JSON.stringify(envelope), attributes: {} });
    await eventually(async () => (await bus.deadLetters(null, 10)).deadLetters.length === 1);
  });
});

describe('two whose scripts answer each other', () => {
  it('are answered once each: what a program wrote is answered by no program', async () => {
    const source = `
      from console import Console
      service Main {
        embed Console as Console
        main {
          println@Console( "{\\"action\\":\\"forward\\",\\"reply\\":[{\\"to\\":" + TO + ",\\"message\\":\\"again\\"}]}" )()
        }
      }`;
    const [one, two] = [await scene.person('loop-one'), await scene.person('loop-two')];
    for (const [owner, other] of [
      [one, two],
      [two, one],
    ] as const) {
      const answer = await scene.call('PUT', '/api/scripts/recv', {
        token: owner.token,
        body: source.replace('TO', String(other.id)),
        headers: { 'content-type': 'text/plain' },
      });
      expect(answer.status).toBe(200);
      await scene.call('PUT', '/api/auto-reply', {
        token: owner.token,
        json: { enabled: true, messageBody: 'away', minIntervalSeconds: 0 },
      });
    }
    await send(one, [two.id], 'begin');
    await eventually(async () => (await inbox(one)).length === 3);
    await send(two, [one.id], 'end');
    await eventually(async () => (await inbox(one)).length >= 6);
    await send(one, [one.id], 'and nothing more');
    await eventually(async () => (await inbox(one)).length >= 7);
    expect((await inbox(one)).slice(0, -1).map(({ messageBody }) => messageBody)).toEqual([
      'begin',
      'away',
      'again',
      'end',
      'away',
      'again',
    ]);
  });
});

describe('an inbox', () => {
  it('of somebody else is nobody’s: a conversation that one is not in is empty, not forbidden', async () => {
    await send(ada, [bob.id], 'between us');
    const { json } = await scene.call('GET', '/api/conversations', { token: ada.token });
    const [{ conversation }] = json['conversations'] as [{ conversation: string }];
    expect(await inbox(eve, `conversation=${conversation}`)).toEqual([]);
    const { json: found } = await scene.call('GET', '/api/search?q=between', { token: eve.token });
    expect(found['messages']).toEqual([]);
  });

  it('into which 200 messages come at once has each of them once, in one order', async () => {
    const hot = await scene.person('hot');
    const uids = Array.from({ length: 200 }, () => randomUUID());
    await Promise.all(uids.map((uid, i) => send([ada, bob, eve][i % 3]!, [hot.id], `hot ${i}`, uid)));
    await eventually(async () => (await inbox(hot)).length === 200);
    const all = await inbox(hot);
    expect(all.map(({ position }) => position)).toEqual(all.map((_, i) => i + 1));
    expect(all.map(({ messageUid }) => messageUid).sort()).toEqual([...uids].sort());
  });

  it('that is read page by page while messages come has no gap and nothing twice', async () => {
    const reader = await scene.person('reader');
    const writing = Promise.all(Array.from({ length: 100 }, (_, i) => send(ada, [reader.id], `paged ${i}`)));
    const read: number[] = [];
    let after = '';
    await eventually(async () => {
      const page = await inbox(reader, `limit=7&after=${encodeURIComponent(after)}`);
      read.push(...page.map(({ position }) => position));
      after = page.at(-1)?.cursor ?? after;
      return read.length >= 100;
    });
    await writing;
    expect(read).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
  });

  it.each(['limit=-1', 'limit=0', 'limit=NaN', 'limit=1e9', 'limit=', 'limit=1&limit=2', 'sort=asc'])(
    'is not read with %s',
    async (query) => {
      expect((await scene.call('GET', `/api/messages?${query}`, { token: ada.token })).status).toBe(400);
    },
  );
});

describe('a session', () => {
  const sessionsOf = async (token: string) =>
    (await scene.call('GET', '/api/sessions', { token })).json['sessions'] as {
      sid: string;
      device: string;
      current: boolean;
    }[];
  const signInAs = async (username: string, userAgent: string) => {
    const json = { username, password: `${username}'s password` };
    const answer = await scene.call('POST', '/api/login', { json, headers: { 'user-agent': userAgent } });
    return answer.json['token'] as string;
  };

  it('given one that its owner ends elsewhere, then its tokens and its sockets end, and no others', async () => {
    // given
    const here = await scene.person('travels');
    const token = await signInAs('travels', 'Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/145.0');
    const socket = await scene.connect({ ...here, token });
    const other = (await sessionsOf(here.token)).find(({ current }) => !current)!;
    expect(other.device).toBe('Firefox on Windows');
    // when
    const { status } = await scene.call('DELETE', `/api/sessions/${other.sid}`, { token: here.token });
    // then
    expect(status).toBe(204);
    expect((await socket.closed).code).toBe(4401);
    expect((await scene.call('GET', '/api/account', { token })).status).toBe(401);
    expect((await sessionsOf(here.token)).map(({ current }) => current)).toEqual([true]);
  });

  it('is nobody else’s to see or to end', async () => {
    // given
    const owner = await scene.person('owner');
    const stranger = await scene.person('stranger');
    const [session] = await sessionsOf(owner.token);
    // then
    expect(await sessionsOf(stranger.token)).toHaveLength(1);
    const end = await scene.call('DELETE', `/api/sessions/${session!.sid}`, { token: stranger.token });
    expect(end.json).toMatchObject({ status: 404, code: 'not-found' });
    expect((await scene.call('GET', '/api/account', { token: owner.token })).status).toBe(200);
  });

  it('given one that began long ago, then it does not suffice to delete the account', async () => {
    // given
    const person = await scene.person('settled');
    const { accounts } = scene.server.embedded;
    const [session] = await accounts.sessionsOf(person.id);
    await accounts.putSession({ ...session!, createdAt: Date.now() - 6 * 60_000 });
    // when
    const refused = await scene.call('DELETE', '/api/account', { token: person.token });
    // then
    expect(refused.json).toMatchObject({ status: 403, code: 'sign-in-again' });
    const token = await signInAs('settled', 'curl/8.5.0');
    expect((await scene.call('DELETE', '/api/account', { token })).status).toBe(204);
  });
});

describe('an account that is deleted', () => {
  it('is gone for good: sockets, tokens, name, data; what comes late brings nothing back; others keep theirs', async () => {
    const [gone, friend] = [await scene.person('gone'), await scene.person('friend')];
    await send(gone, [friend.id], 'remember me');
    await eventually(async () => (await inbox(friend)).length === 1);
    const socket = await scene.connect(gone);
    const answer = await scene.call('DELETE', '/api/account', { token: gone.token });
    expect(answer.status).toBe(204);
    expect((await socket.closed).code).toBe(4401);
    expect((await scene.call('GET', '/api/messages', { token: gone.token })).status).toBe(401);
    expect((await send(friend, [gone.id], 'are you there?')).json['code']).toBe('unknown-recipient');
    const [kept] = await inbox(friend);
    expect(kept!.messageBody).toBe('remember me');
    const { store } = scene.server.embedded;
    expect(
      await store.append([gone.id], {
        ...kept!,
        conversation: 'c',
        senderId: friend.id,
        fromAutoReply: false,
        sentAt: '',
      }),
    ).toEqual([]);
    const again = await scene.person('gone');
    expect(again.id).not.toBe(gone.id);
    expect(await inbox(again)).toEqual([]);
  });
});

describe('a password that is changed', () => {
  it('ends every other session and its sockets, and this one goes on', async () => {
    const here = await scene.person('careful');
    const { json } = await scene.call('POST', '/api/login', {
      json: { username: 'careful', password: "careful's password" },
    });
    const elsewhere = { ...here, token: String(json['token'] ?? '') };
    if (elsewhere.token === '') throw new Error(`could not sign in: ${JSON.stringify(json)}`);
    const [kept, closed] = [await scene.connect(here), await scene.connect(elsewhere)];
    const change = (password: string, newPassword: string) =>
      scene.call('PUT', '/api/password', { token: here.token, json: { password, newPassword } });
    expect((await change('a guess of mine', 'something else')).status).toBe(403);
    expect((await change("careful's password", 'something else')).status).toBe(204);
    expect((await closed.closed).code).toBe(4401);
    expect((await scene.call('GET', '/api/account', { token: elsewhere.token })).status).toBe(401);
    expect((await scene.call('GET', '/api/account', { token: here.token })).status).toBe(200);
    expect(kept.socket.readyState).toBe(kept.socket.OPEN);
  });
});

describe('a key ring that is rotated', () => {
  it('signs nobody out, and a key that was taken away recognises nothing any more', async () => {
    const directory = await mkdtemp(path.join(tmpdir(), 'parley-keys-'));
    const key = (name: string) =>
      `${name}:${Buffer.from(`${name} is a key of thirty-two bytes`).toString('base64url')}`;
    const [old, fresh] = [key('old'), key('new')];
    const before = createCleanups();
    const first = await startScene(before, { keys: old, directory });
    const person = await first.person('lasting');
    const { cursor } = await (await first.connect(person)).frame('Welcome');
    await before.run();
    for (const [keys, status] of [
      [`${fresh},${old}`, 200],
      [fresh, 401],
    ] as const) {
      const after = createCleanups();
      const again = await startScene(after, { keys, directory });
      try {
        const answer = await again.call('GET', `/api/messages?after=${cursor}`, { token: person.token });
        expect(answer.status).toBe(status);
      } finally {
        await after.run();
      }
    }
    await rm(directory, { recursive: true, force: true });
  });
});

/** The answer to who asks for the metrics by this name of the host: `fetch` allows no other than the address’s. */
const statusFor = (url: string, host: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    get(`${url}/metrics`, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).once('error', reject);
  });

describe('a client that misbehaves', () => {
  it('and sends a thousand frames at once is closed with 4429, and others are served', async () => {
    const own = createCleanups();
    try {
      const other = await startScene(own);
      const [wild, calm] = [await other.person('wild'), await other.person('calm')];
      const [flood, kept] = [await other.connect(wild), await other.connect(calm)];
      for (let i = 0; i < 1_000; i++) flood.send({ $type: 'Watch', users: [] });
      expect((await flood.closed).code).toBe(4429);
      kept.send({ $type: 'SendMessage', message: 'x', destinationUsers: [calm.id] });
      await kept.frame('ReceiveMessage');
    } finally {
      await own.run();
    }
  });

  it('and opens connections without ever saying what it wants is cut, and others are served', async () => {
    const { hostname, port } = new URL(scene.server.url);
    const silent = Array.from({ length: 50 }, () => connect(Number(port), hostname));
    await Promise.all(silent.map((socket) => new Promise((resolve) => socket.once('connect', resolve))));
    expect((await scene.call('GET', '/healthz')).status).toBe(200);
    for (const socket of silent) socket.destroy();
  });

  it('may try and upload scripts only so often, and replay only so many messages', async () => {
    const own = createCleanups();
    try {
      const other = await startScene(own, { trialsPerMinute: 2 });
      const { token } = await other.person('keen');
      const attempt = () =>
        other.call('POST', '/api/scripts/recv/try', {
          token,
          json: { source: 'main { x = 1 }', message: { messageBody: 'x', senderId: 1, recipientIds: [2] } },
        });
      expect([(await attempt()).status, (await attempt()).status, (await attempt()).status]).toEqual([
        200, 200, 429,
      ]);
      const upload = await other.call('PUT', '/api/scripts/recv', {
        token,
        body: 'main { x = 1 }',
        headers: { 'content-type': 'text/plain' },
      });
      expect(upload).toMatchObject({ status: 429, json: { code: 'rate-limited' } });
    } finally {
      await own.run();
    }
    const replay = await scene.call('POST', '/api/scripts/recv/replay', {
      token: ada.token,
      json: { source: 'main { x = 1 }', last: limits.replayed + 1 },
    });
    expect(replay).toMatchObject({ status: 400, json: { field: 'last' } });
  });

  it('sees the metrics from this machine, and from behind a proxy only as an operator', async () => {
    const own = createCleanups();
    try {
      const metrics = async () => ({ contentType: 'text/plain', text: 'measured 1\n' });
      const other = await startScene(own, { metrics, clock: systemClock });
      const { token, id } = await other.person('operator');
      const headers = { 'x-forwarded-for': '203.0.113.7' };
      expect((await other.call('GET', '/metrics')).text).toBe('measured 1\n');
      expect((await other.call('GET', '/metrics', { headers })).status).toBe(401);
      expect(await statusFor(other.server.url, 'localhost')).toBe(200);
      expect(await statusFor(other.server.url, 'evil.example')).toBe(401);
      expect((await other.call('GET', '/metrics', { headers, token })).status).toBe(404);
      await other.server.embedded.accounts.setOperator(id, true);
      expect((await other.call('GET', '/metrics', { headers, token })).status).toBe(200);
    } finally {
      await own.run();
    }
  });
});
