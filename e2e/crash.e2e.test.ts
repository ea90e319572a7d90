import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { check, RecordingClient, type Event, type Sending } from './history';
import { openProduct, quietMilliseconds, untilSwitchedOn } from './product';
import { seededRandom } from './random';
import { capitals, sevenAndThree } from './scripts';

// A guard against hanging: in the cloud’s shape a busy machine needs many minutes.
jest.setTimeout(1_800_000);

const seed = Number(process.env['PARLEY_CRASH_SEED'] ?? 20260504);
const random = seededRandom(seed);
const draw = (below: number) => Math.floor(random() * below);

const total = 500;
const kills = 8;
const names = ['ann', 'bob', 'cyd', 'dan', 'eve'] as const;

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

/** A UUID of version 4, drawn from the seed. */
function uid(): string {
  const hex = Array.from({ length: 32 }, () => draw(16).toString(16)).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}

interface Planned extends Sending {
  readonly way: 'socket' | 'http';
}

/** One to three others, now and then with oneself. */
function recipientsFor(sender: RecordingClient): number[] {
  const others = clients.filter((client) => client !== sender).map(({ id }) => id);
  const chosen = others.filter(() => random() < 0.4);
  if (chosen.length === 0) chosen.push(others[draw(others.length)]!);
  return random() < 0.1 ? [...chosen, sender.id] : chosen;
}

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

/** Waits until no inbox has grown for a while: what was on its way has arrived. */
async function settle(): Promise<void> {
  let before = -1;
  for (let still = 0; still < 20;) {
    await wait(quietMilliseconds / 20);
    const sizes = await Promise.all(clients.map((client) => client.inboxSize()));
    const now = sizes.reduce((sum, size) => sum + size, 0);
    still = now === before ? still + 1 : 0;
    before = now;
  }
}

describe(`${total} messages of five clients while processes are killed ${kills} times (seed ${seed})`, () => {
  beforeAll(async () => {
    await product.start();
    for (const name of names) {
      clients.push(
        await RecordingClient.register(
          () => product.entrance,
          name,
          (event) => history.push(event),
        ),
      );
    }
    const [ann, bob, cyd, dan, eve] = clients as [
      RecordingClient,
      RecordingClient,
      RecordingClient,
      RecordingClient,
      RecordingClient,
    ];
    await bob.put('/api/scripts/recv', sevenAndThree('seven, says the script of bob'));
    await cyd.put('/api/scripts/recv', sevenAndThree('seven, says the script of cyd'));
    await dan.put('/api/scripts/send', capitals);
    await eve.put('/api/auto-reply', {
      enabled: true,
      messageBody: 'Noted, says eve.',
      minIntervalSeconds: 0,
    });
    await bob.put('/api/auto-reply', {
      enabled: true,
      messageBody: 'Noted, says bob.',
      minIntervalSeconds: 0,
    });
    await ann.put(`/api/blocks/${eve.id}`, {});
    history.push({ kind: 'blocked', user: ann.id, blockedId: eve.id });
    // What a user switches on holds for what is accepted a while later.
    await wait(untilSwitchedOn);

    const plans = clients.map((sender) =>
      Array.from({ length: total / clients.length }, (_, i): Planned => ({
        messageUid: uid(),
        messageBody: `message ${i} of ${sender.id}`,
        recipientIds: recipientsFor(sender),
        way: random() < 0.6 ? 'socket' : 'http',
      })),
    );
    for (const client of clients) client.start();
    const sendAll = async (client: RecordingClient, messages: readonly Planned[]) => {
      for (const { way, ...message } of messages) {
        await client.send(message, way);
        accepted++;
      }
    };
    await Promise.all([killAtMoments(), ...clients.map((client, i) => sendAll(client, plans[i]!))]);
    await settle();
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
