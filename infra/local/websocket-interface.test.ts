import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';
import { systemClock } from '@parley/embedded';
import type { ReceiveMessage, ServerFrame } from '@parley/envelope';
import {
  createCleanups,
  startScene,
  type Person,
  type Scene,
  type TestSocket,
} from './testing/running-server';
import { manualHeartbeats } from './testing/heartbeats';

const cleanups = createCleanups();
let scene: Scene;
let ada: Person;
let bob: Person;
beforeAll(async () => {
  scene = await startScene(cleanups, { sendsPerSecond: 10_000, sendBurst: 10_000 });
  ada = await scene.person('ada');
  bob = await scene.person('bob');
});
afterAll(() => cleanups.run());

const protocols = ({ token }: Person) => ['parley.v1', `bearer.${token}`];
const received = ({ frames }: TestSocket) =>
  frames.filter((frame): frame is ReceiveMessage => frame.$type === 'ReceiveMessage');

async function say(from: TestSocket, to: readonly Person[], message: string): Promise<string> {
  const messageUid = randomUUID();
  from.send({ $type: 'SendMessage', messageUid, message, destinationUsers: to.map(({ id }) => id) });
  await from.frame('Accepted', (frame) => frame.messageUid === messageUid);
  return messageUid;
}

describe('connecting', () => {
  it('is welcomed first, with the only subprotocol there is', async () => {
    const socket = await scene.connect(ada);
    expect(socket.frames[0]).toMatchObject({ $type: 'Welcome', userId: ada.id, heartbeatSeconds: 30 });
    expect(socket.socket.protocol).toBe('parley.v1');
    expect(socket.socket.extensions).toBe('');
  });

  it.each([
    ['without a token', () => ['parley.v1']],
    ['with a token that nobody signed', () => ['parley.v1', 'bearer.a.b.c']],
    ['with two tokens', () => [...protocols(ada), 'bearer.a.b.c']],
  ])('%s is closed with 4401', async (_, offered) => {
    const socket = scene.open(offered());
    expect(await socket.closed).toMatchObject({ code: 4401 });
    expect(socket.frames).toEqual([]);
  });

  it('from a foreign page is closed with 4403, from its own host it is not', async () => {
    const foreign = scene.open(protocols(ada), { origin: 'https://evil.example' });
    expect(await foreign.closed).toMatchObject({ code: 4403 });
    const own = scene.open(protocols(ada), { origin: scene.server.url });
    expect((await own.frame('Welcome')).userId).toBe(ada.id);
  });

  it.each(['/ws?token=a.b.c', '/', '/ws/x'])('at %s is refused', async (address) => {
    const socket = scene.open(protocols(ada), {}, address);
    expect(await socket.closed).toMatchObject({ code: 1006 });
  });

  it('at no address is kept open by whoever does not close it', async () => {
    // given
    const { hostname, port } = new URL(scene.server.url);
    const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
    const cut = new Promise((resolve) => socket.once('error', resolve));
    // when
    socket.write('GET /nowhere HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: any\r\n\r\n');
    socket.resume();
    await new Promise((resolve) => socket.once('end', resolve));
    // then
    const writing = setInterval(() => socket.write('x'), 20);
    expect(await cut).toMatchObject({ code: expect.stringMatching(/^(EPIPE|ECONNRESET)$/) });
    clearInterval(writing);
  });

  it('more than eight times at once is closed with 4429', async () => {
    const crowd = await scene.person('crowd');
    for (let i = 0; i < 8; i++) await scene.connect(crowd);
    expect(await scene.open(protocols(crowd)).closed).toMatchObject({ code: 4429 });
  });

  it('ends with the session, and a message sent before the welcome is not lost', async () => {
    const guest = await scene.person('guest');
    const early = scene.open(protocols(guest));
    early.socket.on('open', () =>
      early.send({ $type: 'SendMessage', message: 'early', destinationUsers: [guest.id] }),
    );
    await early.frame('ReceiveMessage');
    expect(early.frames[0]?.$type).toBe('Welcome');
    await scene.call('POST', '/api/logout', { token: guest.token });
    expect(await early.closed).toMatchObject({ code: 4401 });
    expect(await scene.open(protocols(guest)).closed).toMatchObject({ code: 4401 });
  });

  it('ends when the token expires', async () => {
    const own = createCleanups();
    try {
      const fired = new Map<number, () => void>();
      let ahead = 0;
      const clock = {
        now: () => systemClock.now() + ahead,
        setTimer(milliseconds: number, fire: () => void) {
          fired.set(milliseconds, fire);
          return systemClock.setTimer(milliseconds, fire);
        },
      };
      const other = await startScene(own, { clock });
      const socket = await other.connect(await other.person('guest'));
      const expiry = [...fired].find(
        ([milliseconds]) => milliseconds > 3_500_000 && milliseconds <= 3_600_000,
      );
      ahead = 3_600_000;
      expiry?.[1]();
      expect(await socket.closed).toMatchObject({ code: 4401 });
    } finally {
      await own.run();
    }
  });
});

