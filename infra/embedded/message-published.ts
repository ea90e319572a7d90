import type { MessagePublished, OutgoingMessage } from '@parley/ports';

/** The event in which a message of this machine's reaches a stage, as a push of Pub/Sub would make it ({@link MessagePublished}). */
export const messagePublished = (
  topic: string,
  { id, publishTime }: { readonly id: number; readonly publishTime: string },
  { data, attributes }: OutgoingMessage,
): MessagePublished => ({
  specversion: '1.0',
  type: 'google.cloud.pubsub.topic.v1.messagePublished',
  id: String(id),
  source: `//pubsub.googleapis.com/projects/parley/topics/${topic}`,
  time: publishTime,
  data: {
    subscription: `projects/parley/subscriptions/${topic}`,
    message: {
      data: Buffer.from(data, 'utf8').toString('base64'),
      attributes,
      messageId: String(id),
      publishTime,
    },
  },
});
