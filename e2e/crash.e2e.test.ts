import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { drawMessage, gatherCrowd, settleCrowd } from './crowd';
import { check, type Event, type RecordingClient } from './history';
import { openProduct } from './product';
import { seededRandom } from '../infra/bench/simulation/random';

// A guard against hanging: in the cloud’s shape a busy machine needs many minutes.
jest.setTimeout(1_800_000);

const seed = Number(process.env['PARLEY_CRASH_SEED'] ?? 20260504);
const random = seededRandom(seed);
const draw = (below: number) => Math.floor(random() * below);

const total = 500;
const kills = 8;

const data = mkdtempSync(path.join(tmpdir(), 'parley-crash-'));
const product = openProduct(process.cwd(), data);
const history: Event[] = [];
const clients: RecordingClient[] = [];
let accepted = 0;

afterAll(async () => {
  await Promise.all(clients.map((client) => client.stop()));
  await product.stop();
  rmSync(data, { recursive: true, force: true });
});

/** Strikes without a warning whenever so many more messages were accepted, and then some milliseconds later. */
async function killAtMoments(): Promise<void> {
  for (let round = 0; round < kills; round++) {
    const moment = Math.floor((round * total) / kills) + 5 + draw(total / kills - 10);
    while (accepted < moment) await wait(2);
    await wait(draw(60));
    await product.strike(round);
    await product.start();
  }
}

describe(`${total} messages of five clients while processes are killed ${kills} times (seed ${seed})`, () => {
  beforeAll(async () => {
    await product.start();
    clients.push(
      ...(await gatherCrowd(
        () => product.entrance,
        (event) => history.push(event),
      )),
    );
    const plans = clients.map((sender) =>
      Array.from({ length: total / clients.length }, (_, i) => drawMessage(clients, sender, i, random)),
    );
    for (const client of clients) client.start();
    const sendAll = async (client: RecordingClient, messages: readonly ReturnType<typeof drawMessage>[]) => {
      for (const { way, ...message } of messages) {
        await client.send(message, way);
        accepted++;
      }
    };
    await Promise.all([killAtMoments(), ...clients.map((client, i) => sendAll(client, plans[i]!))]);
    await settleCrowd(clients);
    for (const client of clients) await client.recordAll();
  });

  it('break no promise', () => {
    expect(check(history)).toEqual([]);
  });

  it('were all accepted, answered by scripts and by fixed replies, dropped, changed and missed', () => {
    const count = (wanted: (event: Event) => boolean) => history.filter(wanted).length;
    const entries = history.flatMap((event) => (event.kind === 'inbox' ? event.entries : []));
    const runs = history.flatMap((event) => (event.kind === 'runs' ? event.runs : []));
    expect(count(({ kind }) => kind === 'accepted')).toBe(total);
    expect(count((event) => event.kind === 'resumed' && event.after !== null)).toBeGreaterThanOrEqual(kills);
    expect(entries.some(({ messageBody }) => messageBody.startsWith('seven, says'))).toBe(true);
    expect(entries.some(({ messageBody }) => messageBody.startsWith('Noted, says'))).toBe(true);
    expect(entries.some(({ messageBody }) => /^MESSAGE/.test(messageBody))).toBe(true);
    expect(runs.some(({ answer }) => answer.action === 'drop')).toBe(true);
  });
});
