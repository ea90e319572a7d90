import { PubSub, type Subscription, type SubscriptionOptions } from '@google-cloud/pubsub';
import { Storage } from '@google-cloud/storage';
import { afterAll, beforeAll } from '@jest/globals';
import { deadLetterTopic, silentTelemetry } from '@parley/ports';
import { busContract, ManualClock } from '@parley/ports/contract';
import { createDeadLetterArchive } from '../storage/dead-letters';
import { clock as realClock, newProject } from '../testing/emulated';
import { startStorageServer, type StorageServer } from '../testing/storage-server';
import { archiveDeadLetters } from './archive';
import { GoogleBus } from './bus';

let storage: StorageServer;
beforeAll(async () => {
  storage = await startStorageServer();
});
afterAll(() => storage.close());

/** A client whose subscriptions can be cut off, as when its process ends. */
class MortalPubSub extends PubSub {
  readonly #opened: Subscription[] = [];

  override subscription(name: string, options?: SubscriptionOptions): Subscription {
    const opened = super.subscription(name, options);
    this.#opened.push(opened);
    return opened;
  }

  /** What was not acknowledged goes back at once, instead of when its deadline has passed. */
  async die(): Promise<void> {
    for (const each of this.#opened) {
      each.removeAllListeners();
      await each.close();
    }
    await this.close();
  }
}

busContract('on Pub/Sub', async () => {
  const projectId = newProject();
  const bucket = new Storage({ projectId, apiEndpoint: storage.url }).bucket(projectId);
  const archive = createDeadLetterArchive(bucket, { clock: realClock });
  const clock = new ManualClock();
  const clients: MortalPubSub[] = [];
  const open = () => {
    const client = new MortalPubSub({ projectId });
    clients.push(client);
    return new GoogleBus(client, archive, clock, silentTelemetry);
  };
  const bus = open();
  await bus.subscribe(deadLetterTopic, archiveDeadLetters(archive));
  return {
    bus,
    clock,
    async reopen() {
      await clients[0]!.die();
      return open();
    },
    close: () => clients.at(-1)!.die(),
  };
});
