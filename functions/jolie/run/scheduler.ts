import type { Vector } from '../values';
import { Value } from '../values';
import { LimitReached, type Limits } from './limits';
import { Meter } from './meter';
import { NativeContext } from './native';
import { Random } from './random';
import type { State } from './task';
import { Task, type Code } from './task';

/** What a run is given, beside the program and its limits. */
export interface Host {
  /** The run's clock begins here: ms since the epoch. */
  readonly start: number;
  /** Seeds the one source of randomness. */
  readonly seed: string;
  /** Real milliseconds since the run began; without it, only gas bounds the run's time. */
  readonly elapsed?: () => number;
  /** Gets what is printed, as it is printed; the outcome holds it all in any case. */
  readonly write?: (text: string) => void;
  /** The next line of console input, null at its end; without it, input is at its end. */
  readonly readLine?: () => string | null;
  /** Really waits so many milliseconds; without it, waiting costs no real time. */
  readonly wait?: (milliseconds: number) => void;
}

/**
 * One run of a program, and the scheduler of its tasks. Cooperative and fixed: a task runs until it blocks or ends.
 * Branches that begin are run at once, in order; woken ones join the end of the ready queue.
 */
export class Run {
  readonly meter: Meter;
  readonly random: Random;
  /** What the library's operations get of this run. */
  readonly native: NativeContext;
  /** The children of `global`. */
  readonly global = new Value();
  /** What packages of the library keep. */
  readonly kept = new Value();
  readonly #tasks = new Set<Task>();
  /** Tasks to run next, the last first: branches that begin. */
  readonly #starting: Task[] = [];
  #ready: Task[] = [];
  readonly #links = new Map<string, { signals: number; waiting: Task[] }>();
  readonly #locks = new Map<string, { owner: Task; times: number; waiting: Task[] }>();
  readonly #printed: string[] = [];

  constructor(
    readonly limits: Limits,
    readonly host: Host,
  ) {
    this.meter = new Meter(limits, host.elapsed ?? null, () => this.#roots());
    this.random = new Random(host.seed);
    this.native = new NativeContext(this);
  }

  /** Runs the code as the run's main task, and everything that it starts, until it ends; gives its fault, or null. */
  main(code: Code, state: State): Error | null {
    let fault: Error | null = null;
    const main = this.start(code, state, (error) => (fault = error));
    while (!main.ended) {
      const task = this.#starting.pop() ?? this.#ready.shift();
      if (task === undefined) throw new LimitReached('blocked');
      if (!task.ended) task.step();
    }
    return fault;
  }

  /** The run's time: what the host said, and a millisecond for every 10,000 gas. */
  get now(): number {
    return this.host.start + Math.floor(this.meter.gas / 10_000);
  }

  get output(): string {
    return this.#printed.join('');
  }

  readLine(): string | null {
    return this.host.readLine?.() ?? null;
  }

  print(text: string): void {
    this.meter.output(text);
    this.#printed.push(text);
    this.host.write?.(text);
  }

  /** Starts a task; it runs before all that wait. */
  start(code: Code, state: State, onEnd: (fault: Error | null) => void): Task {
    this.meter.atMost(this.#tasks.size, this.limits.branches, 'branches');
    this.meter.allocate(256);
    const task = new Task(this, state, code, (fault) => {
      this.#tasks.delete(task);
      onEnd(fault);
    });
    this.#tasks.add(task);
    this.#starting.push(task);
    return task;
  }

  /** Starts branches side by side: each runs to its first block in the order given, before anything else goes on. */
  startAll(branches: readonly { code: Code; state: State; onEnd: (fault: Error | null) => void }[]): Task[] {
    const tasks = branches.map(({ code, state, onEnd }) => this.start(code, state, onEnd));
    const begun = this.#starting.splice(this.#starting.length - tasks.length);
    this.#starting.push(...begun.reverse());
    return tasks;
  }

  wake(task: Task): void {
    this.#ready.push(task);
  }

  /** Takes a task out of every queue, because it is ended by force. */
  forget(task: Task): void {
    this.#ready = this.#ready.filter((each) => each !== task);
    const starting = this.#starting.indexOf(task);
    if (starting >= 0) this.#starting.splice(starting, 1);
    for (const { waiting } of [...this.#links.values(), ...this.#locks.values()]) {
      const at = waiting.indexOf(task);
      if (at >= 0) waiting.splice(at, 1);
    }
  }

  /** `linkOut`: lets one `linkIn` of this name go on, now or later. */
  signal(name: string): void {
    const link = this.#link(name);
    const task = link.waiting.shift();
    if (task === undefined) link.signals++;
    else this.wake(task);
  }

  /** `linkIn`: true when a signal was there; otherwise the task waits for one. */
  awaitSignal(name: string, task: Task): boolean {
    const link = this.#link(name);
    if (link.signals > 0) {
      link.signals--;
      return true;
    }
    link.waiting.push(task);
    return false;
  }

  #link(name: string) {
    let link = this.#links.get(name);
    if (link === undefined) this.#links.set(name, (link = { signals: 0, waiting: [] }));
    return link;
  }

  /** Takes a lock, as often as its owner likes; false: the task waits, and owns it when it is woken. */
  lock(name: string, task: Task): boolean {
    const lock = this.#locks.get(name);
    if (lock === undefined) {
      this.#locks.set(name, { owner: task, times: 1, waiting: [] });
      return true;
    }
    if (lock.owner === task) {
      lock.times++;
      return true;
    }
    lock.waiting.push(task);
    return false;
  }

  unlock(name: string): void {
    const lock = this.#locks.get(name)!;
    if (--lock.times > 0) return;
    const next = lock.waiting.shift();
    if (next === undefined) this.#locks.delete(name);
    else {
      lock.owner = next;
      lock.times = 1;
      this.wake(next);
    }
  }

  *#roots(): Generator<Vector | Value> {
    yield this.global;
    yield this.kept;
    const seen = new Set<State>();
    for (const { state } of this.#tasks) {
      if (seen.has(state)) continue;
      seen.add(state);
      for (const vector of state.slots) if (vector !== undefined) yield vector;
    }
  }
}
