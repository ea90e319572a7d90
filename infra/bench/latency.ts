import path from 'node:path';
import { WebSocket } from 'ws';
import { systemClock, systemIds } from '@parley/embedded';
import { decodeServerFrame, encodeFrame, type ServerFrame } from '@parley/envelope';
import { startServer } from '@parley/local';
import { silentTelemetry } from '@parley/ports';
import { commitTime } from './baselines';
import { quantile, samplesOf, type Row } from '@parley/jolie/bench';

const messages = 200;
/** Between two messages: the server is idle again, and no limit of a socket is met, ms. */
const pause = 15;
const rounds = 3;

interface Person {
  readonly token: string;
  readonly user: { readonly id: number };
}

async function register(url: string, username: string): Promise<Person> {
  const response = await fetch(`${url}/api/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password: 'a long password' }),
  });
  if (!response.ok) throw new Error(`registering ${username}: ${response.status}`);
  return (await response.json()) as Person;
}

/** A socket, and a way to wait for the next frame that matches. */
async function connect(url: string, { token }: Person) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/ws`, ['parley.v1', `bearer.${token}`], {
    origin: url,
  });
  const waiting: { matches: (frame: ServerFrame) => boolean; resolve: (at: number) => void }[] = [];
  socket.on('message', (data) => {
    const at = performance.now();
    const decoded = decodeServerFrame(String(data));
    if (!decoded.ok) return;
    for (const each of waiting.filter(({ matches }) => matches(decoded.frame))) {
      waiting.splice(waiting.indexOf(each), 1);
      each.resolve(at);
    }
  });
  const next = (matches: (frame: ServerFrame) => boolean) =>
    new Promise<number>((resolve) => waiting.push({ matches, resolve }));
  socket.on('close', (code) => {
    if (waiting.length > 0) throw new Error(`the socket was closed: ${code}`);
  });
  await next((frame) => frame.$type === 'Welcome');
  return { socket, next };
}

/** Milliseconds from `Accepted` at the sender to `ReceiveMessage` at the recipient, ascending, one message at a time. */
async function latencies(directory: string, workerFile: string): Promise<number[]> {
  const server = await startServer({
    directory,
    port: 0,
    host: '127.0.0.1',
    clock: systemClock,
    ids: systemIds,
    telemetry: silentTelemetry,
    workerFile,
    sendsPerSecond: 10_000,
    sendBurst: 10_000,
  });
  try {
    const [ada, bob] = [await register(server.url, 'ada'), await register(server.url, 'bob')];
    const [sender, receiver] = [await connect(server.url, ada), await connect(server.url, bob)];
    const times: number[] = [];
    for (let i = 0; i < messages; i++) {
      const messageUid = systemIds.uuid();
      const accepted = sender.next((frame) => frame.$type === 'Accepted' && frame.messageUid === messageUid);
      const delivered = receiver.next(
        (frame) => frame.$type === 'ReceiveMessage' && frame.messageUid === messageUid,
      );
      const frame = {
        $type: 'SendMessage',
        messageUid,
        message: 'x'.repeat(100),
        destinationUsers: [bob.user.id],
      } as const;
      sender.socket.send(encodeFrame(frame));
      times.push(Math.max(0, (await delivered) - (await accepted)));
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
    sender.socket.close();
    receiver.socket.close();
    return times.sort((a, b) => a - b);
  } finally {
    await server.close();
  }
}

/** Accepted to delivered on an idle server, the median and the 99th percentile, each beside one durable commit. */
export async function latency(folder: () => string, workerFile: string, now: () => number): Promise<Row[]> {
  const measured: { p50: number[]; p99: number[]; commit: number[] } = { p50: [], p99: [], commit: [] };
  for (let round = -1; round < rounds; round++) {
    const times = await latencies(folder(), workerFile);
    const commit = commitTime(path.join(folder(), 'bare.db'), 200, now);
    if (round < 0) continue;
    measured.p50.push(quantile(times, 0.5));
    measured.p99.push(quantile(times, 0.99));
    measured.commit.push(commit);
  }
  const row = (what: string, ours: number[], atMost: number): Row => ({
    what: `accepted to delivered, ${what}`,
    unit: 'ms',
    ours: samplesOf(ours),
    baselineName: 'one durable commit of bare SQLite',
    baseline: samplesOf(measured.commit),
    better: 'less',
    goal: { of: 'ours', atMost },
  });
  return [row('median', measured.p50, 3), row('99th percentile', measured.p99, 15)];
}
