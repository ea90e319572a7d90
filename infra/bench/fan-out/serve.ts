import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { WebSocketServer } from 'ws';
import {
  createInboxCursors,
  createRateLimiter,
  createSeals,
  makeKeyRing,
  parseKeyRing,
} from '@parley/accounts';
import { openEmbedded, systemClock as clock, systemIds as ids } from '@parley/embedded';
import { createNotify, relayTopic } from '@parley/pipeline';
import { silentTelemetry as telemetry } from '@parley/ports';
import { createRelay } from '@parley/relay';
import { frameLike, inboxMessage, people } from './message';

/*
 * A server under measurement, in a process of its own, so that its processor time and memory are its alone:
 * `relay DIRECTORY` is the product's, `ws` one that writes the same text to all of its sockets, frame by frame.
 */

/** What the measuring process asks, and is answered by as many numbers as it needs. */
export type Asked = { readonly publish: number } | 'usage';
export interface Usage {
  /** Processor time used, µs. */
  readonly microseconds: number;
  /** Memory of the process after a collection, bytes. */
  readonly bytes: number;
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const [, , kind, directory = ''] = process.argv;

/** Publishes one message to everybody. */
type Publish = () => void;

async function relay(): Promise<{ publish: Publish; port: number }> {
  const { bus, store } = openEmbedded({ directory, clock, ids, telemetry });
  const unused = async () => {
    throw new Error('nobody sends here');
  };
  const server = await createRelay({
    // Who signs in is not measured: the token is the user's id.
    signIn: {
      authenticate: async (token) => ({
        ok: true,
        holder: { userId: Number(token), username: `user ${token}`, sid: token },
        expiresAt: clock.now() + 3_600_000,
      }),
    },
    cursors: createInboxCursors(createSeals(parseKeyRing(makeKeyRing(ids))), store, await store.epoch()),
    store,
    bus,
    send: unused,
    notify: createNotify({ store, publisher: bus, clock }),
    upload: unused,
    sends: createRateLimiter({ clock, perSecond: 1, burst: 1 }),
    trials: createRateLimiter({ clock, perSecond: 1, burst: 1 }),
    clock,
    ids,
    telemetry,
    origins: [],
    heartbeatSeconds: 3_600,
  });
  const http = createServer();
  http.on('upgrade', (request, socket, head) => server.handleUpgrade(request, socket, head));
  const port = await listening(http);
  let position = 0;
  return {
    port,
    publish() {
      position++;
      const to = people.map((userId) => ({ userId, position }));
      const data = JSON.stringify({ message: inboxMessage(ids.uuid()), to });
      void bus.publish(relayTopic(server.relayId), { data, attributes: {} });
    },
  };
}

async function bare(): Promise<{ publish: Publish; port: number }> {
  const http = createServer();
  const server = new WebSocketServer({ server: http, perMessageDeflate: false });
  const port = await listening(http);
  return {
    port,
    publish() {
      const text = frameLike(ids.uuid());
      for (const client of server.clients) client.send(text);
    },
  };
}

function listening(http: ReturnType<typeof createServer>): Promise<number> {
  return new Promise((resolve) => {
    http.listen(0, '127.0.0.1', () => resolve((http.address() as AddressInfo).port));
  });
}

async function main(): Promise<void> {
  const { port, publish } = await (kind === 'relay' ? relay() : bare());
  process.on('message', (asked: Asked) => {
    if (asked !== 'usage') {
      for (let i = 0; i < asked.publish; i++) publish();
      return;
    }
    collect();
    const { user, system } = process.cpuUsage();
    const usage: Usage = { microseconds: user + system, bytes: process.memoryUsage().rss };
    process.send!(usage);
  });
  process.on('disconnect', () => process.exit(0));
  process.send!({ port });
}

main().catch((failure: unknown) => {
  console.error(failure);
  process.exit(1);
});
