import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket } from 'ws';
import { systemClock as clock, systemIds as ids } from '@parley/google';
import { createRateLimiter } from '@parley/accounts';
import { createRelay, type RelayDeps } from '@parley/relay';
import type { MessageHandler } from '@parley/ports';
import { samplesOf } from '@parley/jolie/bench';
import { listeningOnly } from '../listening-only';

const sockets = 100;
const deliveries = 2_000;
const rounds = 5;

const nothing = async () => {};
const none = async () => [];

/** A relay whose store and broker are empty: what is left is the relay itself. */
function depsOf(onSubscribed: (handler: MessageHandler) => void): RelayDeps {
  const alone = new Set<number>();
  return {
    ...listeningOnly({ clock, ids }),
    cursors: {
      at: (_: number, at: { position: number } | null) => `cursor ${at?.position ?? 0}`,
      resolve: async () => null,
    } as unknown as RelayDeps['cursors'],
    store: {
      putLease: nothing,
      deleteLease: nothing,
      deadLeases: none,
      putSession: nothing,
      deleteSession: nothing,
      sessionsOf: none,
      presenceOf: none,
      read: none,
      acquainted: async () => alone,
      acquaintances: none,
      markRead: async () => null,
      blocked: none,
      blockersOf: async () => alone,
    },
    bus: {
      createTopic: nothing,
      deleteTopic: nothing,
      subscribe: async (_topic, handler) => {
        onSubscribed(handler);
        return { close: nothing };
      },
    },
    send: async () => ({ kind: 'accepted', messageUid: '' }),
    notify: nothing,
    sends: createRateLimiter({ clock, perSecond: 1_000, burst: 1_000 }),
  };
}

/** Processor time of one delivery, ms: from the broker's message to the frame at a client, the client's part included. */
async function round(): Promise<number> {
  let handler: MessageHandler = nothing;
  const relay = await createRelay(depsOf((given) => (handler = given)));
  const server = createServer();
  server.on('upgrade', (request, socket, head) => relay.handleUpgrade(request, socket, head));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let received = 0;
  let onAll = () => {};
  const clients = await Promise.all(
    Array.from({ length: sockets }, async (_, i) => {
      const client = new WebSocket(`${url.replace('http', 'ws')}/ws`, ['parley.v1', `bearer.${i + 1}`], {
        origin: url,
      });
      await new Promise<void>((resolve, reject) => {
        client.once('error', reject);
        client.on('message', (data) => {
          const { $type } = JSON.parse(String(data)) as { $type: string };
          if ($type === 'Welcome') {
            client.send('{"$type":"SendMessage","message":"x","destinationUsers":[1]}');
          }
          // Before its first frame was handled, the relay would look for what is delivered in the inbox.
          if ($type === 'Accepted') resolve();
          if ($type === 'ReceiveMessage' && ++received === deliveries) onAll();
        });
      });
      return client;
    }),
  );
  const all = new Promise<void>((resolve) => (onAll = resolve));
  const message = {
    conversation: 'c'.repeat(64),
    messageBody: 'x'.repeat(100),
    senderId: 1_000,
    recipientIds: [1],
    fromAutoReply: false,
    sentAt: new Date(clock.now()).toISOString(),
  };
  const from = process.cpuUsage();
  for (let i = 0; i < deliveries; i++) {
    const to = [{ userId: 1 + (i % sockets), position: 1 + Math.floor(i / sockets) }];
    const data = Buffer.from(JSON.stringify({ message: { ...message, messageUid: ids.uuid() }, to }));
    await handler(
      {
        data: { message: { data: data.toString('base64'), attributes: {} } },
      } as Parameters<MessageHandler>[0],
      {
        publish: nothing,
      },
    );
  }
  await all;
  const { user, system } = process.cpuUsage(from);
  for (const client of clients) client.terminate();
  await relay.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  return (user + system) / 1_000 / deliveries;
}

/** The median of several rounds, after one that does not count, ms. */
export async function measureDelivery(): Promise<number> {
  await round();
  const measured: number[] = [];
  for (let i = 0; i < rounds; i++) measured.push(await round());
  return Number(samplesOf(measured).median.toPrecision(3));
}
