import { messagePublished } from '@parley/embedded';
import {
  deadLetterTopic,
  deliveryPolicy,
  type Bus,
  type Clock,
  type DeadLetter,
  type MessageHandler,
  type OutgoingMessage,
  type Subscription,
  type Timer,
} from '@parley/ports';

interface Held {
  readonly id: number;
  readonly message: OutgoingMessage;
  readonly publishTime: string;
  attempts: number;
}

/** The messages of one ordering key: one is delivered at a time. */
interface Lane {
  readonly held: Held[];
  busy: boolean;
  timer: Timer | null;
}

interface Topic {
  readonly name: string;
  readonly lanes: Map<string, Lane>;
  handler: MessageHandler | null;
  running: number;
  onIdle: (() => void) | null;
}

export interface MemoryBusOptions {
  /** A delivery that is not acknowledged for so long (ms) is made again, while its handler may still run; never when missing. */
  readonly acknowledgementMilliseconds?: number;
  /** What another bus held when it ended. */
  readonly heldBefore?: MemoryBus;
}

const backoffAfter = (attempts: number): number =>
  Math.min(
    deliveryPolicy.longestBackoffMilliseconds,
    deliveryPolicy.firstBackoffMilliseconds * 2 ** (attempts - 1),
  );

/** A model of the broker: everything in memory. It keeps the contract of the port. */
export class MemoryBus implements Bus {
  readonly #topics = new Map<string, Topic>();
  #letters: readonly DeadLetter[] = [];
  #ids = 0;

  constructor(
    private readonly clock: Clock,
    private readonly options: MemoryBusOptions = {},
  ) {
    const { heldBefore } = options;
    if (heldBefore === undefined) return;
    this.#ids = heldBefore.#ids;
    this.#letters = heldBefore.#letters;
    for (const [name, { lanes }] of heldBefore.#topics) {
      const { lanes: mine } = this.#open(name);
      for (const [key, { held }] of lanes)
        mine.set(key, { held: held.map((each) => ({ ...each })), busy: false, timer: null });
    }
  }

  /** Messages of the topics that wait or are under way; of relays' topics only when they are asked for. */
  get backlog(): number {
    let size = 0;
    for (const { name, lanes } of this.#topics.values())
      if (!name.startsWith('relay-')) for (const { held } of lanes.values()) size += held.length;
    return size;
  }

  async createTopic(name: string): Promise<void> {
    this.#open(name);
  }

  async deleteTopic(name: string): Promise<void> {
    const topic = this.#topics.get(name);
    if (topic === undefined) return;
    topic.handler = null;
    for (const { timer } of topic.lanes.values()) timer?.cancel();
    this.#topics.delete(name);
  }

  async publish(name: string, message: OutgoingMessage): Promise<void> {
    if (name === deadLetterTopic) {
      const { topic = '', reason = '' } = message.attributes;
      return this.#bury(topic, reason, 0, message);
    }
    const topic = this.#topics.get(name);
    if (topic === undefined) return;
    const id = ++this.#ids;
    const { orderingKey = '' } = message;
    const key = orderingKey === '' ? `#${id}` : `=${orderingKey}`;
    const lane: Lane = topic.lanes.get(key) ?? { held: [], busy: false, timer: null };
    topic.lanes.set(key, lane);
    lane.held.push({ id, message, publishTime: new Date(this.clock.now()).toISOString(), attempts: 0 });
    this.#next(topic, key, lane);
  }

  async subscribe(name: string, handler: MessageHandler): Promise<Subscription> {
    const topic = this.#open(name);
    topic.handler = handler;
    for (const [key, lane] of topic.lanes) this.#next(topic, key, lane);
    return {
      close: async () => {
        if (topic.handler === handler) topic.handler = null;
        if (topic.running > 0) await new Promise<void>((resolve) => (topic.onIdle = resolve));
      },
    };
  }

  async deadLetters(after: string | null, limit: number) {
    const rest = this.#letters.filter(({ id }) => after === null || Number(id) > Number(after));
    const deadLetters = rest.slice(0, limit);
    return { deadLetters, next: rest.length > limit ? deadLetters.at(-1)!.id : null };
  }

  async deadLetter(id: string): Promise<DeadLetter | null> {
    return this.#letters.find((letter) => letter.id === id) ?? null;
  }

  async replay(id: string): Promise<boolean> {
    const letter = this.#letters.find((each) => each.id === id);
    if (letter === undefined) return false;
    this.#letters = this.#letters.filter((each) => each !== letter);
    const own = Object.entries(letter.attributes).filter(([name]) => name !== 'topic' && name !== 'reason');
    const attributes: Record<string, string> = Object.fromEntries(own);
    await this.publish(letter.topic, { data: letter.data, attributes, orderingKey: attributes['key'] ?? '' });
    return true;
  }

  #open(name: string): Topic {
    const known = this.#topics.get(name);
    if (known !== undefined) return known;
    const made: Topic = { name, lanes: new Map(), handler: null, running: 0, onIdle: null };
    this.#topics.set(name, made);
    return made;
  }

  /** Delivers the lane's first message, unless it is under way or waits for its time. */
  #next(topic: Topic, key: string, lane: Lane): void {
    if (topic.handler === null || lane.busy || lane.timer !== null) return;
    const [held] = lane.held;
    if (held === undefined) return void topic.lanes.delete(key);
    lane.busy = true;
    topic.running++;
    this.#deliver(topic, key, lane, held, topic.handler);
  }

  #deliver(topic: Topic, key: string, lane: Lane, held: Held, handler: MessageHandler): void {
    let settled = false;
    let deadline: Timer | null = null;
    const settle = (failure: unknown, published: readonly (readonly [string, OutgoingMessage])[]) => {
      if (settled) return;
      settled = true;
      deadline?.cancel();
      topic.running--;
      lane.busy = false;
      if (failure === null || ++held.attempts >= deliveryPolicy.attempts) {
        if (failure !== null) {
          const reason = `${held.attempts} attempts: ${nameOf(failure)}`;
          this.#bury(topic.name, reason, held.attempts, held.message);
        }
        lane.held.shift();
        for (const each of published) void this.publish(...each);
      } else {
        lane.timer = this.clock.setTimer(backoffAfter(held.attempts), () => {
          lane.timer = null;
          this.#next(topic, key, lane);
        });
      }
      if (topic.running === 0) topic.onIdle?.();
      this.#next(topic, key, lane);
    };
    const { acknowledgementMilliseconds } = this.options;
    if (acknowledgementMilliseconds !== undefined)
      deadline = this.clock.setTimer(acknowledgementMilliseconds, () => settle(new Error('deadline'), []));
    const published: (readonly [string, OutgoingMessage])[] = [];
    handler(messagePublished(topic.name, held, held.message), {
      publish: async (name, message) => void published.push([name, message]),
    }).then(
      () => settle(null, published),
      (failure: unknown) => settle(failure ?? new Error('rejected'), []),
    );
  }

  #bury(topic: string, reason: string, attempts: number, { data, attributes }: OutgoingMessage): void {
    const at = new Date(this.clock.now()).toISOString();
    const id = String(++this.#ids);
    this.#letters = [...this.#letters, { id, topic, reason, attempts, at, data, attributes }];
  }
}

const nameOf = (failure: unknown): string => {
  const { name = 'failure', code } = failure as { name?: string; code?: unknown };
  return typeof code === 'string' ? `${name} (${code})` : name;
};
