import {
  deadLetterTopic,
  deliveryPolicy,
  type Bus,
  type Clock,
  type MessageHandler,
  type MessagePublished,
  type OutgoingMessage,
  type Publisher,
  type Subscription,
  type Telemetry,
} from '@parley/ports';
import type { Database } from './database';
import { findDeadLetter, listDeadLetters, messageAgain, takeDeadLetter } from './dead-letters';
import { EmbeddedError } from './errors';
import { takeOutside } from './outside';
import { Queue, type Waiting } from './queue';

/** Deliveries of one topic at once. */
const concurrency = 64;
/** Payloads kept in memory, beside the database, in UTF-16 units; beyond it they are read when they are delivered. */
const cachedUnits = 8 * 1024 * 1024;
/** Rows read at a time when a topic is opened. */
const page = 1_000;

interface Topic {
  readonly name: string;
  readonly ephemeral: boolean;
  readonly queue: Queue;
  handler: MessageHandler | null;
  /** Called when a delivery ends, while the subscription closes. */
  onIdle: (() => void) | null;
}

interface Stored {
  readonly id: number;
  readonly publishTime: string;
}

/**
 * The bus on the embedded database. What is published is a row; a delivery's acknowledgement deletes it in the same
 * transaction that inserts what the handler published. Queues in memory mirror the rows; after a crash they are read
 * again, so what was not acknowledged is delivered again, in its order.
 */
