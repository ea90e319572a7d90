import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { WebSocketServer } from 'ws';
import { createInboxCursors, createSeals, makeKeyRing, parseKeyRing } from '@parley/accounts';
import { openEmbedded, systemClock as clock, systemIds as ids } from '@parley/embedded';
import { createNotify, relayTopic } from '@parley/pipeline';
import { silentTelemetry as telemetry } from '@parley/ports';
import { createRelay } from '@parley/relay';
import { listeningOnly } from '../listening-only';
import { frameLike, inboxMessage, people } from './message';

/*
 * A server under measurement, in a process of its own, so that its processor time and memory are its alone:
 * `relay DIRECTORY` is the product's, `ws` one that writes the same text to all of its sockets, frame by frame.
 */

/** What the measuring process asks; every question but `publish` is answered by a number. */
export type Asked =
  | { readonly publish: number }
  /** Processor time used, µs. */
  | 'processor'
  /** Memory of the process after what is garbage was given back, bytes. */
  | 'memory';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as (options: object) => void;
/** Gives back what is garbage, down to the pages that V8 would keep for the next of it. */
const giveBack = () => collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
const [, , kind, directory = ''] = process.argv;

/** Publishes one message to everybody. */
type Publish = () => void;

async function relay(): Promise<{ publish: Publish; port: number }> {
  const { bus, store } = openEmbedded({ directory, clock, ids, telemetry });
  const server = await createRelay({
    ...listeningOnly({ clock, ids }),
    cursors: createInboxCursors(createSeals(parseKeyRing(makeKeyRing(ids))), store, await store.epoch()),
    store,
    bus,
    notify: createNotify({ store, publisher: bus, clock }),
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

function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

function memory(): number {
  giveBack();
  return process.memoryUsage().rss;
}

async function main(): Promise<void> {
  const { port, publish } = await (kind === 'relay' ? relay() : bare());
  process.on('message', (asked: Asked) => {
    if (asked === 'processor') process.send!(processorTime());
    else if (asked === 'memory') process.send!(memory());
    else for (let i = 0; i < asked.publish; i++) publish();
  });
  process.on('disconnect', () => process.exit(0));
  process.send!(port);
}

main().catch((failure: unknown) => {
  console.error(failure);
  process.exit(1);
});
