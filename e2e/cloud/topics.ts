import type { PubSub } from '@google-cloud/pubsub';

/** Makes a topic with the push subscription that terraform would make: ordered, with the retry policy of the product. */
export async function createPushTopic(pubsub: PubSub, topic: string, port: number): Promise<void> {
  await pubsub.createTopic(topic);
  await pubsub.topic(topic).createSubscription(topic, {
    enableMessageOrdering: true,
    ackDeadlineSeconds: 30,
    pushConfig: { pushEndpoint: `http://127.0.0.1:${port}/projects/${pubsub.projectId}/topics/${topic}` },
    retryPolicy: { minimumBackoff: { seconds: 1 }, maximumBackoff: { seconds: 600 } },
  });
}
