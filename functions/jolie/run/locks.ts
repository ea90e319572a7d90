import { remove } from './lists';
import type { Task } from './task';

interface Lock {
  owner: Task;
  times: number;
  readonly waiting: Task[];
}

/** The locks of a service: one task at a time holds each, as often as it likes; the others wait in order. */
export class Locks {
  /** Made when the first lock is taken: most services have none. */
  #locks: Map<string, Lock> | null = null;

  get #held(): Map<string, Lock> {
    return (this.#locks ??= new Map<string, Lock>());
  }

  /** Takes a lock; false: the task waits, and owns it when it is woken. */
  take(name: string, task: Task): boolean {
    const lock = this.#held.get(name);
    if (lock === undefined) {
      this.#held.set(name, { owner: task, times: 1, waiting: [] });
      return true;
    }
    if (lock.owner === task) {
      lock.times++;
      return true;
    }
    lock.waiting.push(task);
    return false;
  }

  give(name: string): void {
    const lock = this.#held.get(name)!;
    if (--lock.times > 0) return;
    const next = lock.waiting.shift();
    if (next === undefined) this.#held.delete(name);
    else {
      lock.owner = next;
      lock.times = 1;
      next.run.wake(next);
    }
  }

  forget(task: Task): void {
    for (const { waiting } of this.#locks?.values() ?? []) remove(waiting, task);
  }
}

/** The links of a session: `linkOut` lets one `linkIn` of its name go on, now or later. */
export class Links {
  readonly #links = new Map<string, { signals: number; waiting: Task[] }>();

  signal(name: string): void {
    const link = this.#link(name);
    const task = link.waiting.shift();
    if (task === undefined) link.signals++;
    else task.run.wake(task);
  }

  /** True when a signal was there; otherwise the task waits for one. */
  await(name: string, task: Task): boolean {
    const link = this.#link(name);
    if (link.signals > 0) {
      link.signals--;
      return true;
    }
    link.waiting.push(task);
    return false;
  }

  forget(task: Task): void {
    for (const { waiting } of this.#links.values()) remove(waiting, task);
  }

  #link(name: string) {
    let link = this.#links.get(name);
    if (link === undefined) this.#links.set(name, (link = { signals: 0, waiting: [] }));
    return link;
  }
}
