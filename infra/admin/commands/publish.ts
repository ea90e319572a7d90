import type { Command } from '../command';
import { AdminError, adminCodes } from '../errors';

/** Topics that take settings from outside; messages of people never begin here. */
const topics: readonly string[] = ['jolie-exec-config', 'auto-reply-config'];

export const publish: Command = {
  usage: 'publish TOPIC JSON',
  summary: `Publishes a setting to ${topics.join(' or ')}.`,
  words: ['publish'],
  takes: [2, 2],
  async run({ args: [topic = '', data = ''], operations }) {
    if (!topics.includes(topic)) {
      throw new AdminError(adminCodes.usage, `The topic must be ${topics.join(' or ')}.`);
    }
    let userId: unknown;
    try {
      const json = JSON.parse(data) as { userId?: unknown; args?: { userId?: unknown } };
      userId = json.userId ?? json.args?.userId;
    } catch {
      throw new AdminError(adminCodes.usage, 'The message must be JSON.');
    }
    await operations.bus().publish(topic, { data, attributes: {}, orderingKey: String(userId ?? '') });
    return { json: { topic }, text: `Published to ${topic}.` };
  },
};
