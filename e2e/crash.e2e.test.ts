import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { conversationOf } from '@parley/envelope';
import { Client, type Listed, type Sending } from './client';
import { Product } from './product';
import { seededRandom } from './random';

jest.setTimeout(240_000);

const seed = Number(process.env['PARLEY_CRASH_SEED'] ?? 20260504);
const random = seededRandom(seed);
const draw = (below: number) => Math.floor(random() * below);

const total = 200;
const kills = 5;

const data = mkdtempSync(path.join(tmpdir(), 'parley-crash-'));
const product = new Product(process.cwd(), data);
let ann: Client;
let bob: Client;
let cyd: Client;

/** A UUID of version 4, drawn from the seed. */
function uid(): string {
  const hex = Array.from({ length: 32 }, () => draw(16).toString(16)).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** When the process is killed: after so many accepted messages, and then so many milliseconds. */
const moments = Array.from({ length: kills }, (_, round) => ({
  accepted: Math.floor((round * total) / kills) + 5 + draw(total / kills - 10),
  later: draw(60),
}));

let accepted = 0;

async function killAtMoments(): Promise<void> {
  for (const moment of moments) {
    while (accepted < moment.accepted) await wait(2);
    await wait(moment.later);
    await product.kill();
    await product.start();
  }
}

interface Planned extends Sending {
  readonly overWebSocket: boolean;
}

/** Sends one after the other, each until it is accepted. */
async function sendAll(sender: Client, messages: readonly Planned[]): Promise<void> {
  for (const { overWebSocket, ...message } of messages) {
    if (overWebSocket) await sender.sendOverWebSocket(message);
    else await sender.sendOverHttp(message);
    accepted++;
  }
}

const identityOf = ({ senderId, messageUid }: { senderId: number; messageUid: string }) =>
  `${senderId}/${messageUid}`;

/** Reads until the inbox holds so many messages, or nothing new has come for ten seconds. */
async function settledInbox(client: Client, expected: number): Promise<Listed[]> {
  let inbox = await client.inbox();
  for (let still = 0; still < 100 && inbox.length < expected;) {
    await wait(100);
    const next = await client.inbox();
    still = next.length > inbox.length ? 0 : still + 1;
    inbox = next;
  }
  return inbox;
}

beforeAll(async () => {
  await product.start();
  const url = () => product.url;
  ann = await Client.register(url, 'ann');
  bob = await Client.register(url, 'bob');
  cyd = await Client.register(url, 'cyd');
  await bob.put('/api/auto-reply', { enabled: true, messageBody: 'Noted.', minIntervalSeconds: 0 });
  // What a user switches on holds for what is accepted a second later.
  await wait(1_500);
});

afterAll(async () => {
  await product.stop();
  rmSync(data, { recursive: true, force: true });
});

describe(`${total} messages while the process is killed ${kills} times (seed ${seed})`, () => {
  const sent = new Map<Client, Planned[]>();
  const inboxes = new Map<Client, Listed[]>();
  const everybody = () => [ann, bob, cyd];
  const answers = () => [...sent].flatMap(([sender, messages]) => (sender === bob ? [] : messages)).length;

  beforeAll(async () => {
    const groups = () => [
      { sender: ann, to: [[bob.id], [bob.id, cyd.id]] },
      { sender: bob, to: [[ann.id], [ann.id, cyd.id]] },
      { sender: cyd, to: [[bob.id, ann.id]] },
    ];
    const shares = groups();
    for (let index = 0; index < total; index++) {
      const { sender, to } = shares[index % shares.length]!;
      const message = {
        messageUid: uid(),
        messageBody: `message ${index}`,
        recipientIds: to[draw(to.length)]!,
        overWebSocket: random() < 0.3,
      };
      sent.set(sender, [...(sent.get(sender) ?? []), message]);
    }
    await Promise.all([killAtMoments(), ...everybody().map((client) => sendAll(client, sent.get(client)!))]);
    const ofHers = (client: Client) => (client === bob ? 0 : sent.get(client)!.length);
    const addressed = (client: Client) =>
      [...sent].flatMap(([sender, messages]) =>
        messages.filter(({ recipientIds }) => sender === client || recipientIds.includes(client.id)),
      ).length;
    for (const client of everybody())
      inboxes.set(
        client,
        await settledInbox(client, addressed(client) + (client === bob ? answers() : ofHers(client))),
      );
  });

  it('are each in the inbox of the sender and of every recipient, exactly once', () => {
    expect(accepted).toBe(total);
    for (const client of everybody()) {
      const expected = [...sent].flatMap(([sender, messages]) =>
        messages
          .filter(({ recipientIds }) => sender === client || recipientIds.includes(client.id))
          .map(({ messageUid }) => identityOf({ senderId: sender.id, messageUid })),
      );
      const found = inboxes.get(client)!.filter(({ fromAutoReply }) => !fromAutoReply);
      expect(found.map(identityOf).sort()).toEqual(expected.sort());
    }
  });

  it('are in the same order in all inboxes of a conversation', () => {
    // An answer goes under the ordering key of its cause, whose conversation may be another one: of answers it is only
    // promised that they come after their causes.
    const written = new Map(
      [...inboxes].map(([client, inbox]) => [client, inbox.filter(({ fromAutoReply }) => !fromAutoReply)]),
    );
    for (const conversation of new Set([...written.values()].flat().map((message) => message.conversation))) {
      const orders = [...written.values()]
        .map((inbox) => inbox.filter((message) => message.conversation === conversation).map(identityOf))
        .filter((order) => order.length > 0);
      expect(orders.length).toBeGreaterThan(1);
      for (const order of orders) expect(order).toEqual(orders[0]);
    }
  });

  it('never come after their answers', () => {
    for (const inbox of inboxes.values()) {
      const places = new Map(inbox.map(({ messageUid }, place) => [messageUid, place]));
      const answered = inbox.filter(({ causedBy }) => causedBy !== undefined && places.has(causedBy));
      const early = answered.filter(
        ({ messageUid, causedBy }) => places.get(causedBy!)! > places.get(messageUid)!,
      );
      expect(answered).not.toEqual([]);
      expect(early).toEqual([]);
    }
  });

  it('stay in the order in which their sender had them accepted', () => {
    for (const [sender, messages] of sent) {
      for (const to of new Set(messages.map(({ recipientIds }) => conversationOf(sender.id, recipientIds)))) {
        const expected = messages
          .filter(({ recipientIds }) => conversationOf(sender.id, recipientIds) === to)
          .map(({ messageUid }) => messageUid);
        const found = inboxes
          .get(sender)!
          .filter(
            (message) =>
              message.conversation === to && message.senderId === sender.id && !message.fromAutoReply,
          )
          .map(({ messageUid }) => messageUid);
        expect(found).toEqual(expected);
      }
    }
  });

  it('are each answered exactly once by the one who has an auto-reply', () => {
    const causes = [...sent].flatMap(([sender, messages]) =>
      sender === bob ? [] : messages.map(({ messageUid }) => messageUid),
    );
    const found = inboxes.get(bob)!.filter(({ fromAutoReply }) => fromAutoReply);
    expect(found.map(({ causedBy }) => causedBy).sort()).toEqual(causes.sort());
  });
});
