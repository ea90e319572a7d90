import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { limits } from '@parley/envelope';
import { Product } from '../../../../e2e/product';
import { LoadClient } from './client';
import { memoryOf } from './memory-of';
import { populate } from './people';

export interface LoadRequest {
  /** The repository's folder. */
  readonly root: string;
  /** Sockets that are opened at most. */
  readonly sockets: number;
  /** How long they may take to open, ms. */
  readonly openMilliseconds: number;
  readonly print: (line: string) => void;
  readonly now: () => number;
}

/** What the product did when it was asked for more than it can do; none of it judges speed. */
export interface LoadOutcome {
  readonly sockets: { readonly wanted: number; readonly open: number };
  readonly burst: {
    readonly sent: number;
    readonly accepted: number;
    readonly rateLimited: number;
    /** Sockets that were closed with 4429 for too many frames. */
    readonly closedForRate: number;
    /** What was accepted and never came. */
    readonly missing: number;
    /** Whether each sender could send again a moment later. */
    readonly recovered: boolean;
  };
  readonly everybody: {
    readonly recipients: number;
    readonly reached: number;
    readonly milliseconds: number;
  };
  readonly slowReader: {
    /** With which code its socket was closed: 4408, or 1006 when it did not read so far before it was cut. */
    readonly closedWith: number | null;
    readonly sent: number;
    /** What those who read had live. */
    readonly fastMissing: number;
    /** What it lacked when it had come back. */
    readonly slowMissing: number;
  };
  /** Resident memory of the product by what it did then, MiB; empty where the system does not tell. */
  readonly memory: Readonly<Record<string, number>>;
}

/** Waits until the condition holds, a guard of a minute long; whether it does. */
async function until(condition: () => boolean): Promise<boolean> {
  for (let tries = 0; tries < 1_200 && !condition(); tries++) await wait(50);
  return condition();
}

