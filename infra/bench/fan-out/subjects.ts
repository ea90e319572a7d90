import { fork, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { WebSocket } from 'ws';
import type { Asked, Usage } from './serve';
import { frameLike, people, sockets, socketsOfEach } from './message';

/** A server to whose sockets messages are fanned out. */
export interface Subject {
  readonly name: string;
  /** Publishes so many messages, and resolves when every socket has all of them. */
  publish(messages: number): Promise<void>;
  usage(): Promise<Usage>;
  /** Memory of its process before the first socket came, bytes. */
  readonly bytesBefore: number;
  close(): void;
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

/** A server of {@link serve}, in a process of its own. */
export async function forked(kind: 'relay' | 'ws', program: string, directory: string): Promise<Subject> {
  const child: ChildProcess = fork(program, [kind, directory]);
  const next = <T>() => new Promise<T>((resolve) => child.once('message', (answer) => resolve(answer as T)));
  const ask = (asked: Asked) => child.send(asked);
  const usage = () => {
    const answer = next<Usage>();
    ask('usage');
    return answer;
  };
  const { port } = await next<{ port: number }>();
  const { bytes: bytesBefore } = await usage();
  const tally = createTally();
  const clients: WebSocket[] = [];
  const url = `ws://127.0.0.1:${port}/ws`;
  for (const userId of people) {
    for (let i = 0; i < socketsOfEach; i++) {
      const protocols = kind === 'relay' ? ['parley.v1', `bearer.${userId}`] : [];
      const client = new WebSocket(url, protocols, { perMessageDeflate: false });
      clients.push(client);
      if (kind === 'relay') {
        await opened(client, (text) => text.includes('"Welcome"'));
        client.send(JSON.stringify({ $type: 'Resume', after: null }));
      } else await new Promise((resolve) => client.once('open', resolve));
    }
  }
  // What is told of presences, and the answers to `Resume`, come before anything is counted.
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  for (const client of clients)
    client.on('message', (data: Buffer) => {
      if (data.includes('"ReceiveMessage"')) tally.add(1);
    });
  return {
    name: kind === 'relay' ? 'the relay' : '`ws`, frame by frame',
    publish: (messages) => tally.after(() => ask({ publish: messages }), messages * sockets),
    usage,
    bytesBefore,
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
  const usage = async (): Promise<Usage> => {
    // Fields 14 and 15 of proc(5)'s stat, in ticks of 10 ms; the name in parentheses may hold spaces.
    const stat = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    const rss = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))![1];
    return { microseconds: (Number(stat[11]) + Number(stat[12])) * 10_000, bytes: Number(rss) * 1024 };
  };
  const connect = async (then: string): Promise<WebSocket> => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false });
    await opened(socket, (text) => text.startsWith('INFO'));
    const answered = opened(socket, (text) => text.includes('PONG'));
    socket.send(Buffer.from(`CONNECT {"verbose":false,"pedantic":false}\r\n${then}PING\r\n`));
    await answered;
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
  const { bytes: bytesBefore } = await usage();
  const tally = createTally();
  const clients: WebSocket[] = [];
  for (let i = 0; i < sockets; i++) clients.push(await connect('SUB all 1\r\n'));
  for (const client of clients) client.on('message', (data: Buffer) => tally.add(data.length));
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
    usage,
    bytesBefore,
    close() {
      for (const client of [publisher, ...clients]) client.terminate();
      child.kill();
    },
  };
}
