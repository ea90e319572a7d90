import type { Message, Subscription as PubSubSubscription } from '@google-cloud/pubsub';
import {
  deliveryPolicy,
  type Clock,
  type MessageHandler,
  type MessagePublished,
  type Publisher,
  type Subscription,
  type Telemetry,
  type Timer,
} from '@parley/ports';
import { publishAfter } from './publish-after';

/** A message that was pulled, and how often its handler rejected it here. */
interface Held {
  readonly message: Message;
  attempts: number;
}

/** The messages of one ordering key: the first is under way or waits for its time, the others wait for it. */
interface Lane {
  readonly held: Held[];
  timer: Timer | null;
}

export interface PullDeps {
  readonly subscription: PubSubSubscription;
  readonly topic: string;
  readonly handler: MessageHandler;
  readonly publisher: Publisher;
  /** Puts a message aside that ran out of attempts. */
  readonly bury: (message: Message, reason: string, attempts: number) => Promise<void>;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

/**
 * Pulls a subscription's messages. The client library calls out for each message without waiting for the one before it:
 * so what has one ordering key goes through a lane. A message whose handler rejects stays here, its acknowledgement
 * deadline extended by the library, and is handled again after the backoff; should this process end, Pub/Sub delivers it
 * again.
 */
export function pull(deps: PullDeps): Subscription {
  const { subscription, topic, handler, publisher, bury, clock, telemetry } = deps;
  const lanes = new Map<string, Lane>();
  let closing = false;
  let running = 0;
  let onIdle = () => {};

  const next = (key: string, lane: Lane) => {
    if (closing) return;
    const [held] = lane.held;
    if (held === undefined) lanes.delete(key);
    else void deliver(key, lane, held);
  };

  const deliver = async (key: string, lane: Lane, held: Held): Promise<void> => {
    running++;
    try {
      if (await settle(held)) {
        held.message.ack();
        lane.held.shift();
        next(key, lane);
      } else if (!closing) {
        lane.timer = clock.setTimer(backoffAfter(held.attempts), () => {
          lane.timer = null;
          next(key, lane);
        });
      }
    } finally {
      running--;
      if (running === 0) onIdle();
    }
  };

  /** Whether the message is done with: handled, or put aside. */
  const settle = async (held: Held): Promise<boolean> => {
    try {
      await publishAfter(handler, publisher)(eventOf(topic, subscription.name, held.message));
      return true;
    } catch (failure) {
      held.attempts++;
      telemetry.count('parley_bus_redeliveries_total', { topic });
      if (held.attempts < deliveryPolicy.attempts) return false;
      const reason = `${held.attempts} attempts: ${nameOf(failure)}`;
      return bury(held.message, reason, held.attempts).then(
        () => true,
        () => false,
      );
    }
  };

  const take = (message: Message) => {
    if (closing) return message.nack();
    const key =
      message.orderingKey === undefined || message.orderingKey === ''
        ? `#${message.id}`
        : `=${message.orderingKey}`;
    const lane = lanes.get(key);
    const held = { message, attempts: 0 };
    if (lane !== undefined) return void lane.held.push(held);
    const opened: Lane = { held: [held], timer: null };
    lanes.set(key, opened);
    next(key, opened);
  };

  subscription.on('message', take);
  subscription.on('error', (failure: unknown) => {
    telemetry.log('ERROR', 'A subscription was interrupted', { topic, error: nameOf(failure) });
    if (!closing)
      clock.setTimer(deliveryPolicy.firstBackoffMilliseconds, () => void (closing || subscription.open()));
  });

  return {
    async close() {
      closing = true;
      if (running > 0) await new Promise<void>((resolve) => (onIdle = resolve));
      for (const lane of lanes.values()) {
        lane.timer?.cancel();
        for (const { message } of lane.held) message.nack();
      }
      await subscription.close();
    },
  };
}

const backoffAfter = (attempts: number): number =>
  Math.min(
    deliveryPolicy.longestBackoffMilliseconds,
    deliveryPolicy.firstBackoffMilliseconds * 2 ** (Math.max(1, attempts) - 1),
  );

/** What a failure is called; its text may hold what belongs to a user. */
const nameOf = (failure: unknown): string => {
  if (!(failure instanceof Error)) return 'unknown failure';
  const { code } = failure as { code?: unknown };
  return typeof code === 'string' || typeof code === 'number' ? `${failure.name} (${code})` : failure.name;
};

/** The CloudEvent that a push of the message would bring. */
function eventOf(topic: string, subscription: string, message: Message): MessagePublished {
  const publishTime = message.publishTime.toISOString();
  return {
    specversion: '1.0',
    type: 'google.cloud.pubsub.topic.v1.messagePublished',
    id: message.id,
    source: `//pubsub.googleapis.com/${subscription.replace(/\/subscriptions\/.*$/, '')}/topics/${topic}`,
    time: publishTime,
    data: {
      subscription,
      message: {
        data: message.data.toString('base64'),
        attributes: { ...message.attributes },
        messageId: message.id,
        publishTime,
      },
    },
  };
}
