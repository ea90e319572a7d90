import { samplesOf, type Goal, type Row, type Samples } from '@parley/jolie/bench';
import { sockets } from './message';
import { forked, nats, type Subject } from './subjects';

const rounds = 5;
/** Rounds in which idle sockets are added: every one stays open. */
const roundsOfSockets = 5;
/** Messages of one round: one after the other, and so many at once. */
const modes = [
  { what: 'fan-out to 1,000 sockets, one message at a time', messages: 40, atOnce: 1, overNats: 1.2 },
  { what: 'fan-out to 1,000 sockets, saturated', messages: 200, atOnce: 50, overNats: 1.3 },
] as const;
/** Idle sockets that are added in one round. */
const added = 600;

type Mode = (typeof modes)[number];
type Measured = ReadonlyMap<Subject, readonly number[]>;

/** Deliveries for each second of the server's processor time. */
async function rate(subject: Subject, { messages, atOnce }: Mode): Promise<number> {
  const before = await subject.processor();
  for (let sent = 0; sent < messages; sent += atOnce) await subject.publish(atOnce);
  return (messages * sockets * 1e6) / Math.max(1, (await subject.processor()) - before);
}

/**
 * What one more idle socket costs, KiB. The sockets that are there already have paid for what comes once: code that was
 * compiled, the young generation of the heap, the database's pages.
 */
async function perSocket(subject: Subject): Promise<number> {
  const before = await subject.memory();
  await subject.open(added);
  return ((await subject.memory()) - before) / added / 1024;
}

/** Measures all in turn, again and again; the first round is for warming up. */
async function inTurn(
  subjects: readonly Subject[],
  measure: (subject: Subject) => Promise<number>,
  times: number,
): Promise<Measured> {
  const measured = new Map<Subject, number[]>(subjects.map((subject) => [subject, []]));
  for (let round = -1; round < times; round++) {
    for (const [subject, values] of measured) {
      const value = await measure(subject);
      if (round >= 0) values.push(value);
    }
  }
  return measured;
}

/**
 * V8's young generation grows by megabytes at once, whenever it likes: a reading of what sockets hold would tell of that. So
 * little of it never grows.
 */
const steadyHeap = ['--max-semi-space-size=1'];

/** The servers of a measurement: they run at once, and take turns. */
interface Servers {
  readonly relay: Subject;
  /** NATS, where it is installed. */
  readonly broker: Subject | null;
  /** What the relay is compared with: `ws` first. */
  readonly peers: readonly Subject[];
}

async function withServers<T>(
  folder: () => string,
  program: string,
  options: readonly string[],
  work: (servers: Servers) => Promise<T>,
): Promise<T> {
  const relay = await forked('relay', program, folder(), options);
  const bare = await forked('ws', program, folder(), options);
  const broker = await nats(folder());
  try {
    return await work({ relay, broker, peers: [bare, ...(broker === null ? [] : [broker])] });
  } finally {
    for (const subject of [relay, bare, broker]) subject?.close();
  }
}

/** Measures all servers, and gives a row for each peer. */
async function besidePeers(
  { relay, peers }: Servers,
  row: Pick<Row, 'what' | 'unit' | 'better'>,
  measure: (subject: Subject) => Promise<number>,
  times: number,
  goalBeside: (peer: Subject) => Goal | undefined,
  sampled: (values: readonly number[]) => Samples = samplesOf,
): Promise<Row[]> {
  const measured = await inTurn([relay, ...peers], measure, times);
  return peers.map((peer) => {
    const goal = goalBeside(peer);
    return {
      ...row,
      ours: sampled(measured.get(relay)!),
      baselineName: peer.name,
      baseline: sampled(measured.get(peer)!),
      ...(goal === undefined ? {} : { goal }),
    };
  });
}

async function fanOutRows(servers: Servers): Promise<Row[]> {
  const rows: Row[] = [];
  for (const mode of modes) {
    const row = { what: mode.what, unit: 'deliveries per processor-second', better: 'more' } as const;
    const toNats = (peer: Subject): Goal | undefined =>
      peer === servers.broker ? { of: 'ratio', atLeast: mode.overNats } : undefined;
    rows.push(...(await besidePeers(servers, row, (subject) => rate(subject, mode), rounds, toNats)));
  }
  return rows;
}

function idleRows(servers: Servers): Promise<Row[]> {
  const row = { what: 'one more idle socket, session state included', unit: 'KiB', better: 'less' } as const;
  const toSeven = (peer: Subject): Goal | undefined =>
    peer === servers.peers[0] ? { of: 'ours', atMost: 7 } : undefined;
  // Memory comes in pages, one round's growth in the next: all rounds together say what a socket takes.
  const overAll = (values: readonly number[]): Samples => ({
    ...samplesOf(values),
    median: values.reduce((sum, value) => sum + value, 0) / values.length,
  });
  return besidePeers(servers, row, perSocket, roundsOfSockets, toSeven, overAll);
}

/**
 * What the relay spends on one message to 1,000 sockets (250 people, four sockets each), and on an idle socket, beside `ws`
 * writing one text to all, frame by frame, and beside NATS where it is installed.
 */
export async function fanOut(folder: () => string, program: string): Promise<Row[]> {
  // On servers of their own: memory that a fan-out gave back would be taken by the next sockets, as if they cost nothing.
  const idle = await withServers(folder, program, steadyHeap, idleRows);
  const rows = await withServers(folder, program, [], fanOutRows);
  if (idle.length === 1)
    console.error('nats-server is not installed (apt-get install nats-server): its rows are left out');
  return [...rows, ...idle];
}
