import type { PubSub, Topic } from '@google-cloud/pubsub';
import { relayTopicPrefix, silentTelemetry, type Publisher, type Telemetry } from '@parley/ports';
import { counted } from '../counted';
import { hasCode, status } from '../status';

/** What is published within this long (ms) shares a request: little is won by more, and every stage would wait so long. */
const batching = { maxMessages: 100, maxMilliseconds: 3 };
/** Clients of topics kept; those of relays come and go. */
const mostTopics = 1_000;

/** Publishes to Pub/Sub. Its calls are counted where `telemetry` is given. */
export function createPublisher(
  pubsub: PubSub,
  telemetry: Pick<Telemetry, 'count'> = silentTelemetry,
): Publisher {
  const topics = new Map<string, Topic>();
  const topicOf = (name: string): Topic => {
    const known = topics.get(name) ?? pubsub.topic(name, { messageOrdering: true, batching });
    topics.delete(name);
    topics.set(name, known);
    if (topics.size > mostTopics) topics.delete(topics.keys().next().value!);
    return known;
  };
  const publisher: Publisher = {
    async publish(name, { data, attributes, orderingKey = '' }) {
      const topic = topicOf(name);
      try {
        await topic.publishMessage({
          data: Buffer.from(data, 'utf8'),
          attributes: { ...attributes },
          ...(orderingKey === '' ? {} : { orderingKey }),
        });
      } catch (failure) {
        // After a failure the client holds the key back until it is told that what failed will come again.
        if (orderingKey !== '') topic.resumePublishing(orderingKey);
        const isGone = hasCode(failure, status.notFound) && name.startsWith(relayTopicPrefix);
        if (!isGone) throw failure;
        topics.delete(name);
      }
    },
  };
  return counted(publisher, { service: 'pubsub', telemetry });
}
