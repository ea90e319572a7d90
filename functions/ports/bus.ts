/**
 * The name of what a message means: a value beside its bytes, for a bus whose subscribers are in the same process. It never
 * travels, and nothing that comes from outside has one. Whoever finds a value here that it made itself need not read the bytes.
 */
export const meaning: unique symbol = Symbol('meaning');

/** A message to publish, in Pub/Sub's terms. */
export interface OutgoingMessage {
  /** The payload, UTF-8 text. */
  readonly data: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Messages of one key on one topic are delivered one after the other, in the order of publishing. */
  readonly orderingKey?: string;
  /** What a reader would make of data and attributes. */
  readonly [meaning]?: unknown;
}

/** Publishes to topics. */
export interface Publisher {
  /**
   * Resolves when the broker holds the message durably. The publisher that a handler is given instead holds it
   * back until the handler's delivery is acknowledged, and both become durable together (or, where the broker
   * has no transactions, publishes first and acknowledges after). A topic without a subscription drops it, and so does
   * a relay's that is gone.
   */
  publish(topic: string, message: OutgoingMessage): Promise<void>;
}

/**
 * The CloudEvent in which a stage function gets a Pub/Sub message, as functions-framework makes it of a push
 * request (type `google.cloud.pubsub.topic.v1.messagePublished`). The ordering key and the delivery attempt are not in it.
 */
export interface MessagePublished {
  readonly specversion: '1.0';
  readonly type: 'google.cloud.pubsub.topic.v1.messagePublished';
  readonly id: string;
  readonly source: string;
  readonly time: string;
  readonly data: {
    readonly subscription: string;
    readonly message: {
      /** The payload, base64. */
      readonly data: string;
      readonly attributes: Readonly<Record<string, string>>;
      readonly messageId: string;
      readonly publishTime: string;
    };
  };
  /** What the publisher's message had, where the bus hands it on. */
  readonly [meaning]?: unknown;
}

/** Handles one delivery. Resolving acknowledges it; rejecting makes the broker deliver it again after a backoff. */
export type MessageHandler = (event: MessagePublished, publisher: Publisher) => Promise<void>;

/** A running subscription. */
export interface Subscription {
  /** Takes no new deliveries and resolves when those under way have ended. Unacknowledged messages stay. */
  close(): Promise<void>;
}

/** A message that is not delivered any more: poison that a stage put aside, or one that ran out of attempts. */
export interface DeadLetter {
  readonly id: string;
  readonly topic: string;
  readonly reason: string;
  readonly attempts: number;
  /** RFC 3339. */
  readonly at: string;
  readonly data: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface TopicOptions {
  /** Messages need not outlive this process (a relay's topic): they may be held in memory alone. */
  readonly ephemeral?: boolean;
}

/**
 * The message broker, with Pub/Sub's promises: at-least-once delivery, acknowledgement only after the handler
 * resolved, order per key, retry with exponential backoff (1 s to 600 s, 100 attempts), dead letters. Each topic has
 * one subscription, made with it, so that what is published before `subscribe` waits.
 */
export interface Bus extends Publisher {
  /** Makes the topic and its subscription; does nothing when they exist. */
  createTopic(topic: string, options?: TopicOptions): Promise<void>;
  /** Deletes the topic with what waits on it; does nothing when there is none. */
  deleteTopic(topic: string): Promise<void>;
  /** Starts delivering the topic's messages to the handler; one handler per topic at a time. */
  subscribe(topic: string, handler: MessageHandler): Promise<Subscription>;
  /** What was put aside, oldest first; `next` continues. What was put aside just now may take a moment to be there. */
  deadLetters(
    after: string | null,
    limit: number,
  ): Promise<{ deadLetters: DeadLetter[]; next: string | null }>;
  deadLetter(id: string): Promise<DeadLetter | null>;
  /** Publishes what was put aside to its topic again, and takes it from the dead letters; false when it is not there. */
  replay(id: string): Promise<boolean>;
}

/** How often, and when, a message is delivered again whose handler rejects. */
export const deliveryPolicy = {
  firstBackoffMilliseconds: 1_000,
  /** It doubles from one attempt to the next, up to this. */
  longestBackoffMilliseconds: 600_000,
  attempts: 100,
} as const;

/**
 * Topics of relays begin so. They come and go with their relay: what is published to one that is gone is dropped, while
 * another topic that is missing is a mistake, and publishing to it may reject so that nothing is lost.
 */
export const relayTopicPrefix = 'relay-';

/** The topic on which stages put poison aside, with the attribute `reason`; every adapter archives it. */
export const deadLetterTopic = 'dead-letter';
