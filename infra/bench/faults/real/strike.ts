import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { drawMessage, gatherCrowd, settleCrowd } from '../../../../e2e/crowd';
import { check, type Event, type Finding, type RecordingClient } from '../../../../e2e/history';
import { Product } from '../../../../e2e/product';
import { seededRandom } from '../../simulation/random';
import { mountDisk } from './disk';
import { layLine } from './line';

/** What is done to the running product. */
export const strikes = ['kill', 'hang', 'restart', 'cut', 'half-open', 'full-disk'] as const;
export type Strike = (typeof strikes)[number];

export interface StrikeRequest {
  /** The repository's folder. */
  readonly root: string;
  readonly seed: number;
  /** How long at least; it goes on until each kind of strike happened once. */
  readonly milliseconds: number;
  /** Between two strikes at most, ms. */
  readonly pauseMilliseconds: number;
  /** Between two messages of one client at most, ms. */
  readonly messageMilliseconds: number;
  readonly print: (line: string) => void;
}

export interface StrikeOutcome {
  readonly struck: readonly Strike[];
  /** Strikes that are not possible on this machine, and why. */
  readonly leftOut: readonly string[];
  readonly sent: number;
  readonly accepted: number;
  readonly delivered: number;
  readonly findings: readonly Finding[];
}

/** Runs the product as a process, with clients, strikes it for a while, lets it settle, and judges what clients saw. */
export async function strikeProduct(request: StrikeRequest): Promise<StrikeOutcome> {
  const { root, seed, milliseconds, print } = request;
  const random = seededRandom(seed);
  const data = mkdtempSync(path.join(tmpdir(), 'parley-faults-'));
  const disk = mountDisk(data);
  const product = new Product(root, data);
  const history: Event[] = [];
  let clients: RecordingClient[] = [];
  await product.start();
  const line = await layLine(() => Number(new URL(product.url).port));
  const struck: Strike[] = [];
  let isLongEnough = false;
  let isOver = false;

  const strike = async (kind: Strike): Promise<void> => {
    switch (kind) {
      case 'kill':
        await product.kill();
        return product.start();
      case 'restart':
        await product.stop();
        return product.start();
      case 'hang':
        product.hang();
        await wait(200 + random() * 4_000);
        return product.goOn();
      case 'cut':
        line.cut(1 + Math.floor(random() * 4), random);
        return;
      case 'half-open':
        line.deafen(1 + Math.floor(random() * 2), random);
        return;
      case 'full-disk':
        disk.fill();
        await wait(500 + random() * 3_000);
        return disk.clear();
    }
  };
  const strikeNowAndThen = async (): Promise<void> => {
    const possible = strikes.filter((kind) => kind !== 'full-disk' || disk.cantFill === null);
    while (!isLongEnough || struck.length < possible.length) {
      await wait(random() * request.pauseMilliseconds);
      // Each kind once, then as they are drawn.
      const kind = possible[struck.length] ?? possible[Math.floor(random() * possible.length)]!;
      struck.push(kind);
      print(`${new Date().toISOString().slice(11, 19)} ${kind}`);
      await strike(kind);
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

  try {
    clients = await gatherCrowd(
      () => `http://127.0.0.1:${line.port}`,
      (event) => history.push(event),
    );
    for (const client of clients) client.start();
    const longEnough = wait(milliseconds).then(() => (isLongEnough = true));
    await Promise.all([longEnough, strikeNowAndThen(), ...clients.map(send)]);
    print('settling');
    await settleCrowd(clients);
    for (const client of clients) await client.recordAll();
  } finally {
    [isLongEnough, isOver] = [true, true];
    await Promise.all(clients.map((client) => client.stop()));
    await line.close();
    await product.stop();
    disk.close();
    rmSync(data, { recursive: true, force: true });
  }
  const count = (kind: Event['kind']) => history.filter((event) => event.kind === kind).length;
  return {
    struck,
    leftOut: [
      ...(disk.cantFill === null ? [] : [`full-disk: ${disk.cantFill}`]),
      'slow-disk: no file system that can be slowed down is at hand; the simulation has it',
    ],
    sent: count('sent'),
    accepted: count('accepted'),
    delivered: count('received'),
    findings: check(history),
  };
}
