import { PubSub } from '@google-cloud/pubsub';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { silentTelemetry, type Bus } from '@parley/ports';
import { eventually, ManualClock } from '@parley/ports/contract';
import { newProject } from '../testing/emulated';
import { startGrpcProxy, throughProxy, type GrpcProxy } from '../testing/grpc-proxy';
import type { DeadLetterArchive } from './archive';
import { GoogleBus } from './bus';

const noArchive: DeadLetterArchive = {
  put: async () => {},
  list: async () => ({ deadLetters: [], next: null }),
  get: async () => null,
  claim: async () => null,
  remove: async () => {},
};

let proxy: GrpcProxy;
let projectId: string;
let clients: PubSub[];
let bus: Bus;
beforeAll(async () => {
  proxy = await startGrpcProxy(process.env['PUBSUB_EMULATOR_HOST']!);
});
afterAll(() => proxy.close());
beforeEach(async () => {
  projectId = newProject();
  // What publishes goes through the proxy; what subscribes streams both ways, and goes straight.
  const publishing = throughProxy('PUBSUB_EMULATOR_HOST', proxy.address, () => new PubSub({ projectId }));
  clients = [publishing, new PubSub({ projectId })];
  bus = new GoogleBus(publishing, noArchive, new ManualClock(), silentTelemetry);
  await receiving().createTopic('router');
});
afterEach(async () => {
  for (const client of clients) await client.close();
});

const receiving = () => new GoogleBus(clients[1]!, noArchive, new ManualClock(), silentTelemetry);
const message = (data: string) => ({ data, attributes: {}, orderingKey: 'k' });

async function received(count: number): Promise<string[]> {
  const seen: string[] = [];
  const subscription = await receiving().subscribe('router', async ({ data }) => {
    seen.push(Buffer.from(data.message.data, 'base64').toString('utf8'));
  });
  await eventually(() => seen.length >= count);
  await subscription.close();
  return seen;
}

describe('Pub/Sub that fails', () => {
  it.each([
    ['is unavailable', 14],
    ['has used up a quota', 8],
  ])(
    'given that it %s for a moment, then what is published arrives all the same, in order',
    async (_, code) => {
      proxy.faults.push({ method: 'Publish', code });
      for (const data of ['1', '2', '3']) await bus.publish('router', message(data));
      expect(await received(3)).toEqual(['1', '2', '3']);
    },
  );

  it('given that an answer is lost, then the message arrives, perhaps twice', async () => {
    proxy.faults.push({ method: 'Publish', code: 14, afterwards: true });
    await bus.publish('router', message('1'));
    await bus.publish('router', message('2'));
    const seen = await received(3);
    expect([...new Set(seen)]).toEqual(['1', '2']);
  });

  it('given that it refuses, then the publisher is told, and what follows under the same key is published', async () => {
    proxy.faults.push({ method: 'Publish', code: 7 });
    await expect(bus.publish('router', message('refused'))).rejects.toMatchObject({ code: 7 });
    await bus.publish('router', message('again'));
    expect(await received(1)).toEqual(['again']);
  });

  it('given that a stage’s topic is missing, then publishing to it rejects: nothing is lost unseen', async () => {
    await expect(bus.publish('stage', message('x'))).rejects.toMatchObject({ code: 5 });
  });
});
