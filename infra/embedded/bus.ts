import {
  deadLetterTopic,
  deliveryPolicy,
  type Bus,
  type Clock,
  type MessageHandler,
  type OutgoingMessage,
  type Publisher,
  type Subscription,
  type Telemetry,
} from '@parley/ports';
import type { Database } from './database';
import { findDeadLetter, listDeadLetters, messageAgain, takeDeadLetter } from './dead-letters';
import { EmbeddedError } from './errors';
import { takeOutside } from './outside';
import { messagePublished } from './message-published';
import { Queue, type Waiting } from './queue';
import { Settlement, type Output } from './settlement';

/** Deliveries of one topic at once, until what came of them is durable. */
const concurrency = 128;
/** What the database did not take is tried again after so long, ms. */
const settleAgainMilliseconds = 1_000;
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

/** What was published: where it waits, and what writes it. */
interface Made {
  readonly topic: Topic | null;
  readonly waiting: Waiting | null;
  readonly output: Output | null;
}

/**
 * The bus on the embedded database. What is published is a row; a delivery's acknowledgement deletes it in the same
 * transaction that inserts what the handler published. Queues in memory run ahead of the rows: what was published is
 * delivered at once, and the next message of its lane too, while the {@link Settlement} of either waits for the
 * transaction of this turn. Writes become durable in their order, so nothing that comes of a message is durable before
 * the message is. After a crash the queues are read from the rows: what was not acknowledged durably is delivered again, in its order.
 */