describe('frames', () => {
  const refusals: [string, string, string][] = [
    ['no JSON', 'hello', 'invalid-frame'],
    ['no object', '[]', 'invalid-frame'],
    ['an unknown type', '{"$type":"Shutdown"}', 'invalid-frame'],
    ['a type that every object has', '{"$type":"constructor"}', 'invalid-frame'],
    ['a foreign field', '{"$type":"Resume","after":null,"userId":1}', 'invalid-frame'],
    [
      'a message that nobody sent',
      `{"$type":"Read","conversation":"c","messageUid":"${'0'.repeat(8)}-0000-4000-8000-${'0'.repeat(12)}"}`,
      'unknown-message',
    ],
    [
      'too many people to watch',
      JSON.stringify({ $type: 'Watch', users: Array.from({ length: 201 }, (_, i) => i + 1) }),
      'invalid-frame',
    ],
    [
      'too many people to type to',
      JSON.stringify({ $type: 'Typing', destinationUsers: Array.from({ length: 17 }, (_, i) => i + 1) }),
      'invalid-frame',
    ],
    ['nobody to send to', '{"$type":"SendMessage","message":"","destinationUsers":[]}', 'invalid-frame'],
    [
      'somebody who does not exist',
      '{"$type":"SendMessage","message":"","destinationUsers":[2000000]}',
      'unknown-recipient',
    ],
    ['a cursor nobody made', '{"$type":"Resume","after":"AAAA"}', 'cursor'],
  ];
  it.each(refusals)('with %s are rejected, and the socket stays', async (_, text, code) => {
    const socket = await scene.connect(ada);
    socket.socket.send(text);
    expect((await socket.frame('Rejected')).problem.code).toBe(code);
    await say(socket, [ada], 'still here');
    socket.socket.close();
  });

  it('that are no text are refused with 1003', async () => {
    const socket = await scene.connect(ada);
    socket.socket.send(Buffer.from('{}'), { binary: true });
    expect(await socket.closed).toMatchObject({ code: 1003 });
  });

  it.each([
    [128 * 1024 + 1, 4409],
    [1024 * 1024, 1009],
  ])('of %d bytes close the socket with %d', async (bytes, code) => {
    const socket = await scene.connect(ada);
    socket.socket.send('x'.repeat(bytes));
    expect(await socket.closed).toMatchObject({ code });
  });

  it('that come too fast close the socket with 4429, and nobody else’s', async () => {
    const [flood, calm] = [await scene.connect(await scene.person('flood')), await scene.connect(ada)];
    for (let i = 0; i < 1_000; i++) flood.socket.send('{"$type":"Watch","users":[]}');
    expect(await flood.closed).toMatchObject({ code: 4429 });
    await say(calm, [ada], 'calm');
    calm.socket.close();
  });

  it('upload a script, or say what is wrong with it', async () => {
    const socket = await scene.connect(ada);
    socket.send({ $type: 'UploadHandlerSnippet', target: 'recv', fileData: 'main { nullProcess }\n' });
    expect((await socket.frame('CodeSnippetUploaded')).target).toBe('recv');
    socket.send({ $type: 'UploadHandlerSnippet', target: 'recv', fileData: 'main { x = \n' });
    const { problem } = await socket.frame('Rejected');
    expect(problem).toMatchObject({ code: 'script-refused', diagnostics: [{ severity: 'error' }] });
    await scene.call('DELETE', '/api/scripts/recv', { token: ada.token });
    socket.socket.close();
  });
});

