import {
  relayTopicPrefix,
  silentTelemetry,
  type OutgoingMessage,
  type Publisher,
  type Telemetry,
} from '@parley/ports';
import { counted } from '../counted';
import type { Post } from './http';

/** Pub/Sub takes a thousand messages and 10 MB in a request; a message of ours is at most some 100 KB. */
const mostTogether = 50;
const notFound = 404;

interface Waiting {
  readonly message: OutgoingMessage;
  done(): void;
  failed(failure: unknown): void;
}

/** As a request names it: the data in base64, and no field that is empty. */
const wireOf = ({ data, attributes, orderingKey = '' }: OutgoingMessage) => ({
  data: Buffer.from(data, 'utf8').toString('base64'),
  attributes,
  ...(orderingKey === '' ? {} : { orderingKey }),
});

/**
 * Publishes to Pub/Sub by HTTP, for what begins with an event: the client library would take longer to load than all the
 * rest. One request for each topic is under way at a time, and what comes meanwhile goes together with the next, so
 * that messages of one key arrive in their order. A failure is told to whoever published, and to those that wait behind it
 * under the same key; it is not tried again here, because the delivery that published comes again.
 */
export function createHttpPublisher(
  projectId: string,
  post: Post,
  telemetry: Pick<Telemetry, 'count'> = silentTelemetry,
): Publisher {
  /** What waits for each topic of which a request is under way. */
  const waiting = new Map<string, Waiting[]>();

  const send = async (topic: string, together: readonly Waiting[]): Promise<void> => {
    const path = `/v1/projects/${projectId}/topics/${topic}:publish`;
    const status = await post(
      path,
      JSON.stringify({ messages: together.map((each) => wireOf(each.message)) }),
    );
    const isGone = status === notFound && topic.startsWith(relayTopicPrefix);
    if (status !== 200 && !isGone)
      throw Object.assign(new Error(`Pub/Sub answered ${status}`), { code: status });
  };

  const drain = async (topic: string, queue: Waiting[]): Promise<void> => {
    while (queue.length > 0) {
      const together = queue.splice(0, mostTogether);
      try {
        await send(topic, together);
        for (const each of together) each.done();
      } catch (failure) {
        const keys = new Set(together.map(({ message }) => message.orderingKey ?? ''));
        keys.delete('');
        const behind = queue.filter(({ message }) => keys.has(message.orderingKey ?? ''));
        queue.splice(0, Infinity, ...queue.filter((each) => !behind.includes(each)));
        for (const each of [...together, ...behind]) each.failed(failure);
      }
    }
    waiting.delete(topic);
  };

  const publisher: Publisher = {
    publish: (topic, message) =>
      new Promise((done, failed) => {
        const one = { message, done, failed };
        const queue = waiting.get(topic);
        if (queue !== undefined) return void queue.push(one);
        const opened = [one];
        waiting.set(topic, opened);
        // What is published in the same turn goes together.
        queueMicrotask(() => void drain(topic, opened));
      }),
  };
  return counted(publisher, { service: 'pubsub', telemetry });
}
