import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PubSub } from '@google-cloud/pubsub';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';
import {
  createInboxCursors,
  createRateLimiter,
  createSeals,
  parseKeyRing,
  type SignIn,
} from '@parley/accounts';
import { conversationOf, decodeServerFrame, type ServerFrame } from '@parley/envelope';
import { createStore, GoogleTopics } from '@parley/google';
import { createNotify, relayTopic } from '@parley/pipeline';
import { silentTelemetry, type Store } from '@parley/ports';
import { eventually } from '@parley/ports/contract';
import { router } from '@parley/stage-router';
import type { LibraryFirestore } from '../google/firestore/library';
import { clock, emulatedFirestore, ids, newProject } from '../google/testing/emulated';
import { createRelay, type Relay } from './index';

/** A token is a user's id here. */
const signIn: Pick<SignIn, 'authenticate'> = {
  authenticate: async (token) => ({
    ok: true,
    holder: { userId: Number(token), username: token, sid: token },
    expiresAt: clock.now() + 3_600_000,
  }),
};
const [ada, ben] = [1, 2];

let pubsub: PubSub;
let db: LibraryFirestore;
let store: Store;
let topics: GoogleTopics;
let servers: Server[];
let relays: Relay[];
beforeEach(async () => {
  const projectId = newProject();
  pubsub = new PubSub({ projectId });
  db = emulatedFirestore(projectId);
  store = createStore(db, { clock, ids });
  topics = new GoogleTopics(pubsub, clock, silentTelemetry);
  const seals = createSeals(parseKeyRing(`k1:${Buffer.from(ids.bytes(32)).toString('base64url')}`));
  relays = [];
  servers = [];
  for (let i = 0; i < 2; i++) {
    const relay = await createRelay({
      signIn,
      cursors: createInboxCursors(seals, store, 'epoch'),
      store,
      bus: topics,
      send: async () => ({ kind: 'refused', code: 'unknown-recipient', reason: 'nobody sends here' }),
      notify: createNotify({ store, publisher: topics, clock }),
      upload: async () => ({ kind: 'refused', diagnostics: [] }),
      sends: createRateLimiter({ clock, perSecond: 1, burst: 1 }),
      trials: createRateLimiter({ clock, perSecond: 1, burst: 1 }),
      clock,
      ids,
      telemetry: silentTelemetry,
      origins: [],
    });
    const server = createServer();
    server.on('upgrade', (request, socket, head) => relay.handleUpgrade(request, socket, head));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    relays.push(relay);
    servers.push(server);
  }
});
afterEach(async () => {
  await Promise.all(relays.map((relay) => relay.close()));
  for (const server of servers) await new Promise<void>((resolve) => void server.close(() => resolve()));
  await pubsub.close();
  await db.terminate();
});

/** Connects somebody to one of the relays; gives the frames that come. */
async function connect(relay: number, userId: number): Promise<ServerFrame[]> {
  const { port } = servers[relay]!.address() as AddressInfo;
  const socket = new WebSocket(`ws://127.0.0.1:${port}/ws`, ['parley.v1', `bearer.${userId}`]);
  const frames: ServerFrame[] = [];
  socket.on('error', () => {});
  socket.on('message', (data) => {
    const decoded = decodeServerFrame(String(data));
    if (decoded.ok) frames.push(decoded.frame);
  });
  await eventually(() => frames.length > 0);
  return frames;
}

/** What the router does with a message of Ada's to Ben. */
async function route(messageBody: string): Promise<void> {
  const conversation = conversationOf(ada, [ben]);
  const { deliveries = [] } = await router({ store, clock }).handle({
    envelope: {
      messageUid: ids.uuid(),
      sessionId: ids.uuid(),
      messageBody,
      senderId: ada,
      recipientIds: [ben],
      fromAutoReply: false,
      eventDestinations: [],
    },
    attributes: { sentAt: new Date(clock.now()).toISOString(), conversation, key: conversation },
  });
  for (const { topic, message } of deliveries) await topics.publish(topic, message);
}

const textsOf = (frames: readonly ServerFrame[]) =>
  frames.flatMap((frame) => (frame.$type === 'ReceiveMessage' ? [frame.msg] : []));
const topicNames = async () => (await pubsub.getTopics())[0].map(({ name }) => name.split('/').at(-1));
const subscriptionNames = async () =>
  (await pubsub.getSubscriptions())[0].map(({ name }) => name.split('/').at(-1));

describe('two relays at once', () => {
  it('have a topic and a subscription each, and bring a message to every socket of its people', async () => {
    const names = relays.map(({ relayId }) => relayTopic(relayId)).sort();
    expect((await topicNames()).sort()).toEqual(names);
    expect((await subscriptionNames()).sort()).toEqual(names);
    const [first, second, sender, nobody] = [
      await connect(0, ben),
      await connect(1, ben),
      await connect(1, ada),
      await connect(0, 3),
    ];
    await route('one');
    await route('two');
    for (const frames of [first, second, sender])
      await eventually(() => new Set(textsOf(frames)).size === 2, 'both messages at every socket');
    expect(textsOf(nobody)).toEqual([]);
  });

  it('given that one drains, then it sends its clients away, spread, and its topic and subscription go with it', async () => {
    const clients = [await connect(0, ben), await connect(0, ada), await connect(0, 3)];
    await relays[0]!.close();
    const waits = clients.flatMap((frames) =>
      frames.flatMap((frame) => (frame.$type === 'GoingAway' ? [frame.reconnectAfterMs] : [])),
    );
    expect(waits).toHaveLength(3);
    expect(waits.every((wait) => wait >= 0 && wait < 5_000)).toBe(true);
    expect(new Set(waits).size).toBeGreaterThan(1);
    const left = [relayTopic(relays[1]!.relayId)];
    expect(await topicNames()).toEqual(left);
    expect(await subscriptionNames()).toEqual(left);
    relays.shift();
  });

  it('given a relay whose topic is gone, as when it died and was swept, then the others deliver all the same', async () => {
    const [dead, alive] = [await connect(0, ben), await connect(1, ben)];
    await topics.deleteTopic(relayTopic(relays[0]!.relayId));
    await route('still here');
    await eventually(() => textsOf(alive).length === 1);
    expect(textsOf(dead)).toEqual([]);
    expect((await store.read(ben, { limit: 10 })).map(({ messageBody }) => messageBody)).toEqual([
      'still here',
    ]);
  });
});
