import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { WebSocket } from 'ws';
import { systemClock, systemIds } from '@parley/embedded';
import { decodeServerFrame, encodeFrame, type ClientFrame, type ServerFrame } from '@parley/envelope';
import { silentTelemetry } from '@parley/ports';
import { startServer, type RunningServer, type ServerOptions } from '../server';

/** An answer of the server, its body read as JSON where it is some. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: Record<string, unknown>;
}

export interface Person {
  readonly id: number;
  readonly username: string;
  readonly token: string;
}

export interface Call {
  readonly token?: string;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is. */
  readonly body?: string | Uint8Array;
  readonly headers?: Record<string, string>;
}

/** A WebSocket client that keeps what it was sent. */
export interface TestSocket {
  readonly socket: WebSocket;
  readonly frames: ServerFrame[];
  readonly closed: Promise<{ code: number; reason: string }>;
  send(frame: ClientFrame): void;
  /** The first frame of this type that matches, now or when it comes. */
  frame<T extends ServerFrame['$type']>(
    type: T,
    matches?: (frame: Extract<ServerFrame, { $type: T }>) => boolean,
  ): Promise<Extract<ServerFrame, { $type: T }>>;
}

export interface Scene {
  readonly server: RunningServer;
  readonly directory: string;
  call(method: string, path: string, call?: Call): Promise<Answer>;
  person(username: string): Promise<Person>;
  /** Connects, and waits for the welcome. */
  connect(person: Person): Promise<TestSocket>;
  /** Connects with just these headers and subprotocols; nothing is awaited. */
  open(protocols: string[], headers?: Record<string, string>, address?: string): TestSocket;
}

const workerFile = path.resolve('build/run/functions-automation-runner-worker-main.mjs');

/** Stops what a test started, last first. */
export interface Cleanups {
  add(cleanup: () => Promise<void>): void;
  run(): Promise<void>;
}

export function createCleanups(): Cleanups {
  const cleanups: (() => Promise<void>)[] = [];
  return {
    add: (cleanup) => void cleanups.push(cleanup),
    async run() {
      for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
    },
  };
}

function testSocket(url: string, protocols: string[], headers: Record<string, string>): TestSocket {
  const socket = new WebSocket(url, protocols, { headers });
  const frames: ServerFrame[] = [];
  const listeners = new Set<() => void>();
  socket.on('error', () => {});
  socket.on('message', (data) => {
    const decoded = decodeServerFrame(String(data));
    if (!decoded.ok) throw new Error(`The server sent no frame: ${decoded.field} ${decoded.reason}`);
    frames.push(decoded.frame);
    for (const listener of [...listeners]) listener();
  });
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.once('close', (code, reason) => resolve({ code, reason: String(reason) }));
  });
  return {
    socket,
    frames,
    closed,
    send: (frame) => socket.send(encodeFrame(frame)),
    frame: (type, matches = () => true) =>
      new Promise((resolve, reject) => {
        type Wanted = Extract<ServerFrame, { $type: typeof type }>;
        const look = () => {
          const found = frames.find((frame) => frame.$type === type && matches(frame as Wanted));
          if (found === undefined) return;
          listeners.delete(look);
          resolve(found as Wanted);
        };
        listeners.add(look);
        look();
        void closed.then(({ code }) => {
          if (listeners.has(look))
            reject(new Error(`The socket was closed with ${code} before ${type} came.`));
        });
      }),
  };
}

/** A server on a free port and a new folder, with cheap passwords and no limits that a test would meet. */
export async function startScene(cleanups: Cleanups, options: Partial<ServerOptions> = {}): Promise<Scene> {
  const directory = options.directory ?? (await mkdtemp(path.join(tmpdir(), 'parley-test-')));
  const server = await startServer({
    port: 0,
    host: '127.0.0.1',
    clock: systemClock,
    ids: systemIds,
    telemetry: silentTelemetry,
    workerFile,
    passwordCost: { log2N: 4, r: 8, p: 1 },
    loginsPerMinute: 1_000_000,
    registrationsPerMinute: 1_000_000,
    ...options,
    directory,
  });
  const sockets: TestSocket[] = [];
  cleanups.add(async () => {
    for (const { socket } of sockets) socket.terminate();
    await server.close();
    if (options.directory === undefined) await rm(directory, { recursive: true, force: true });
  });

  const call: Scene['call'] = async (method, address, { token, json, body, headers = {} } = {}) => {
    const response = await fetch(`${server.url}${address}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(json === undefined && body === undefined ? {} : { body: (body as string) ?? JSON.stringify(json) }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: isJson ? (JSON.parse(text) as Record<string, unknown>) : {},
    };
  };

  const open: Scene['open'] = (protocols, headers = {}, address = '/ws') => {
    const opened = testSocket(`${server.url.replace('http', 'ws')}${address}`, protocols, headers);
    sockets.push(opened);
    return opened;
  };

  return {
    server,
    directory,
    call,
    open,
    async person(username) {
      const answer = await call('POST', '/api/register', {
        json: { username, password: `${username}'s password` },
      });
      if (answer.status !== 201) throw new Error(`${username} could not register: ${answer.text}`);
      const { token, user } = answer.json as { token: string; user: { id: number } };
      return { id: user.id, username, token };
    },
    async connect({ token }) {
      const opened = open(['parley.v1', `bearer.${token}`]);
      await opened.frame('Welcome');
      return opened;
    },
  };
}
