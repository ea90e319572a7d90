import { fork, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { WebSocket } from 'ws';
import type { Asked } from './serve';
import { frameLike, people, sockets, socketsOfEach } from './message';

/** A server to whose sockets messages are fanned out. */
export interface Subject {
  readonly name: string;
  /** Publishes so many messages, and resolves when every socket has all of them. */
  publish(messages: number): Promise<void>;
  /** Opens so many more sockets, of people to whom nothing is published. */
  open(count: number): Promise<void>;
  /** Processor time that its process used, µs. */
  processor(): Promise<number>;
  /** Memory of its process, bytes. */
  memory(): Promise<number>;
  close(): void;
}

/** Sockets that are opened at once. */
const sideBySide = 20;

/** Does the work so many times, some side by side. */
async function times(count: number, work: (i: number) => Promise<void>): Promise<void> {
  for (let from = 0; from < count; from += sideBySide)
    await Promise.all(Array.from({ length: Math.min(sideBySide, count - from) }, (_, i) => work(from + i)));
}

/** Counts what all sockets got, and says when it is enough. */
function createTally() {
  let got = 0;
  let wanted = Infinity;
  let reached = () => {};
  return {
    add(count: number) {
      got += count;
      if (got >= wanted) reached();
    },
    async after(start: () => void, more: number): Promise<void> {
      wanted = got + more;
      const done = new Promise<void>((resolve) => (reached = resolve));
      start();
      await done;
      wanted = Infinity;
    },
  };
}

const opened = (socket: WebSocket, ready: (text: string) => boolean) =>
  new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    const hear = (data: unknown) => {
      if (!ready(String(data))) return;
      socket.off('message', hear);
      resolve();
    };
    socket.on('message', hear);
  });

/** What is told of presences, and the answers to `Resume`, come before anything is counted. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 1_500));

/** A server of {@link serve}, in a process of its own; `options` are those of Node. */
export async function forked(
  kind: 'relay' | 'ws',
  program: string,
  directory: string,
  options: readonly string[] = [],
): Promise<Subject> {
  const child: ChildProcess = fork(program, [kind, directory], {
    execArgv: [...process.execArgv, ...options],
  });
  const next = () =>
    new Promise<number>((resolve) => child.once('message', (answer) => resolve(Number(answer))));
  const tell = (asked: Asked) => child.send(asked);
  const ask = (asked: Asked) => {
    const answer = next();
    tell(asked);
    return answer;
  };
  const port = await next();
  const clients: WebSocket[] = [];
  const url = `ws://127.0.0.1:${port}/ws`;
  const connect = async (userId: number): Promise<WebSocket> => {
    const protocols = kind === 'relay' ? ['parley.v1', `bearer.${userId}`] : [];
    const client = new WebSocket(url, protocols, { perMessageDeflate: false });
    clients.push(client);
    if (kind === 'relay') {
      await opened(client, (text) => text.includes('"Welcome"'));
      client.send(JSON.stringify({ $type: 'Resume', after: null }));
    } else await new Promise((resolve) => client.once('open', resolve));
    return client;
  };
  const tally = createTally();
  const listeners: WebSocket[] = [];
  await times(
    sockets,
    async (i) => void listeners.push(await connect(people[Math.floor(i / socketsOfEach)]!)),
  );
  await settled();
  for (const client of listeners)
    client.on('message', (data: Buffer) => {
      if (data.includes('"ReceiveMessage"')) tally.add(1);
    });
  let others = people.at(-1)! * socketsOfEach;
  return {
    name: kind === 'relay' ? 'the relay' : '`ws`, frame by frame',
    publish: (messages) => tally.after(() => void tell({ publish: messages }), messages * sockets),
    async open(count) {
      await times(count, async () => void (await connect(1 + Math.floor(others++ / socketsOfEach))));
      await settled();
    },
    processor: () => ask('processor'),
    memory: () => ask('memory'),
    close() {
      for (const client of clients) client.terminate();
      child.disconnect();
    },
  };
}

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

/** Processor time of all threads of a process, µs: of each the first field of `schedstat`, in ns (proc(5) has only ticks of 10 ms). */
const processorTimeOf = (pid: number): number =>
  readdirSync(`/proc/${pid}/task`).reduce(
    (sum, thread) =>
      sum + Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]) / 1_000,
    0,
  );

const memoryOf = (pid: number): number =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) * 1024;

/** NATS with WebSockets, or null where `nats-server` is not installed (Debian's package of that name). */
export async function nats(directory: string): Promise<Subject | null> {
  if (spawnSync('nats-server', ['--version']).status !== 0) return null;
  const [port, plain] = [await freePort(), await freePort()];
  const configuration = path.join(directory, 'nats.conf');
  writeFileSync(
    configuration,
    `listen: "127.0.0.1:${plain}"\nwebsocket { listen: "127.0.0.1:${port}", no_tls: true }\n`,
  );
  const child = spawn('nats-server', ['-c', configuration], { stdio: 'ignore' });
  const clients: WebSocket[] = [];
  const connect = async (then: string): Promise<WebSocket> => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false });
    await opened(socket, (text) => text.startsWith('INFO'));
    const answered = opened(socket, (text) => text.includes('PONG'));
    socket.send(Buffer.from(`CONNECT {"verbose":false,"pedantic":false}\r\n${then}PING\r\n`));
    await answered;
    clients.push(socket);
    return socket;
  };
  const patiently = async (): Promise<WebSocket> => {
    for (let attempt = 0; ; attempt++) {
      try {
        return await connect('');
      } catch (failure) {
        if (attempt === 100) throw failure;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  };
  const publisher = await patiently();
  const tally = createTally();
  await times(sockets, async () => {
    const client = await connect('SUB all 1\r\n');
    client.on('message', (data: Buffer) => tally.add(data.length));
  });
  const payload = frameLike('5b0e3a0c-8f4f-4a53-9f5e-000000000001');
  const delivered = `MSG all 1 ${payload.length}\r\n${payload}\r\n`.length;
  const published = Buffer.from(`PUB all ${payload.length}\r\n${payload}\r\n`);
  return {
    name: 'NATS over WebSocket',
    publish: (messages) =>
      tally.after(
        () => {
          for (let i = 0; i < messages; i++) publisher.send(published);
        },
        messages * sockets * delivered,
      ),
    async open(count) {
      await times(count, async () => void (await connect('SUB nobody 1\r\n')));
      await settled();
    },
    processor: async () => processorTimeOf(child.pid!),
    memory: async () => memoryOf(child.pid!),
    close() {
      for (const client of clients) client.terminate();
      child.kill();
    },
  };
}
