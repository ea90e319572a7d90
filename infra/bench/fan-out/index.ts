import { samplesOf, type Row } from '@parley/jolie/bench';
import { sockets } from './message';
import { forked, nats, type Subject } from './subjects';

const rounds = 5;
/** Messages of one round: one after the other, and all at once. */
const modes = [
  { what: 'fan-out to 1,000 sockets, one message at a time', messages: 20, atOnce: 1 },
  { what: 'fan-out to 1,000 sockets, saturated', messages: 50, atOnce: 50 },
] as const;

type Mode = (typeof modes)[number];

/** Deliveries for each second of the server's processor time. */
async function rate(subject: Subject, { messages, atOnce }: Mode): Promise<number> {
  const before = await subject.usage();
  for (let sent = 0; sent < messages; sent += atOnce) await subject.publish(atOnce);
  const after = await subject.usage();
  return (messages * sockets * 1e6) / Math.max(1, after.microseconds - before.microseconds);
}

/**
 * What the relay spends on one message to 1,000 sockets (250 people, four sockets each), and on an idle socket, beside `ws`
 * writing one text to all, frame by frame, and beside NATS where it is installed. All servers run at once, and take turns.
 */
export async function fanOut(folder: () => string, program: string): Promise<Row[]> {
  const relay = await forked('relay', program, folder());
  const broker = await nats(folder());
  if (broker === null)
    console.error('nats-server is not installed (apt-get install nats-server): its rows are left out');
  const peers = [await forked('ws', program, folder()), ...(broker === null ? [] : [broker])];
  try {
    const rows: Row[] = [];
    const perSocket = async (subject: Subject) =>
      ((await subject.usage()).bytes - subject.bytesBefore) / sockets / 1024;
    const idle = new Map<Subject, number>();
    for (const subject of [relay, ...peers]) idle.set(subject, await perSocket(subject));
    for (const mode of modes) {
      const measured = new Map<Subject, number[]>([relay, ...peers].map((subject) => [subject, []]));
      for (let round = -1; round < rounds; round++) {
        for (const [subject, rates] of measured) {
          const one = await rate(subject, mode);
          if (round >= 0) rates.push(one);
        }
      }
      for (const peer of peers)
        rows.push({
          what: mode.what,
          unit: 'deliveries per processor-second',
          ours: samplesOf(measured.get(relay)!),
          baselineName: peer.name,
          baseline: samplesOf(measured.get(peer)!),
          better: 'more',
        });
    }
    for (const peer of peers)
      rows.push({
        what: 'an idle socket, session state included (one reading)',
        unit: 'KiB',
        ours: samplesOf([idle.get(relay)!]),
        baselineName: peer.name,
        baseline: samplesOf([idle.get(peer)!]),
        better: 'less',
      });
    return rows;
  } finally {
    for (const subject of [relay, ...peers]) subject.close();
  }
}
