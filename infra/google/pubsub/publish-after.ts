import type { MessageHandler, MessagePublished, OutgoingMessage, Publisher } from '@parley/ports';

/**
 * Runs a handler, then publishes what it published, in its order, and resolves when the broker holds all of it: what
 * follows is the acknowledgement. When the handler rejects, nothing is published; when a publish does, the message is
 * delivered again and what it makes comes again, under the same ids.
 */
export const publishAfter =
  (handler: MessageHandler, publisher: Publisher) =>
  async (event: MessagePublished): Promise<void> => {
    const published: { topic: string; message: OutgoingMessage }[] = [];
    await handler(event, {
      async publish(topic, message) {
        published.push({ topic, message });
      },
    });
    await Promise.all(published.map(({ topic, message }) => publisher.publish(topic, message)));
  };
