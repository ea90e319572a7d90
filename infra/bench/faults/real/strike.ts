import { setTimeout as wait } from 'node:timers/promises';
import { drawMessage, gatherCrowd, settleCrowd } from '../../../../e2e/crowd';
import { check, type Event, type Finding, type RecordingClient } from '../../../../e2e/history';
import { seededRandom } from '../../simulation/random';
import type { Ground, Strike } from './ground';
import { layLine } from './line';

export interface StrikeRequest {
  /** Where the product runs; it is started here, and ended. */
  readonly ground: Ground;
  readonly seed: number;
  /** How long at least; it goes on until each kind of strike happened once. */
  readonly milliseconds: number;
  /** Between two strikes at most, ms. */
  readonly pauseMilliseconds: number;
  /** Between two messages of one client at most, ms. */
  readonly messageMilliseconds: number;
  readonly print: (line: string) => void;
  /** Ends it before its time: then nothing is judged. */
  readonly signal?: AbortSignal;
}

export interface StrikeOutcome {
  /** The kinds of what struck, in their order. */
  readonly struck: readonly string[];
  /** Every kind of strike that there is here. */
  readonly kinds: readonly string[];
  readonly sent: number;
  readonly accepted: number;
  readonly delivered: number;
  readonly findings: readonly Finding[];
}

/** Between two readings of the run records, ms: sooner than as many were made as the product keeps. */
const recordMilliseconds = 15_000;

/**
 * Runs the product with clients, strikes it for a while, lets it settle, and judges what clients saw. Rejects with the
 * signal's reason when it was ended before.
 */
export async function strikeProduct(request: StrikeRequest): Promise<StrikeOutcome> {
  const { ground, seed, milliseconds, print, signal } = request;
  const random = seededRandom(seed);
  const history: Event[] = [];
  let clients: RecordingClient[] = [];
  let isLongEnough = false;
  let isOver = false;
  const struck: string[] = [];
  /** What starts and ends processes. */
  let changing: Promise<void> = Promise.resolve();
  const line = await layLine(() => Number(new URL(ground.entrance).port));
  const strikes: Readonly<Record<string, Strike>> = {
    ...ground.strikes,
    cut: async () => void line.cut(1 + Math.floor(random() * 4), random),
    'half-open': async () => void line.deafen(1 + Math.floor(random() * 2), random),
  };
  const kinds = Object.keys(strikes);

  const strikeNowAndThen = async (): Promise<void> => {
    while (!isOver && (!isLongEnough || struck.length < kinds.length)) {
      await wait(random() * request.pauseMilliseconds);
      if (isOver) return;
      // Each kind once, then as they are drawn.
      const kind = kinds[struck.length] ?? kinds[Math.floor(random() * kinds.length)]!;
      struck.push(kind);
      print(`${new Date().toISOString().slice(11, 19)} ${kind}`);
      const whom = await strikes[kind]!(random);
      if (whom !== undefined) print(`         ${kind} ${whom}`);
    }
    isOver = true;
  };
  const send = async (client: RecordingClient): Promise<void> => {
    const draws = seededRandom(seed * 1_000 + client.id);
    for (let number = 0; !isOver; number++) {
      const { way, ...message } = drawMessage(clients, client, number, draws);
      await client.send(message, way);
      await wait(draws() * request.messageMilliseconds);
    }
  };
  /** Run records are kept for a while only: what they say of dropped messages is needed at the end. */
  const recordRuns = async (): Promise<void> => {
    while (!isOver) {
      await wait(recordMilliseconds);
      // A product that is struck may not answer; what is missing is read the next time.
      for (const client of clients) await client.recordRuns().catch(() => {});
    }
  };
  const work = async (): Promise<void> => {
    await (changing = ground.start());
    clients = await gatherCrowd(
      () => `http://127.0.0.1:${line.port}`,
      (event) => history.push(event),
    );
    for (const client of clients) client.start();
    const longEnough = wait(milliseconds).then(() => (isLongEnough = true));
    changing = strikeNowAndThen();
    await Promise.all([longEnough, changing, recordRuns(), ...clients.map(send)]);
    print('settling');
    await settleCrowd(clients);
    for (const client of clients) await client.recordAll();
  };
  const interrupted = new Promise<never>((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });

  try {
    await Promise.race([work(), interrupted]);
  } finally {
    isOver = true;
    // What is being started can't be ended for good.
    await changing.catch(() => {});
    await Promise.all(clients.map((client) => client.stop()));
    await line.close();
    await ground.stop();
  }
  const count = (kind: Event['kind']) => history.filter((event) => event.kind === kind).length;
  return {
    struck,
    kinds,
    sent: count('sent'),
    accepted: count('accepted'),
    delivered: count('received'),
    findings: check(history),
  };
}