export class EmbeddedBus implements Bus {
  readonly #topics = new Map<string, Topic>();
  #cached = 0;
  #ephemeralId = 0;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly telemetry: Telemetry,
  ) {}

  async createTopic(name: string, options: { ephemeral?: boolean } = {}): Promise<void> {
    if (this.#topics.has(name)) return;
    const ephemeral = options.ephemeral === true;
    const queue = new Queue(this.clock, concurrency, () => this.#pump(topic));
    const topic: Topic = { name, ephemeral, queue, handler: null, onIdle: null };
    this.#topics.set(name, topic);
    if (ephemeral) return;
    this.#load(topic);
    await this.db.write(() => this.db.run('INSERT OR IGNORE INTO topic VALUES (?)', name));
  }

  async deleteTopic(name: string): Promise<void> {
    const topic = this.#topics.get(name);
    if (topic === undefined) return;
    this.#topics.delete(name);
    topic.queue.close();
    if (topic.ephemeral) return;
    await this.db.write(() => {
      this.db.run('DELETE FROM message WHERE topic = ?', name);
      this.db.run('DELETE FROM topic WHERE name = ?', name);
    });
  }

  async publish(name: string, message: OutgoingMessage): Promise<void> {
    const stored = await this.db.write(() => this.#insert(name, message));
    this.#enqueue(name, message, stored);
  }

  async subscribe(name: string, handler: MessageHandler): Promise<Subscription> {
    await this.createTopic(name);
    const topic = this.#topics.get(name)!;
    topic.handler = handler;
    this.#pump(topic);
    return {
      close: async () => {
        topic.handler = null;
        if (topic.queue.running > 0) await new Promise<void>((resolve) => (topic.onIdle = resolve));
      },
    };
  }

  deadLetters = async (after: string | null, limit: number) => listDeadLetters(this.db, after, limit);

  deadLetter = async (id: string) => findDeadLetter(this.db, id);

  async replay(id: string): Promise<boolean> {
    const taken = await this.db.write(() => {
      const letter = takeDeadLetter(this.db, id);
      return letter === null ? null : { letter, stored: this.#insert(letter.topic, messageAgain(letter)) };
    });
    if (taken === null) return false;
    this.#enqueue(taken.letter.topic, messageAgain(taken.letter), taken.stored);
    return true;
  }

  /** Takes in what other processes published ({@link publishOutside}); called at the start and when they say so. */
  async takeIn(): Promise<void> {
    const taken = await this.db.write(() =>
      takeOutside(this.db).map((each) => ({ ...each, stored: this.#insert(each.topic, each.message) })),
    );
    for (const { topic, message, stored } of taken) this.#enqueue(topic, message, stored);
  }

  /** Messages that wait in a topic, or are under way. */
  depth(name: string): number {
    return this.#topics.get(name)?.queue.size ?? 0;
  }

  /** The topics that outlive this process, with what waits in them: how much, and since when (RFC 3339). */
  topics(): { name: string; depth: number; oldest: string | null }[] {
    return [...this.#topics.values()]
      .filter(({ ephemeral }) => !ephemeral)
      .map(({ name, queue }) => ({ name, depth: queue.size, oldest: queue.oldest }));
  }

  /** Messages that lie aside. */
  deadLetterCount(): number {
    return this.db.get<{ count: number }>('SELECT count(*) AS count FROM dead_letter')?.count ?? 0;
  }

  /** Measures what changes by itself, as time goes by: called before measurements are read. */
  measure(): void {
    for (const { name, depth, oldest } of this.topics()) {
      const age = oldest === null ? 0 : Math.max(0, this.clock.now() - Date.parse(oldest)) / 1000;
      this.telemetry.gauge('parley_bus_backlog', depth, { topic: name });
      this.telemetry.gauge('parley_bus_oldest_seconds', age, { topic: name });
    }
    this.telemetry.gauge('parley_dead_letters_waiting', this.deadLetterCount());
  }

  /** Ends all deliveries that are under way and starts no more. */
  async close(): Promise<void> {
    for (const topic of this.#topics.values()) {
      topic.handler = null;
      if (topic.queue.running > 0) await new Promise<void>((resolve) => (topic.onIdle = resolve));
      topic.queue.close();
    }
  }

  /** Writes a message's row, inside a transaction; null for a topic that keeps none. */
  #insert(name: string, { data, attributes, orderingKey = '' }: OutgoingMessage): Stored | null {
    const publishTime = new Date(this.clock.now()).toISOString();
    if (name === deadLetterTopic) {
      this.#bury(attributes['topic'] ?? '', attributes['reason'] ?? '', 0, data, JSON.stringify(attributes));
      return null;
    }
    const topic = this.#topics.get(name);
    if (topic === undefined || topic.ephemeral) return null;
    const { lastInsertRowid } = this.db.run(
      'INSERT INTO message (topic, ordering_key, data, attributes, publish_time) VALUES (?, ?, ?, ?, ?)',
      name,
      orderingKey,
      data,
      JSON.stringify(attributes),
      publishTime,
    );
    return { id: Number(lastInsertRowid), publishTime };
  }

  /** Puts a message into its topic's queue, once it is durable or needs not be. */
  #enqueue(name: string, message: OutgoingMessage, stored: Stored | null): void {
    const topic = this.#topics.get(name);
    if (topic === undefined || (stored === null && !topic.ephemeral)) return;
    const id = stored?.id ?? --this.#ephemeralId;
    const publishTime = stored?.publishTime ?? new Date(this.clock.now()).toISOString();
    const cached = topic.ephemeral || this.#cached + message.data.length <= cachedUnits;
    if (cached) this.#cached += message.data.length;
    const held = cached ? message : null;
    topic.queue.add({
      id,
      key: message.orderingKey ?? '',
      message: held,
      publishTime,
      attempts: 0,
      notBefore: 0,
    });
    this.#measure(topic);
    this.#pump(topic);
  }

  #measure({ name, ephemeral, queue }: Topic): void {
    // A relay's topic is named once and never again: its measurements would stay for ever.
    if (!ephemeral) this.telemetry.gauge('parley_bus_backlog', queue.size, { topic: name });
  }

  #load(topic: Topic): void {
    for (let after = 0; ;) {
      const rows = this.db.all<{
        id: number;
        key: string;
        publishTime: string;
        attempts: number;
        notBefore: number;
      }>(
        `SELECT id, ordering_key AS key, publish_time AS publishTime, attempts, not_before AS notBefore
           FROM message WHERE topic = ? AND id > ? ORDER BY id LIMIT ${page}`,
        topic.name,
        after,
      );
      for (const { id, key, publishTime, attempts, notBefore } of rows) {
        topic.queue.add({ id, key, message: null, publishTime, attempts, notBefore });
      }
      if (rows.length < page) return;
      after = rows.at(-1)!.id;
    }
  }

  #pump(topic: Topic): void {
    while (topic.handler !== null) {
      const next = topic.queue.take();
      if (next === null) return;
      void this.#deliver(topic, topic.handler, next.lane, next.waiting);
    }
  }

  async #deliver(topic: Topic, handler: MessageHandler, lane: string, waiting: Waiting): Promise<void> {
    const message = waiting.message ?? this.#read(waiting.id);
    if (message === null) topic.queue.done(lane);
    else {
      const publisher = new DeliveryPublisher();
      let failure: unknown = null;
      try {
        await handler(eventOf(topic.name, waiting, message), publisher);
      } catch (error) {
        failure = error ?? new Error('rejected');
      }
      publisher.end();
      try {
        if (failure === null) await this.#acknowledge(topic, lane, waiting, message, publisher.published);
        else await this.#reject(topic, lane, waiting, message, failure);
      } catch (error) {
        // The database is closed or full: the row stays, and with it the message.
        this.telemetry.log('ERROR', 'a delivery could not be settled', {
          topic: topic.name,
          reason: nameOf(error),
        });
        topic.queue.retry(lane);
        return;
      }
    }
    this.#measure(topic);
    if (topic.handler === null && topic.queue.running === 0) topic.onIdle?.();
    this.#pump(topic);
  }

  #read(id: number): OutgoingMessage | null {
    const row = this.db.get<{ data: string; attributes: string; key: string }>(
      'SELECT data, attributes, ordering_key AS key FROM message WHERE id = ?',
      id,
    );
    if (row === undefined) return null;
    return {
      data: row.data,
      attributes: JSON.parse(row.attributes) as Record<string, string>,
      orderingKey: row.key,
    };
  }

  /** The acknowledgement and what the handler published: one transaction. */
  async #acknowledge(
    topic: Topic,
    lane: string,
    waiting: Waiting,
    message: OutgoingMessage,
    published: readonly { topic: string; message: OutgoingMessage }[],
  ): Promise<void> {
    const durable = !topic.ephemeral || published.length > 0;
    const stored = durable
      ? await this.db.write(() => {
          if (!topic.ephemeral) this.db.run('DELETE FROM message WHERE id = ?', waiting.id);
          return published.map((each) => this.#insert(each.topic, each.message));
        })
      : [];
    if (waiting.message !== null) this.#cached -= message.data.length;
    topic.queue.done(lane);
    published.forEach((each, i) => this.#enqueue(each.topic, each.message, stored[i] ?? null));
  }

  /** Delivers again after a while, or, when the attempts are used up, puts the message aside with its last failure. */
  async #reject(
    topic: Topic,
    lane: string,
    waiting: Waiting,
    message: OutgoingMessage,
    failure: unknown,
  ): Promise<void> {
    waiting.attempts++;
    const { id, attempts } = waiting;
    this.telemetry.count('parley_bus_redeliveries_total', { topic: topic.name });
    if (attempts >= deliveryPolicy.attempts) {
      const reason = `${attempts} attempts: ${nameOf(failure)}`;
      await this.db.write(() => {
        this.#bury(topic.name, reason, attempts, message.data, JSON.stringify(message.attributes));
        this.db.run('DELETE FROM message WHERE id = ?', id);
      });
      topic.queue.done(lane);
      return;
    }
    waiting.notBefore = this.clock.now() + backoffAfter(attempts);
    if (!topic.ephemeral) {
      const { notBefore } = waiting;
      await this.db.write(() =>
        this.db.run('UPDATE message SET attempts = ?, not_before = ? WHERE id = ?', attempts, notBefore, id),
      );
    }
    topic.queue.retry(lane);
  }

  #bury(topic: string, reason: string, attempts: number, data: string, attributes: string): void {
    const at = new Date(this.clock.now()).toISOString();
    this.telemetry.count('parley_dead_letters_total', { topic });
    this.db.run(
      'INSERT INTO dead_letter (topic, reason, attempts, at, data, attributes) VALUES (?, ?, ?, ?, ?, ?)',
      topic,
      reason.slice(0, 1_000),
      attempts,
      at,
      data,
      attributes,
    );
  }
}