export class EmbeddedBus implements Bus {
  readonly #topics = new Map<string, Topic>();
  #cached = 0;
  #lastId: number;
  #isClosing = false;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly telemetry: Telemetry,
  ) {
    const sql = "SELECT seq FROM sqlite_sequence WHERE name = 'message'";
    this.#lastId = db.get<{ seq: number }>(sql)?.seq ?? 0;
  }

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
    await this.#settle(null, [this.#made(name, message)]);
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
      return letter === null ? null : this.#inserted(letter.topic, messageAgain(letter));
    });
    if (taken !== null) this.#enqueue([taken]);
    return taken !== null;
  }

  /** Takes in what other processes published ({@link publishOutside}); called at the start and when they say so. */
  async takeIn(): Promise<void> {
    const taken = await this.db.write(() =>
      takeOutside(this.db).map(({ topic, message }) => this.#inserted(topic, message)),
    );
    this.#enqueue(taken);
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
    this.#isClosing = true;
    for (const topic of this.#topics.values()) {
      topic.handler = null;
      if (topic.queue.running > 0) await new Promise<void>((resolve) => (topic.onIdle = resolve));
      topic.queue.close();
    }
  }

  /** What is published: its place in a queue, where its topic is there, and its row, where one is kept. */
  #made(name: string, message: OutgoingMessage): Made {
    if (name === deadLetterTopic) {
      const { data, attributes } = message;
      const insert = () =>
        this.#bury(
          attributes['topic'] ?? '',
          attributes['reason'] ?? '',
          0,
          data,
          JSON.stringify(attributes),
        );
      return { topic: null, waiting: null, output: { insert, onWritten: () => {} } };
    }
    const topic = this.#topics.get(name);
    if (topic === undefined) return { topic: null, waiting: null, output: null };
    const publishTime = new Date(this.clock.now()).toISOString();
    const id = ++this.#lastId;
    const key = message.orderingKey ?? '';
    const waiting = { id, key, message, cached: 0, publishTime, attempts: 0, notBefore: 0, writing: null };
    if (topic.ephemeral) return { topic, waiting, output: null };
    const insert = () => {
      // Deleted meanwhile, it keeps nothing.
      if (this.#topics.get(name) !== topic) return;
      const { data, attributes } = message;
      this.#cache(waiting, data.length);
      this.db.run(
        'INSERT INTO message (id, topic, ordering_key, data, attributes, publish_time) VALUES (?, ?, ?, ?, ?, ?)',
        id,
        name,
        key,
        data,
        JSON.stringify(attributes),
        publishTime,
      );
    };
    const onWritten = () => {
      waiting.writing = null;
      if (this.#cached > cachedUnits) this.#uncache(waiting);
    };
    return { topic, waiting, output: { insert, onWritten } };
  }

  /** The same, its row written in the transaction that runs. */
  #inserted(name: string, message: OutgoingMessage): Made {
    const made = this.#made(name, message);
    made.output?.insert();
    return made;
  }

  /** Puts messages into their topics' queues. */
  #enqueue(made: readonly Made[]): void {
    for (const { topic, waiting } of made) {
      if (topic === null || waiting === null) continue;
      topic.queue.add(waiting);
      this.#measure(topic);
      this.#pump(topic);
    }
  }

  /** Counts a payload that stays in memory beside its row; one that came to its end before costs nothing. */
  #cache(waiting: Waiting, units: number): void {
    if (waiting.message === null) return;
    this.#cached += units - waiting.cached;
    waiting.cached = units;
  }

  #uncache(waiting: Waiting): void {
    this.#cached -= waiting.cached;
    waiting.cached = 0;
    waiting.message = null;
  }

  /**
   * Ends a message, or none, with what came of it: passes that on and resolves when all of it is durable. Rejects when the
   * database did not take it, and tries again meanwhile: it was passed on already.
   */
  async #settle(ended: Waiting | null, made: readonly Made[], isRow = false): Promise<void> {
    const outputs = made.flatMap(({ output }) => (output === null ? [] : [output]));
    const standing = ended?.writing ?? null;
    const merges = standing !== null && !standing.settlement.isWritten;
    const removed = isRow && !merges ? ended!.id : null;
    const settlement = merges ? standing.settlement : new Settlement(this.db, removed, outputs);
    if (merges) settlement.replace(standing.output, outputs);
    for (const { waiting, output } of made)
      if (waiting !== null && output !== null) waiting.writing = { settlement, output };
    const isNothing = !merges && removed === null && outputs.length === 0;
    const written = merges ? settlement.written : isNothing ? undefined : this.#write(settlement);
    this.#enqueue(made);
    await written;
  }

  /** Writes a settlement, and again until the database takes it. */
  #write(settlement: Settlement): Promise<void> {
    const written = settlement.write();
    written.catch((error: unknown) => {
      this.telemetry.log('ERROR', 'a delivery could not be settled', { reason: nameOf(error) });
      if (!this.#isClosing) this.clock.setTimer(settleAgainMilliseconds, () => void this.#write(settlement));
    });
    return written;
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
      for (const row of rows) topic.queue.add({ ...row, message: null, cached: 0, writing: null });
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
        await handler(messagePublished(topic.name, waiting, message), publisher);
      } catch (error) {
        failure = error ?? new Error('rejected');
      }
      publisher.end();
      const settled =
        failure === null
          ? this.#acknowledge(topic, lane, waiting, publisher.published)
          : this.#reject(topic, lane, waiting, message, failure);
      // The next of the lane goes on; how many do before this is durable is bounded.
      this.#pump(topic);
      await settled.catch(() => {});
    }
    topic.queue.end();
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
  #acknowledge(
    topic: Topic,
    lane: string,
    waiting: Waiting,
    published: readonly { topic: string; message: OutgoingMessage }[],
  ): Promise<void> {
    this.#uncache(waiting);
    topic.queue.done(lane);
    const made = published.map((each) => this.#made(each.topic, each.message));
    return this.#settle(waiting, made, !topic.ephemeral);
  }

  /** Delivers again after a while, or, when the attempts are used up, puts the message aside with its last failure. */
  async #reject(
    topic: Topic,
    lane: string,
    waiting: Waiting,
    message: OutgoingMessage,
    failure: unknown,
  ): Promise<void> {
    const attempts = ++waiting.attempts;
    const { id } = waiting;
    this.telemetry.count('parley_bus_redeliveries_total', { topic: topic.name });
    if (attempts >= deliveryPolicy.attempts) {
      const reason = `${attempts} attempts: ${nameOf(failure)}`;
      const { data, attributes } = message;
      const insert = () => this.#bury(topic.name, reason, attempts, data, JSON.stringify(attributes));
      this.#uncache(waiting);
      topic.queue.done(lane);
      const buried: Made = { topic: null, waiting: null, output: { insert, onWritten: () => {} } };
      return this.#settle(waiting, [buried], !topic.ephemeral);
    }
    const notBefore = this.clock.now() + backoffAfter(attempts);
    waiting.notBefore = notBefore;
    const sql = 'UPDATE message SET attempts = ?, not_before = ? WHERE id = ?';
    try {
      if (!topic.ephemeral) await this.db.write(() => this.db.run(sql, attempts, notBefore, id));
    } finally {
      topic.queue.retry(lane);
    }
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