describe('messages', () => {
  it('reach every session of everybody on them, the sender’s too, in the order they were sent', async () => {
    const people = [await scene.person('one'), await scene.person('two'), await scene.person('three')];
    const [one, two, three] = people as [Person, Person, Person];
    const sockets = await Promise.all([one, one, two, three].map((person) => scene.connect(person)));
    const texts = Array.from({ length: 20 }, (_, i) => `message ${i}`);
    for (const message of texts) {
      sockets[0]!.send({ $type: 'SendMessage', message, destinationUsers: [two.id, three.id] });
    }
    for (const socket of sockets) {
      await socket.frame('ReceiveMessage', (frame) => frame.msg === texts.at(-1));
      expect(received(socket).map(({ msg }) => msg)).toEqual(texts);
      expect(new Set(received(socket).map(({ userId }) => userId))).toEqual(new Set([one.id]));
    }
  });

  it('sent again are the same message; with other content the first stands', async () => {
    const [sender, receiver] = await Promise.all([scene.connect(ada), scene.connect(bob)]);
    const messageUid = await say(sender, [bob], 'once');
    sender.send({ $type: 'SendMessage', messageUid, message: 'once', destinationUsers: [bob.id] });
    sender.send({ $type: 'SendMessage', messageUid, message: 'twice', destinationUsers: [bob.id] });
    const rejected = await sender.frame('Rejected', (frame) => frame.messageUid === messageUid);
    expect(rejected.problem.code).toBe('conflict');
    await say(sender, [bob], 'next');
    await receiver.frame('ReceiveMessage', ({ msg }) => msg === 'next');
    expect(received(receiver).map(({ msg }) => msg)).toEqual(['once', 'next']);
    sender.socket.close();
    receiver.socket.close();
  });

  it('sent while somebody was away are there when he resumes, without a gap or an end', async () => {
    const [eve, fay] = [await scene.person('eve'), await scene.person('fay')];
    const sender = await scene.connect(eve);
    const first = await scene.connect(fay);
    await say(sender, [fay], '1');
    const { cursor } = await first.frame('ReceiveMessage');
    first.socket.close();
    await first.closed;
    for (const message of ['2', '3', '4']) await say(sender, [fay], message);

    const second = await scene.connect(fay);
    second.send({ $type: 'Resume', after: cursor });
    await second.frame('ReceiveMessage', ({ msg }) => msg === '4');
    await say(sender, [fay], '5');
    const last = await second.frame('ReceiveMessage', ({ msg }) => msg === '5');
    expect(received(second).map(({ msg }) => msg)).toEqual(['2', '3', '4', '5']);

    second.send({ $type: 'Resume', after: null });
    await second.frame('ReceiveMessage', ({ msg }) => msg === '1');
    const third = await scene.connect(fay);
    third.send({ $type: 'Resume', after: last.cursor });
    await say(sender, [fay], '6');
    await third.frame('ReceiveMessage', ({ msg }) => msg === '6');
    expect(received(third).map(({ msg }) => msg)).toEqual(['6']);
  });

  it('that arrive between the welcome and the resuming bring no cursor past what was missed', async () => {
    const own = createCleanups();
    // The wait for a first frame has no end here, so that the machine's speed does not matter.
    const clock = {
      now: () => systemClock.now(),
      setTimer: (milliseconds: number, fire: () => void) =>
        milliseconds === 1_000 ? { cancel() {} } : systemClock.setTimer(milliseconds, fire),
    };
    const patient = await startScene(own, { clock, sendsPerSecond: 10_000, sendBurst: 10_000 });
    const [eve, fay] = [await patient.person('eve'), await patient.person('fay')];
    const sender = await patient.connect(eve);
    sender.send({ $type: 'Resume', after: null });
    const first = await patient.connect(fay);
    first.send({ $type: 'Resume', after: null });
    await say(sender, [fay], '1');
    const { cursor } = await first.frame('ReceiveMessage');
    first.socket.close();
    await first.closed;
    await say(sender, [fay], '2');
    await sender.frame('ReceiveMessage', ({ msg }) => msg === '2');

    const back = await patient.connect(fay);
    await say(sender, [fay], '3');
    // The sender's own copy is stored last: by now the message is on its way to everybody.
    await sender.frame('ReceiveMessage', ({ msg }) => msg === '3');
    back.send({ $type: 'Resume', after: cursor });
    await back.frame('ReceiveMessage', ({ msg }) => msg === '3');
    expect(received(back).map(({ msg }) => msg)).toEqual(['2', '3']);
    await own.run();
  });

  it('given a client that is slower than the relay waits, then no cursor brings it past what it missed', async () => {
    const own = createCleanups();
    // The wait for a first frame is over at once here.
    const clock = {
      now: () => systemClock.now(),
      setTimer: (milliseconds: number, fire: () => void) =>
        systemClock.setTimer(milliseconds === 1_000 ? 0 : milliseconds, fire),
    };
    const hasty = await startScene(own, { clock, sendsPerSecond: 10_000, sendBurst: 10_000 });
    const [eve, fay] = [await hasty.person('eve'), await hasty.person('fay')];
    const sender = await hasty.connect(eve);
    await say(sender, [fay], 'missed');
    const slow = await hasty.connect(fay);
    await say(sender, [fay], 'live');
    const { cursor } = await slow.frame('ReceiveMessage', ({ msg }) => msg === 'live');
    // Its connection is lost before it came to resume.
    slow.socket.close();
    const back = await hasty.connect(fay);
    back.send({ $type: 'Resume', after: cursor });
    await back.frame('ReceiveMessage', ({ msg }) => msg === 'live');
    expect(received(back).map(({ msg }) => msg)).toEqual(['missed', 'live']);
    await own.run();
  });

  it('are not read with the cursor of somebody else: the client is told to begin anew', async () => {
    const mine = await scene.connect(ada);
    await say(mine, [ada], 'mine');
    const { cursor } = await mine.frame('ReceiveMessage', ({ msg }) => msg === 'mine');
    const other = await scene.connect(bob);
    other.send({ $type: 'Resume', after: cursor });
    const { problem } = await other.frame('Rejected');
    expect(problem).toMatchObject({ code: 'cursor', reload: true });
    expect(received(other)).toEqual([]);
  });

  it('too many for their sender are rejected by name, and may be sent later', async () => {
    const own = createCleanups();
    try {
      const strict = await startScene(own, { sendsPerSecond: 0.001, sendBurst: 1 });
      const person = await strict.person('one');
      const socket = await strict.connect(person);
      await say(socket, [person], 'first');
      const messageUid = randomUUID();
      socket.send({ $type: 'SendMessage', messageUid, message: 'x', destinationUsers: [person.id] });
      expect(await socket.frame('Rejected')).toMatchObject({ messageUid, problem: { code: 'rate-limited' } });
    } finally {
      await own.run();
    }
  });
});

