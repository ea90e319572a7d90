import { Duration, type Message, type PubSub } from '@google-cloud/pubsub';
import {
  deadLetterTopic,
  deliveryPolicy,
  type Bus,
  type Clock,
  type MessageHandler,
  type Publisher,
  type Subscription,
  type Telemetry,
} from '@parley/ports';
import { hasCode, status } from '../status';
import { messageAgain, type DeadLetterArchive } from './archive';
import { createPublisher } from './publisher';
import { pull } from './pull';

const ephemeralSeconds = 600;
const durableSeconds = 7 * 24 * 3_600;
/** Pub/Sub deletes a subscription by itself that nobody used so long: a relay's that died and was never swept. */
const unusedSeconds = 24 * 3_600;
/** Messages that one subscriber holds at once. */
const held = 256;

const unless =
  (...codes: number[]) =>
  (failure: unknown): void => {
    if (!hasCode(failure, ...codes)) throw failure;
  };

/**
 * The topics on Pub/Sub, without what was put aside. Each has one subscription of its own name. In the cloud the stages'
 * subscriptions push, and are made with the topics by whoever sets up the project; relays make their own and pull, and so
 * does whoever subscribes here.
 */
export class GoogleTopics implements Omit<Bus, 'deadLetters' | 'deadLetter' | 'replay'> {
  readonly #publisher: Publisher;

  constructor(
    private readonly pubsub: PubSub,
    private readonly clock: Clock,
    private readonly telemetry: Telemetry,
  ) {
    this.#publisher = createPublisher(pubsub, telemetry);
  }

  publish: Publisher['publish'] = (topic, message) => this.#publisher.publish(topic, message);

  async createTopic(name: string, { ephemeral = false }: { ephemeral?: boolean } = {}): Promise<void> {
    await this.pubsub.createTopic(name).catch(unless(status.alreadyExists));
    await this.pubsub
      .topic(name)
      .createSubscription(name, {
        enableMessageOrdering: true,
        ackDeadlineSeconds: 10,
        messageRetentionDuration: { seconds: ephemeral ? ephemeralSeconds : durableSeconds },
        expirationPolicy: ephemeral ? { ttl: { seconds: unusedSeconds } } : {},
        retryPolicy: {
          minimumBackoff: { seconds: deliveryPolicy.firstBackoffMilliseconds / 1_000 },
          maximumBackoff: { seconds: deliveryPolicy.longestBackoffMilliseconds / 1_000 },
        },
      })
      .catch(unless(status.alreadyExists));
  }

  async deleteTopic(name: string): Promise<void> {
    await this.pubsub.subscription(name).delete().catch(unless(status.notFound));
    await this.pubsub.topic(name).delete().catch(unless(status.notFound));
  }

  async subscribe(topic: string, handler: MessageHandler): Promise<Subscription> {
    await this.createTopic(topic);
    const subscription = this.pubsub.subscription(topic, {
      flowControl: { maxMessages: held, allowExcessMessages: false },
      // What waits for its backoff is held here, for as long as that takes.
      maxExtensionTime: Duration.from({ hours: 24 }),
      streamingOptions: { maxStreams: 1 },
      // What is under way has ended by then; the rest goes back at once.
      closeOptions: { behavior: 'NACK' },
    });
    return pull({
      subscription,
      topic,
      handler,
      publisher: this,
      bury: (message, reason, attempts) => this.#bury(topic, message, reason, attempts),
      clock: this.clock,
      telemetry: this.telemetry,
    });
  }

  async #bury(topic: string, message: Message, reason: string, attempts: number): Promise<void> {
    this.telemetry.count('parley_dead_letters_total', { topic });
    await this.publish(deadLetterTopic, {
      data: message.data.toString('utf8'),
      attributes: {
        ...message.attributes,
        topic,
        reason: reason.slice(0, 1_000),
        attempts: String(attempts),
      },
    });
  }
}

/** The bus on Pub/Sub: the topics, and the dead letters that the function of their topic archives. */
export class GoogleBus extends GoogleTopics implements Bus {
  constructor(
    pubsub: PubSub,
    private readonly archive: DeadLetterArchive,
    clock: Clock,
    telemetry: Telemetry,
  ) {
    super(pubsub, clock, telemetry);
  }

  deadLetters: Bus['deadLetters'] = (after, limit) => this.archive.list(after, limit);

  deadLetter: Bus['deadLetter'] = (id) => this.archive.get(id);

  async replay(id: string): Promise<boolean> {
    const letter = await this.archive.claim(id);
    if (letter === null) return false;
    // Published first: a crash in between leaves it here, to be replayed once more.
    await this.publish(letter.topic, messageAgain(letter));
    await this.archive.remove(id);
    return true;
  }
}
