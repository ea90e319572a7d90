import { meaning, type MessagePublished, type OutgoingMessage } from '@parley/ports';

/**
 * The event in which a message of this machine's reaches a stage, as a push of Pub/Sub would make it ({@link MessagePublished}),
 * and with what the message means. Bytes are made when somebody reads them: a stage that is handed the meaning does not.
 */
export const messagePublished = (
  topic: string,
  { id, publishTime }: { readonly id: number; readonly publishTime: string },
  message: OutgoingMessage,
): MessagePublished => ({
  specversion: '1.0',
  type: 'google.cloud.pubsub.topic.v1.messagePublished',
  id: String(id),
  source: `//pubsub.googleapis.com/projects/parley/topics/${topic}`,
  time: publishTime,
  data: {
    subscription: `projects/parley/subscriptions/${topic}`,
    message: {
      get data() {
        return Buffer.from(message.data, 'utf8').toString('base64');
      },
      get attributes() {
        return message.attributes;
      },
      messageId: String(id),
      publishTime,
    },
  },
  [meaning]: message[meaning],
});
