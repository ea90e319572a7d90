import { Value } from '../values';
import type { Reply } from './exchange';
import { Fault, ioFault } from './fault';
import { remove, removeAt } from './lists';
import { Links } from './locks';
import type { Service } from './service';
import type { State, Task } from './task';

/** A request on its way to an input. */
export interface Message {
  readonly operation: string;
  /** The sender's copy: what receives it may keep it. */
  readonly value: Value;
  readonly reply: Reply;
}

/** Receives one of these operations, in the order of waiting. */
interface Waiter {
  readonly task: Task;
  readonly operations: ReadonlySet<string>;
}

/** One conversation of a service: its variables, and the messages that came for it and no input has taken yet. */
export class Session {
  /** The requests whose answer is being worked out. */
  answering: Reply[] = [];
  #links: Links | null = null;
  #queue: Message[] = [];
  readonly #waiters: Waiter[] = [];
  ended = false;

  constructor(
    readonly service: Service,
    readonly state: State,
  ) {}

  get links(): Links {
    return (this.#links ??= new Links());
  }

  /** Begins to work out the answer to a request. */
  answers(reply: Reply): void {
    // Most sessions answer one request at a time: a list that grows would hold room for many.
    if (this.answering.length === 0) this.answering = [reply];
    else this.answering.push(reply);
  }

  /** The answer to a request is given now. */
  answered(reply: Reply): void {
    remove(this.answering, reply);
  }

  /** Gives a message to the input that waits for it longest, or keeps it. */
  push(message: Message): void {
    this.service.run.meter.charge(this.#waiters.length);
    const at = this.#waiters.findIndex(({ operations }) => operations.has(message.operation));
    if (at < 0) {
      this.service.run.queued(1);
      if (this.#queue.length === 0) this.#queue = [message];
      else this.#queue.push(message);
      return;
    }
    const { task } = this.#waiters.splice(at, 1)[0]!;
    task.received = message;
    this.service.run.deliver(task);
  }

  /** The oldest message for one of the operations; null: the task waits, and is woken with it in `received`. */
  take(operations: ReadonlySet<string>, task: Task): Message | null {
    this.service.run.meter.charge(this.#queue.length >> 1);
    const queue = this.#queue;
    for (let at = 0; at < queue.length; at++) {
      const message = queue[at]!;
      if (!operations.has(message.operation)) continue;
      this.service.run.queued(-1);
      removeAt(queue, at);
      return message;
    }
    this.#waiters.push({ task, operations });
    if (this === this.service.initial) this.service.waitsInInit();
    return null;
  }

  forget(task: Task): void {
    this.#links?.forget(task);
    removeAt(
      this.#waiters,
      this.#waiters.findIndex((each) => each.task === task),
    );
  }

  /** Whether messages wait for an input. */
  get waits(): boolean {
    return this.#queue.length > 0;
  }

  /** Takes out the messages that nothing received. */
  drain(): Message[] {
    this.service.run.queued(-this.#queue.length);
    return this.#queue.splice(0);
  }

  /** Ends the conversation: who still waits for an answer learns that none comes. */
  end(): void {
    this.ended = true;
    if (this.waits) for (const { reply } of this.drain()) reply.fail(correlationError());
    if (this.answering.length > 0)
      for (const reply of this.answering.splice(0)) reply.fail(ioFault('the service has ended'));
  }

  /** The values that the session's messages hold. */
  *roots(): Generator<Value> {
    for (const { value } of this.#queue) yield value;
  }
}

/** The fault of a message that no session takes. */
export const correlationError = (): Fault =>
  new Fault(
    'CorrelationError',
    new Value(
      'The message you sent can not be correlated with any session and can not be used to start a new session.',
    ),
    null,
  );