const backoffAfter = (attempts: number): number =>
  Math.min(
    deliveryPolicy.longestBackoffMilliseconds,
    deliveryPolicy.firstBackoffMilliseconds * 2 ** (attempts - 1),
  );

/** What a failure is called; its message may hold what belongs to a user, so only errors of ours say more. */
const nameOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'unknown failure';
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? `${error.name} (${code})` : error.name;
};

/** Holds back what a handler publishes until its delivery is acknowledged. */
class DeliveryPublisher implements Publisher {
  readonly published: { topic: string; message: OutgoingMessage }[] = [];
  #ended = false;

  async publish(topic: string, message: OutgoingMessage): Promise<void> {
    if (this.#ended)
      throw new EmbeddedError('delivery-ended', 'A stage published after its delivery had ended.');
    this.published.push({ topic, message });
  }

  end(): void {
    this.#ended = true;
  }
}

function eventOf(topic: string, { id, publishTime }: Waiting, message: OutgoingMessage): MessagePublished {
  return {
    specversion: '1.0',
    type: 'google.cloud.pubsub.topic.v1.messagePublished',
    id: String(id),
    source: `//pubsub.googleapis.com/projects/parley/topics/${topic}`,
    time: publishTime,
    data: {
      subscription: `projects/parley/subscriptions/${topic}`,
      message: {
        data: Buffer.from(message.data, 'utf8').toString('base64'),
        attributes: message.attributes,
        messageId: String(id),
        publishTime,
      },
    },
  };
}
