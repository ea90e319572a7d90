import path from 'node:path';
import { WebSocket } from 'ws';
import { systemClock, systemIds } from '@parley/embedded';
import { decodeServerFrame, encodeFrame, type ServerFrame } from '@parley/envelope';
import { startServer } from '@parley/local';
import { silentTelemetry } from '@parley/ports';
import { commitTime } from './baselines';
import { quantile, samplesOf, type Row } from '@parley/jolie/bench';

/** People who write, each to one other: no more may register at once from one address. */
const pairs = 5;
/** Messages by which it is found what the server sustains, and how many of them each pair has offered but not seen accepted. */
const saturating = 2_000;
const underWay = 20;
/** Messages whose delays are measured, offered evenly at this part of that rate, whatever becomes of those before. */
const measured = 1_500;
const share = 1 / 3;
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

/** A socket of theirs, once it is welcome; `onFrame` is told what comes after. */
async function connect(
  url: string,
  { token }: Person,
  onFrame: (frame: ServerFrame) => void,
): Promise<WebSocket> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/ws`, ['parley.v1', `bearer.${token}`], {
    origin: url,
  });
  await new Promise<void>((resolve, reject) => {
    socket.on('message', (data) => {
      const decoded = decodeServerFrame(String(data));
      if (!decoded.ok) return;
      if (decoded.frame.$type === 'Welcome') resolve();
      else onFrame(decoded.frame);
    });
    socket.on('close', (code) => reject(new Error(`the socket was closed: ${code}`)));
  });
  socket.on('close', (code) => {
    // 1005 and 1001: all is measured, and this side or the server has closed it.
    if (code !== 1005 && code !== 1001) throw new Error(`the socket was closed: ${code}`);
  });
  return socket;
}

/** Messages on their way, and how long each took from `Accepted` at its sender to `ReceiveMessage` at its recipient. */
class Deliveries {
  readonly times: number[] = [];
  readonly #seen = new Map<string, number>();
  #missing = 0;
  #arrived = () => {};

  constructor(private readonly now: () => number) {}

  /** Notes one of the two ends of a message: which is seen first is not said, for they are two sockets. */
  note(messageUid: string, is: 'accepted' | 'delivered'): void {
    const at = this.now();
    const other = this.#seen.get(messageUid);
    if (other === undefined) {
      this.#seen.set(messageUid, at);
      return;
    }
    this.#seen.delete(messageUid);
    this.times.push(is === 'delivered' ? at - other : 0);
    if (--this.#missing === 0) this.#arrived();
  }

  /** Resolves when so many more have come to both of their ends. */
  after(count: number): Promise<void> {
    this.#missing = count;
    return new Promise((resolve) => (this.#arrived = resolve));
  }
}

/** What one server sustains from socket to socket, messages/s, and the delays at a part of that, ms, ascending. */
async function measureServer(directory: string, workerFile: string, now: () => number) {
  const server = await startServer({
    directory,
    port: 0,
    host: '127.0.0.1',
    clock: systemClock,
    ids: systemIds,
    telemetry: silentTelemetry,
    workerFile,
    sendsPerSecond: 100_000,
    sendBurst: 100_000,
    framesPerSecond: 100_000,
  });
  try {
    let deliveries = new Deliveries(now);
    let onAccepted: (pair: number) => void = () => {};
    const sends: (() => void)[] = [];
    const sockets: WebSocket[] = [];
    for (let pair = 0; pair < pairs; pair++) {
      const from = await register(server.url, `sender${pair}`);
      const to = await register(server.url, `recipient${pair}`);
      const sender = await connect(server.url, from, (frame) => {
        if (frame.$type !== 'Accepted') return;
        deliveries.note(frame.messageUid, 'accepted');
        onAccepted(pair);
      });
      const recipient = await connect(server.url, to, (frame) => {
        if (frame.$type === 'ReceiveMessage') deliveries.note(frame.messageUid, 'delivered');
      });
      sockets.push(sender, recipient);
      sends.push(() => {
        const frame = { message: 'x'.repeat(100), destinationUsers: [to.user.id] };
        sender.send(encodeFrame({ $type: 'SendMessage', messageUid: systemIds.uuid(), ...frame }));
      });
    }
    const saturate = async (count: number): Promise<number> => {
      const all = deliveries.after(count);
      const began = now();
      let left = count - pairs * underWay;
      onAccepted = (pair) => {
        if (left-- > 0) sends[pair]!();
      };
      for (let k = 0; k < underWay; k++) for (const send of sends) send();
      await all;
      return (count * 1000) / (now() - began);
    };
    await saturate(saturating);
    const sustained = await saturate(saturating);
    onAccepted = () => {};
    deliveries = new Deliveries(now);
    const all = deliveries.after(measured);
    const began = now();
    for (let sent = 0; sent < measured;) {
      const due = Math.min(measured, 1 + ((now() - began) / 1000) * sustained * share);
      for (; sent < due; sent++) sends[sent % pairs]!();
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await all;
    for (const socket of sockets) socket.close();
    return { sustained, times: deliveries.times.sort((a, b) => a - b) };
  } finally {
    await server.close();
  }
}

/**
 * Accepted to delivered at a third of what the server sustains, the median and the 99th percentile, each beside one durable
 * commit. Server, senders and recipients share a process: the rate is theirs together.
 */
export async function latency(folder: () => string, workerFile: string, now: () => number): Promise<Row[]> {
  const rates: number[] = [];
  const [p50, p99, commits]: [number[], number[], number[]] = [[], [], []];
  for (let round = -1; round < rounds; round++) {
    const { sustained, times } = await measureServer(folder(), workerFile, now);
    const commit = commitTime(path.join(folder(), 'bare.db'), 200, now);
    if (round < 0) continue;
    rates.push(sustained);
    p50.push(quantile(times, 0.5));
    p99.push(quantile(times, 0.99));
    commits.push(commit);
  }
  const row = (what: string, ours: number[], atMost: number): Row => ({
    what: `accepted to delivered at a third of that, ${what}`,
    unit: 'ms',
    ours: samplesOf(ours),
    baselineName: 'one durable commit of bare SQLite',
    baseline: samplesOf(commits),
    better: 'less',
    goal: { of: 'ours', atMost },
  });
  return [
    {
      what: 'from socket to socket, durable, sustained',
      unit: 'messages/s',
      ours: samplesOf(rates),
      better: 'more',
    },
    row('median', p50, 3),
    row('99th percentile', p99, 15),
  ];
}
