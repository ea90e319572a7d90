import type { Clock, OutgoingMessage, Timer } from '@parley/ports';
import type { Output, Settlement } from './settlement';

/** A message that waits for its delivery. */
export interface Waiting {
  readonly id: number;
  readonly key: string;
  /** Null: it lies in the database alone, or is done with. */
  message: OutgoingMessage | null;
  /** What its payload is counted for among those in memory, UTF-16 units; 0 before its row is written. */
  cached: number;
  readonly publishTime: string;
  attempts: number;
  /** It is not delivered before this time, ms. */
  notBefore: number;
  /** What writes its row, and as which of its outputs; null: the row was there, or there is none. */
  writing: { readonly settlement: Settlement; readonly output: Output } | null;
}

/** The messages of one ordering key: the first is delivered or waits for its time, the others wait for it. */
interface Lane {
  readonly messages: Waiting[];
  busy: boolean;
  timer: Timer | null;
}

/**
 * The messages of one topic that wait, in memory: lanes by ordering key, one delivery at a time in each, and a bound on
 * deliveries at once. It says which message is next; nothing polls: it is asked when something changed, and one timer
 * stands for each lane whose first message waits for its time.
 */
export class Queue {
  readonly #lanes = new Map<string, Lane>();
  /** Lanes with a message to deliver now, the longest waiting first. */
  readonly #ready = new Set<string>();
  #running = 0;
  #size = 0;

  constructor(
    private readonly clock: Clock,
    private readonly most: number,
    /** Called when a lane became ready by time. */
    private readonly onReady: () => void,
  ) {}

  /** Adds a message at the end of its lane. A message without a key has a lane of its own. */
  add(waiting: Waiting): void {
    const name = waiting.key === '' ? `#${waiting.id}` : `=${waiting.key}`;
    let lane = this.#lanes.get(name);
    if (lane === undefined) this.#lanes.set(name, (lane = { messages: [], busy: false, timer: null }));
    lane.messages.push(waiting);
    this.#size++;
    if (lane.messages.length === 1) this.#prepare(name, lane);
  }

  /**
   * The next message to deliver, or null. The caller says by `done` or `retry` what becomes of it, and by `end` that
   * this stands.
   */
  take(): { lane: string; waiting: Waiting } | null {
    if (this.#running >= this.most) return null;
    const [name] = this.#ready;
    if (name === undefined) return null;
    this.#ready.delete(name);
    const lane = this.#lanes.get(name)!;
    lane.busy = true;
    this.#running++;
    return { lane: name, waiting: lane.messages[0]! };
  }

  /** The lane's first message was acknowledged, or put aside: the next one may be taken. */
  done(name: string): void {
    const lane = this.#lanes.get(name)!;
    lane.messages.shift();
    this.#size--;
    this.#release(name, lane);
  }

  /** A delivery that was taken has ended in every respect, and another may be. */
  end(): void {
    this.#running--;
  }

  /** The lane's first message is to be delivered again, at its `notBefore`. */
  retry(name: string): void {
    this.#release(name, this.#lanes.get(name)!);
  }

  get running(): number {
    return this.#running;
  }

  /** Messages that wait or are under way. */
  get size(): number {
    return this.#size;
  }

  /** When the oldest message was published, RFC 3339; null when there is none. */
  get oldest(): string | null {
    let oldest: string | null = null;
    for (const { messages } of this.#lanes.values()) {
      const first = messages[0]?.publishTime;
      if (first !== undefined && (oldest === null || first < oldest)) oldest = first;
    }
    return oldest;
  }

  close(): void {
    for (const lane of this.#lanes.values()) lane.timer?.cancel();
    this.#lanes.clear();
    this.#size = 0;
    this.#ready.clear();
  }

  #release(name: string, lane: Lane): void {
    lane.busy = false;
    if (lane.messages.length === 0) this.#lanes.delete(name);
    else this.#prepare(name, lane);
  }

  #prepare(name: string, lane: Lane): void {
    const wait = lane.messages[0]!.notBefore - this.clock.now();
    if (wait <= 0) {
      this.#ready.add(name);
      return;
    }
    lane.timer = this.clock.setTimer(wait, () => {
      lane.timer = null;
      this.#ready.add(name);
      this.onReady();
    });
  }
}