/** Runs the product as a process of its own, with its usual limits, and asks too much of it in four ways. */
export async function loadProduct(request: LoadRequest): Promise<LoadOutcome> {
  const { root, print, now } = request;
  const data = mkdtempSync(path.join(tmpdir(), 'parley-load-'));
  const needed = Math.max(limits.recipients + 1, Math.ceil(request.sockets / limits.socketsPerUser));
  const { people, keys } = await populate(data, needed);
  const product = new Product(root, data, { PARLEY_JWT_KEYS: keys });
  await product.start();
  const memory: Record<string, number> = {};
  let doing = 'started';
  const sample = () => {
    const used = memoryOf(product.pid);
    if (used !== null) memory[doing] = Math.max(memory[doing] ?? 0, used);
  };
  const sampling = setInterval(sample, 500);
  const begin = (what: string) => {
    sample();
    doing = what;
    print(what);
  };
  const clients: LoadClient[] = [];
  const connected = async (index: number): Promise<LoadClient> => {
    const client = new LoadClient(product.url, people[index]!);
    clients.push(client);
    await client.connect();
    return client;
  };
  const endAll = () => {
    for (const client of clients.splice(0)) client.end();
  };

  const openSockets = async (): Promise<LoadOutcome['sockets']> => {
    const latest = now() + request.openMilliseconds;
    let next = 0;
    const open = async () => {
      while (next < request.sockets && now() < latest) await connected(next++ % people.length);
    };
    await Promise.all(Array.from({ length: 16 }, open));
    return { wanted: request.sockets, open: clients.filter(({ closed }) => closed === null).length };
  };

  const burst = async (): Promise<LoadOutcome['burst']> => {
    // Seven people share what they send among three sockets each; the eighth asks all of one.
    const lines = [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 5, 6, 6, 6, 7];
    const senders = await Promise.all(lines.map(connected));
    const linesOf = (person: number) => senders.filter((_, i) => lines[i] === person);
    const reader = await connected(8);
    const [rate, seconds] = [10 * limits.sendsPerSecond, 2];
    let sent = 0;
    for (let tick = 0; tick < seconds * 20; tick++) {
      for (let person = 0; person < 8; person++)
        for (let i = 0; i < rate / 20; i++, sent++)
          linesOf(person)[sent % linesOf(person).length]!.send(randomUUID(), `burst ${sent}`, [
            reader.person.id,
          ]);
      await wait(50);
    }
    const accepted = () => senders.flatMap((sender) => sender.accepted);
    await wait(1_000);
    await until(() => accepted().every((uid) => reader.received.has(uid)));
    const during = accepted();
    // Then everybody takes a breath, and is served again.
    await wait(2_000);
    for (const sender of senders) if (sender.closed !== null) await sender.connect();
    const again = Array.from({ length: 8 }, (_, person) => {
      const uid = randomUUID();
      linesOf(person)[0]!.send(uid, 'after the burst', [reader.person.id]);
      return uid;
    });
    const recovered = await until(() => again.every((uid) => reader.received.has(uid)));
    return {
      sent,
      accepted: during.length,
      rateLimited: senders.flatMap(({ rejected }) => rejected).filter((code) => code === 'rate-limited')
        .length,
      closedForRate: senders.filter(({ closings }) => closings.includes(4429)).length,
      missing: during.filter((uid) => !reader.received.has(uid)).length,
      recovered,
    };
  };

  const everybody = async (): Promise<LoadOutcome['everybody']> => {
    const recipients = people.slice(1, 1 + limits.recipients);
    const [sender] = await Promise.all([connected(0), ...recipients.map((_, i) => connected(i + 1))]);
    const readers = clients.slice(-recipients.length - 1).filter((client) => client !== sender);
    const uid = randomUUID();
    const from = now();
    sender!.send(
      uid,
      'to all of you',
      recipients.map(({ id }) => id),
    );
    const reached = () => readers.filter(({ received }) => received.has(uid)).length;
    await until(() => reached() === recipients.length);
    return { recipients: recipients.length, reached: reached(), milliseconds: Math.round(now() - from) };
  };

  const slowReader = async (): Promise<LoadOutcome['slowReader']> => {
    const [slow, fast] = [await connected(0), await connected(1)];
    const senders = await Promise.all(Array.from({ length: 8 }, (_, i) => connected(2 + i)));
    const text = 'x'.repeat(limits.messageBodyBytes);
    slow.stopReading();
    let sent = 0;
    // The machine takes some megabytes before the relay notices that nobody reads.
    for (; sent < 480 && senders.flatMap(({ accepted }) => accepted).length < 400; sent++) {
      senders[sent % senders.length]!.send(randomUUID(), text, [slow.person.id, fast.person.id]);
      await wait(8);
    }
    const accepted = () => senders.flatMap((sender) => sender.accepted);
    await wait(1_000);
    await until(() => accepted().every((uid) => fast.received.has(uid)));
    const fastMissing = accepted().filter((uid) => !fast.received.has(uid)).length;
    slow.readAgain();
    await until(() => slow.closed !== null);
    const closedWith = slow.closed;
    if (closedWith !== null) await slow.connect();
    await until(() => accepted().every((uid) => slow.received.has(uid)));
    const slowMissing = accepted().filter((uid) => !slow.received.has(uid)).length;
    return { closedWith, sent, fastMissing, slowMissing };
  };

  try {
    begin('sockets');
    const sockets = await openSockets();
    endAll();
    begin('burst');
    const bursts = await burst();
    endAll();
    begin('everybody');
    const all = await everybody();
    endAll();
    begin('slow reader');
    const slow = await slowReader();
    endAll();
    begin('afterwards');
    await wait(3_000);
    sample();
    return { sockets, burst: bursts, everybody: all, slowReader: slow, memory };
  } finally {
    clearInterval(sampling);
    endAll();
    await product.stop();
    rmSync(data, { recursive: true, force: true });
  }
}
