import type { Value } from '../values';
import type { Fault } from './fault';
import type { Task } from './task';

/** Where the answer to a message goes. The first answer counts; what comes later is dropped. */
export interface Reply {
  /** Whether who asked has gone on without an answer. */
  readonly abandoned?: boolean;
  reply(value: Value): void;
  fail(fault: Fault): void;
}

/** A call under way: the answer comes at once, or later to the task that waits for it. */
export class Exchange implements Reply {
  settled = false;
  answer: Value | null = null;
  fault: Fault | null = null;

  constructor(private readonly task: Task) {
    task.exchange = this;
  }

  get abandoned(): boolean {
    return this.task.exchange !== this;
  }

  reply(value: Value): void {
    if (this.settled) return;
    this.answer = value;
    this.#settle();
  }

  fail(fault: Fault): void {
    if (this.settled) return;
    this.fault = fault;
    this.#settle();
  }

  #settle(): void {
    this.settled = true;
    const { task } = this;
    if (task.exchange === this && task.resuming) task.run.wakeNext(task);
  }
}
