import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ServerFrame } from '@parley/envelope';
import { Connection, type Phase, type Socket, type Timers } from './connection';

const uid = '3f0c9f6e-6f0a-4c36-8a33-0d5a1f9b2c11';
const welcome = { $type: 'Welcome', sessionId: uid, userId: 1, cursor: 'head', heartbeatSeconds: 20 };
const received = {
  $type: 'ReceiveMessage',
  messageUid: uid,
  conversation: 'c',
  position: 1,
  msg: 'hello',
  userId: 2,
  recipientIds: [1],
  fromAutoReply: false,
  sentAt: '2026-05-04T10:00:00.000Z',
  cursor: 'cursor-1',
};

class FakeSocket implements Socket {
  onopen: Socket['onopen'] = null;
  onmessage: Socket['onmessage'] = null;
  onclose: Socket['onclose'] = null;
  readonly sent: unknown[] = [];
  isClosed = false;
  constructor(readonly protocols: readonly string[]) {}
  send(text: string) {
    this.sent.push(JSON.parse(text));
  }
  close() {
    this.isClosed = true;
  }
  gets(frame: unknown) {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
}

class FakeTimers implements Timers {
  time = 1_000_000;
  #waiting: { at: number; callback: () => void }[] = [];
  now() {
    return this.time;
  }
  after(milliseconds: number, callback: () => void) {
    const entry = { at: this.time + milliseconds, callback };
    this.#waiting.push(entry);
    return () => {
      this.#waiting = this.#waiting.filter((other) => other !== entry);
    };
  }
  pass(milliseconds: number) {
    this.time += milliseconds;
    const due = this.#waiting.filter(({ at }) => at <= this.time);
    this.#waiting = this.#waiting.filter(({ at }) => at > this.time);
    for (const { callback } of due) callback();
  }
  get pending() {
    return this.#waiting.length;
  }
}

/** Lets promises that are settled already call back. */
const settle = async () => {
  for (let i = 0; i < 5; i++) await Promise.resolve();
};

let sockets: FakeSocket[];
let timers: FakeTimers;
let phases: Phase[];
let frames: ServerFrame[];
let reloads: number;
let cursor: string | null;
let tokens: (refused: string | null) => Promise<string | null>;
let asked: (string | null)[];
let connection: Connection;

beforeEach(() => {
  sockets = [];
  timers = new FakeTimers();
  phases = [];
  frames = [];
  reloads = 0;
  cursor = null;
  asked = [];
  tokens = () => Promise.resolve('token');
  connection = new Connection({
    open: (protocols) => {
      sockets.push(new FakeSocket(protocols));
      return sockets.at(-1)!;
    },
    timers,
    random: () => 0,
    token: (refused) => {
      asked.push(refused);
      return tokens(refused);
    },
    cursor: () => cursor,
    onPhase: (phase) => phases.push(phase),
    onFrame: (frame) => {
      frames.push(frame);
      if (frame.$type === 'ReceiveMessage') ({ cursor } = frame);
    },
    onReload: () => reloads++,
  });
});

async function goOnline() {
  connection.start();
  await settle();
  sockets.at(-1)!.gets(welcome);
  return sockets.at(-1)!;
}

describe('connecting', () => {
  it('offers the protocol and the token as subprotocols, and nothing in the address', async () => {
    // when
    await goOnline();
    // then
    expect(sockets[0]!.protocols).toEqual(['parley.v1', 'bearer.token']);
  });

  it('is online from Welcome on, not from the opening of the socket', async () => {
    // when
    connection.start();
    await settle();
    // then
    expect(connection.phase).toEqual({ kind: 'connecting' });
    sockets[0]!.gets(welcome);
    expect(connection.phase).toEqual({ kind: 'online' });
  });

  it('asks for nothing of the past when it has no place to go on from', async () => {
    // when
    const socket = await goOnline();
    // then
    expect(socket.sent).toEqual([{ $type: 'Resume', after: 'head' }]);
  });

  it('goes on where an earlier visit ended', async () => {
    // given
    cursor = 'kept';
    // when
    const socket = await goOnline();
    // then
    expect(socket.sent).toEqual([{ $type: 'Resume', after: 'kept' }]);
  });

  it('writes nothing while it is not online, and says so', async () => {
    // given
    connection.start();
    await settle();
    // when
    const written = connection.send({ $type: 'Watch', users: [2] });
    // then
    expect(written).toBe(false);
    expect(sockets[0]!.sent).toEqual([]);
  });

  it('tries again when Welcome does not come', async () => {
    // given
    connection.start();
    await settle();
    // when
    timers.pass(15_000);
    // then
    expect(sockets[0]!.isClosed).toBe(true);
    expect(connection.phase.kind).toBe('waiting');
  });

  it('passes over a frame that it does not know', async () => {
    // given
    const socket = await goOnline();
    // when
    socket.gets({ $type: 'Confetti' });
    socket.onmessage?.({ data: 'not json' });
    // then
    expect(connection.phase).toEqual({ kind: 'online' });
    expect(frames.map(({ $type }) => $type)).toEqual(['Welcome']);
  });
});

describe('coming back', () => {
  it('resumes after the last cursor it got', async () => {
    // given
    const socket = await goOnline();
    socket.gets(received);
    // when
    socket.onclose?.({ code: 1006 });
    timers.pass(30_000);
    await settle();
    sockets[1]!.gets(welcome);
    // then
    expect(sockets[1]!.sent).toEqual([{ $type: 'Resume', after: 'cursor-1' }]);
  });

  it('waits longer each time, and begins anew after a Welcome', async () => {
    // given
    connection.start();
    await settle();
    const waits: number[] = [];
    // when
    for (let round = 0; round < 4; round++) {
      sockets.at(-1)!.onclose?.({ code: 1006 });
      const { phase } = connection;
      waits.push(phase.kind === 'waiting' ? phase.retryAt - timers.now() : 0);
      timers.pass(waits.at(-1)!);
      await settle();
    }
    sockets.at(-1)!.gets(welcome);
    sockets.at(-1)!.onclose?.({ code: 1006 });
    const { phase } = connection;
    // then
    expect(waits).toEqual([250, 500, 1000, 2000]);
    expect(phase).toEqual({ kind: 'waiting', retryAt: timers.now() + 250 });
  });

  it('does not wait out the pause when the network is back', async () => {
    // given
    connection.start();
    await settle();
    sockets[0]!.onclose?.({ code: 1006 });
    // when
    connection.wake();
    await settle();
    // then
    expect(sockets).toHaveLength(2);
    expect(connection.phase).toEqual({ kind: 'connecting' });
  });

  it('gives a silent line up after two and a half heartbeats', async () => {
    // given
    const socket = await goOnline();
    // when
    timers.pass(49_999);
    socket.gets({ $type: 'Ping' });
    timers.pass(49_999);
    // then
    expect(connection.phase).toEqual({ kind: 'online' });
    timers.pass(1);
    expect(connection.phase.kind).toBe('waiting');
    expect(socket.isClosed).toBe(true);
  });

  it('comes back when a draining relay asked for, neither sooner nor later', async () => {
    // given
    const socket = await goOnline();
    // when
    socket.gets({ $type: 'GoingAway', reconnectAfterMs: 3000 });
    socket.gets({ $type: 'Ping' });
    timers.pass(1000);
    socket.onclose?.({ code: 1001 });
    // then
    expect(connection.phase).toEqual({ kind: 'waiting', retryAt: timers.now() + 2000 });
    timers.pass(2000);
    await settle();
    expect(sockets).toHaveLength(2);
  });

  it('leaves a draining relay by itself', async () => {
    // given
    const socket = await goOnline();
    // when
    socket.gets({ $type: 'GoingAway', reconnectAfterMs: 3000 });
    timers.pass(3000);
    await settle();
    // then
    expect(socket.isClosed).toBe(true);
    expect(sockets).toHaveLength(2);
  });

  it('waits at least five seconds after too many frames', async () => {
    // given
    const socket = await goOnline();
    // when
    socket.onclose?.({ code: 4429 });
    // then
    expect(connection.phase).toEqual({ kind: 'waiting', retryAt: timers.now() + 5000 });
  });

  it('has everything dropped when its cursor is refused', async () => {
    // given
    const socket = await goOnline();
    socket.gets(received);
    // when
    socket.gets({ $type: 'Rejected', problem: { code: 'cursor', title: 'No.', reload: true } });
    // then
    expect(reloads).toBe(1);
    expect(frames.map(({ $type }) => $type)).toEqual(['Welcome', 'ReceiveMessage']);
  });

  it('hears nothing of a socket it has given up', async () => {
    // given
    const socket = await goOnline();
    socket.onclose?.({ code: 1006 });
    const before = frames.length;
    // when
    socket.gets(received);
    // then
    expect(frames).toHaveLength(before);
  });
});

describe('the session', () => {
  it('asks for another token when the server refuses this one', async () => {
    // given
    const socket = await goOnline();
    tokens = () => Promise.resolve('fresh');
    // when
    socket.onclose?.({ code: 4401 });
    await settle();
    // then
    expect(asked).toEqual([null, 'token']);
    expect(sockets[1]!.protocols).toEqual(['parley.v1', 'bearer.fresh']);
  });

  it('ends when there is no other token', async () => {
    // given
    const socket = await goOnline();
    tokens = () => Promise.resolve(null);
    // when
    socket.onclose?.({ code: 4401 });
    await settle();
    // then
    expect(connection.phase).toEqual({ kind: 'refused', reason: 'signed-out' });
    expect(timers.pending).toBe(0);
  });

  it('ends rather than offer the refused token again', async () => {
    // given
    const socket = await goOnline();
    // when
    socket.onclose?.({ code: 4401 });
    await settle();
    // then
    expect(connection.phase).toEqual({ kind: 'refused', reason: 'signed-out' });
    expect(sockets).toHaveLength(1);
  });

  it('tries again later when no token could be had for now', async () => {
    // given
    tokens = () => Promise.reject(new Error('unreachable'));
    // when
    connection.start();
    await settle();
    // then
    expect(connection.phase.kind).toBe('waiting');
  });

  it('stays away from a server that refuses the page', async () => {
    // given
    const socket = await goOnline();
    // when
    socket.onclose?.({ code: 4403 });
    // then
    expect(connection.phase).toEqual({ kind: 'refused', reason: 'origin' });
    expect(timers.pending).toBe(0);
  });

  it('opens no socket when it was stopped while it waited for the token', async () => {
    // given
    connection.start();
    // when
    connection.stop();
    await settle();
    // then
    expect(sockets).toEqual([]);
    expect(connection.phase).toEqual({ kind: 'stopped' });
  });

  it('starts again after a stop', async () => {
    // given
    await goOnline();
    connection.stop();
    // when
    await goOnline();
    // then
    expect(sockets[0]!.isClosed).toBe(true);
    expect(connection.phase).toEqual({ kind: 'online' });
  });
});
