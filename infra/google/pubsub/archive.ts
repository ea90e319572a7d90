import type { DeadLetter, MessageHandler, OutgoingMessage } from '@parley/ports';
import type { Failures } from '../firestore/failures';

/** Where dead letters are kept. */
export interface DeadLetterArchive {
  /** Keeps a letter under its id; one that is there already stays as it is. */
  put(letter: DeadLetter): Promise<void>;
  list(after: string | null, limit: number): Promise<{ deadLetters: DeadLetter[]; next: string | null }>;
  get(id: string): Promise<DeadLetter | null>;
  /** The letter, for whoever asks first; nobody else gets it for ten minutes. */
  claim(id: string): Promise<DeadLetter | null>;
  remove(id: string): Promise<void>;
}

/** What Pub/Sub adds to a message that ran out of attempts, when it forwards it to the dead letters by itself. */
const forwarded = 'CloudPubSubDeadLetterSource';
/** What is not the message's own. */
const added = (name: string): boolean =>
  ['topic', 'reason', 'attempts', 'encoding', 'googclient_schemaencoding'].includes(name) ||
  name.startsWith(forwarded);

const unknown: Pick<Failures, 'last'> = { last: async () => null };

/** Names grow with the time of the publishing; the same delivery has the same name. */
const idOf = (publishTime: string, messageId: string): string =>
  `${publishTime.replace(/[^0-9TZ]/g, '')}-${messageId.padStart(20, '0')}`;

/** Takes what comes to the topic `dead-letter` into the archive, with its last failure where that is known. */
export const archiveDeadLetters =
  (archive: Pick<DeadLetterArchive, 'put'>, failures: Pick<Failures, 'last'> = unknown): MessageHandler =>
  async ({ data: { message } }) => {
    const { attributes, messageId, publishTime } = message;
    const attempts = Number(attributes['attempts'] ?? attributes[`${forwarded}DeliveryCount`] ?? 0);
    const source = attributes[`${forwarded}Subscription`] ?? '';
    const topic = attributes['topic'] ?? source.replace(/^.*\//, '');
    const data = Buffer.from(message.data, 'base64').toString('utf8');
    const exhausted = async () => {
      const last = await failures.last(topic, data);
      return last === null ? `${attempts} attempts` : `${attempts} attempts: ${last}`;
    };
    await archive.put({
      id: idOf(publishTime, messageId),
      topic,
      reason: attributes['reason'] ?? (await exhausted()),
      attempts,
      at: publishTime,
      data,
      attributes,
    });
  };

/** The message as it was, without what says why and whence it was put aside. */
export function messageAgain({ data, attributes }: DeadLetter): OutgoingMessage {
  const own = Object.entries(attributes).filter(([name]) => !added(name));
  return { data, attributes: Object.fromEntries(own), orderingKey: attributes['key'] ?? '' };
}