describe('a client', () => {
  it('that does not read is closed with 4408, keeps its place, and delays nobody', async () => {
    const own = createCleanups();
    try {
      const other = await startScene(own, {
        sendsPerSecond: 10_000,
        sendBurst: 10_000,
        framesPerSecond: 10_000,
      });
      const [from, slowPerson, to] = [
        await other.person('one'),
        await other.person('slow'),
        await other.person('two'),
      ];
      const [sender, slow, reader] = [
        await other.connect(from),
        await other.connect(slowPerson),
        await other.connect(to),
      ];
      await say(sender, [slowPerson, to], 'first');
      const { cursor } = await slow.frame('ReceiveMessage');
      slow.socket.pause();
      const large = 'x'.repeat(60 * 1024);
      for (let i = 0; i < 150; i++) await say(sender, [slowPerson, to], `${i} ${large}`);
      await say(sender, [slowPerson, to], 'last');
      await reader.frame('ReceiveMessage', ({ msg }) => msg === 'last');
      slow.socket.resume();
      expect([4408, 1006]).toContain((await slow.closed).code);
      expect(received(slow).map(({ msg }) => msg)).not.toContain('last');

      const back = await other.connect(slowPerson);
      back.send({ $type: 'Resume', after: cursor });
      await back.frame('ReceiveMessage', ({ msg }) => msg === 'last');
      expect(received(back)).toHaveLength(151);
    } finally {
      await own.run();
    }
  });

  it('that answers no ping is cut at the next heartbeat, and one that does is kept', async () => {
    const own = createCleanups();
    try {
      const { clock, beat } = manualHeartbeats();
      const other = await startScene(own, { clock });
      const person = await other.person('one');
      const [lively, dead] = [await other.connect(person), await other.connect(person)];
      // The client's library answers pings by itself, unless it does not even read.
      dead.socket.pause();
      beat();
      await lively.frame('Ping');
      await say(lively, [person], 'the answer to the ping came before this');
      beat();
      dead.socket.resume();
      expect(await dead.closed).toMatchObject({ code: 1006 });
      await say(lively, [person], 'still here');
    } finally {
      await own.run();
    }
  });

  it('that sends a frame in very many pieces costs no more than one that sends it whole', async () => {
    const socket = await scene.connect(ada);
    socket.socket.send('{', { fin: false });
    for (let i = 0; i < 300_000; i++) socket.socket.send('', { fin: false });
    expect([1006, 1008, 1009, 4409]).toContain((await socket.closed).code);
  });

  it('that pings on and on is closed with 4429', async () => {
    const socket = await scene.connect(ada);
    for (let i = 0; i < 1_000 && socket.socket.readyState === WebSocket.OPEN; i++) {
      socket.socket.ping();
      await new Promise(setImmediate);
    }
    expect(await socket.closed).toMatchObject({ code: 4429 });
  });

  it('that breaks the protocol is closed with the code for it', async () => {
    const socket = await scene.connect(ada);
    const { _socket: raw } = socket.socket as unknown as { _socket: { write(bytes: Buffer): void } };
    raw.write(Buffer.from([0x81, 0x02, 0x7b, 0x7d])); // A frame that is not masked.
    expect(await socket.closed).toMatchObject({ code: 1002 });
  });
});

describe('a relay that goes away', () => {
  it('tells its clients when to come back, and what they miss meanwhile waits for them', async () => {
    const own = createCleanups();
    try {
      const first = await startScene(own);
      const person = await first.person('one');
      const socket = await first.connect(person);
      await say(socket, [person], 'before');
      const { cursor } = await socket.frame('ReceiveMessage');
      await first.server.close();
      expect(await socket.closed).toMatchObject({ code: 1001 });
      const { reconnectAfterMs } = await socket.frame('GoingAway');
      expect(reconnectAfterMs).toBeGreaterThanOrEqual(0);
      expect(reconnectAfterMs).toBeLessThanOrEqual(5_000);

      const again = await startScene(own, { directory: first.directory });
      const back = await again.connect(person);
      back.send({ $type: 'Resume', after: cursor });
      await say(back, [person], 'after');
      await back.frame('ReceiveMessage', ({ msg }) => msg === 'after');
      expect(received(back).map(({ msg }) => msg)).toEqual(['after']);
      expect(back.frames.some((frame: ServerFrame) => frame.$type === 'Rejected')).toBe(false);
    } finally {
      await own.run();
    }
  });
});
