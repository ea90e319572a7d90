import type { Span } from '../language';
import { equal, Value, type Basic, type Vector } from '../values';
import type { Fault } from './fault';
import { Exit } from './fault';
import type { Held } from './held';
import { LimitReached, type Limits } from './limits';
import { remove } from './lists';
import { Meter } from './meter';
import { NativeContext } from './native';
import { Network } from './network';
import { Random } from './random';
import { Service } from './service';
import type { ServiceCode } from './service-code';
import type { Session } from './session';
import { Task, type Code, type Scope, type State } from './task';
import { Timers } from './timers';
import { Tracer, type Trace } from './trace';

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
  /** Told of a fault that a session did not handle and that does not end the run. */
  readonly report?: (fault: Fault) => void;
}

type OnEnd = (fault: Error | null) => void;

/** What a run is for. */
export interface Purpose {
  /** `exit` in it ends the run. */
  readonly service: Service;
  readonly isOver: boolean;
  /** Whether the run may end when nothing can happen any more. */
  readonly mayIdle: boolean;
}

/** Compiles what a running program wants embedded; null when something is wrong with it. */
export interface Loader {
  load(source: LoadRequest): ServiceCode | null;
}

/** What is started beside others. */
export interface Branch {
  readonly code: Code;
  readonly state: State;
  /** The scope in which it begins; null: one of its own. */
  readonly scope: Scope | null;
  /** Called whenever it has stopped to wait. */
  readonly onBlock: () => void;
  readonly onEnd: OnEnd;
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
  readonly network: Network;
  readonly timers: Timers;
  /** What packages of the library keep. */
  readonly kept = new Value();
  /** Told of the steps, where somebody looks on; only traced code asks for it. */
  readonly tracer: Tracer | null;
  /** The task that runs. */
  current: Task | null = null;
  /** What is alive, in the order of its making: mostly so little that lists are quicker than sets. */
  readonly #services: Service[] = [];
  readonly #tasks: Task[] = [];
  /** Tasks to run next, the last first: branches and sessions that begin, callers that have their answer. */
  readonly #starting: Task[] = [];
  #ready: Task[] = [];
  /** Those of the ready that a message has set going and that have not run since, in order. */
  #delivered: Task[] = [];
  readonly #printed: string[] = [];
  #printedLength = 0;
  /** Made when the first branch begins: most runs have none. */
  #branches: Set<Task> | null = null;
  /** Sessions alive beside each service's first, and messages that wait for one. */
  #sessions = 0;
  #waited = 0;

  constructor(
    readonly limits: Limits,
    readonly host: Host,
    private readonly loader: Loader,
    trace: Trace | null,
    /** What packages keep from run to run of the program. */
    program: Held,
  ) {
    this.meter = new Meter(limits, host.elapsed ?? null, this);
    this.random = new Random(host.seed);
    this.native = new NativeContext(this, program);
    this.network = new Network(this);
    this.timers = new Timers(this.meter, limits);
    this.tracer = trace === null ? null : new Tracer(this, trace);
  }

  /** Runs until what the run is for has come to its end. Nothing left to do is limit `blocked`. */
  until(purpose: Purpose): void {
    while (!purpose.isOver) {
      if (this.timers.any) while (this.timers.fireDue(() => this.now));
      const task = this.#starting.pop() ?? this.#ready.shift();
      if (task !== undefined && task === this.#delivered[0]) this.#delivered.shift();
      if (task === undefined) {
        if (this.#jump()) continue;
        if (purpose.mayIdle) return;
        this.meter.place = this.waiting()[0] ?? this.meter.place;
        throw new LimitReached('blocked');
      }
      if (task.ended) continue;
      try {
        task.step();
      } catch (error) {
        const leaves = error instanceof Exit && !error.whole && task.service !== purpose.service;
        if (!leaves) throw error;
        task.service.stop();
      }
    }
  }

  /** Time goes on to the next timer; false when there is none. */
  #jump(): boolean {
    const due = this.timers.next(this.host.start);
    if (due === undefined) return false;
    const by = due - this.now;
    if (by > 0) {
      this.host.wait?.(by);
      this.#waited += by;
    }
    return true;
  }

  /** Where tasks stand still, in the order of their making. */
  waiting(): Span[] {
    return this.#tasks.flatMap(({ stopped }) => (stopped === null ? [] : [stopped]));
  }

  /** Whether any task of the service is alive. */
  lives(service: Service): boolean {
    return this.#tasks.some((task) => task.service === service);
  }

  /** Makes a service of its code; the outermost one does not count against the limit of embedded ones. */
  makeService(code: ServiceCode, parent: Service | null): Service {
    if (parent !== null) this.meter.atMost(this.#services.length, this.limits.embeddedServices, 'embedded');
    this.meter.charge(20);
    this.meter.allocate(1024);
    const service = new Service(this, code, this.network.freshLocation(), parent);
    this.#services.push(service);
    this.network.add(service);
    return service;
  }

  /** The run's time: what the host said, and a millisecond for every 10,000 gas. */
  get now(): number {
    return this.host.start + this.#waited + Math.floor(this.meter.gas / 10_000);
  }

  get output(): string {
    return this.#printed.length === 0 ? '' : this.#printed.join('');
  }

  /** UTF-16 units printed so far. */
  get printedLength(): number {
    return this.#printedLength;
  }

  readLine(): string | null {
    return this.host.readLine?.() ?? null;
  }

  /** A random UUID, its making charged. */
  uuid(): string {
    this.meter.charge(40);
    this.meter.string(36);
    return this.random.uuid();
  }

  print(text: string): void {
    this.meter.output(text);
    this.#printed.push(text);
    this.#printedLength += text.length;
    this.host.write?.(text);
  }

  /** Tells the host of a fault that ends a session and nothing else. */
  report(fault: Fault): void {
    this.host.report?.(fault);
  }

  /**
   * Runs code for a session: before all that wait, or after them. What is to run at once still overtakes no message that
   * was sent before: whom those set going runs first.
   */
  startSession(session: Session, code: Code, atOnce: boolean, onEnd: OnEnd): Task {
    const task = this.#make(session, session.state, code, onEnd);
    if (!atOnce) this.deliver(task);
    else {
      this.#starting.push(task);
      if (this.#delivered.length > 0) this.#hurryDelivered();
    }
    return task;
  }

  /** Has those whom messages have set going run before all that wait. */
  #hurryDelivered(): void {
    const before = new Set(this.#delivered);
    this.#ready = this.#ready.filter((each) => !before.has(each));
    this.#starting.push(...this.#delivered.reverse());
    this.#delivered = [];
  }

  /** A message sets the task going: when all that are ready have run. */
  deliver(task: Task): void {
    this.#ready.push(task);
    this.#delivered.push(task);
  }

  /** Starts branches side by side: each runs to its first block in the order given, before anything else goes on. */
  startAll(session: Session, branches: readonly Branch[]): Task[] {
    const alive = (this.#branches ??= new Set<Task>());
    const tasks = branches.map(({ code, state, scope, onBlock, onEnd }) => {
      this.meter.atMost(alive.size + 1, this.limits.branches, 'branches');
      const task = this.#make(session, state, code, (fault) => {
        alive.delete(task);
        onEnd(fault);
      });
      if (scope !== null) task.scopes[0] = scope;
      task.onBlock = onBlock;
      alive.add(task);
      return task;
    });
    this.#starting.push(...[...tasks].reverse());
    return tasks;
  }

  #make(session: Session, state: State, code: Code, onEnd: OnEnd): Task {
    this.meter.charge(10);
    this.meter.allocate(512);
    const task = new Task(this, session, state, code, onEnd);
    this.#tasks.push(task);
    return task;
  }

  /** The task has come to its end. */
  over(task: Task): void {
    remove(this.#tasks, task);
  }

  /** Counts messages that wait for an input, with the sessions. */
  queued(count: number): void {
    this.#sessions += count;
    if (count > 0) this.meter.atMost(this.#sessions, this.limits.sessions, 'sessions');
  }

  sessionBegins(): void {
    this.meter.charge(60);
    this.meter.allocate(1024);
    this.queued(1);
  }

  sessionEnds(): void {
    this.#sessions--;
  }

  /** The task goes on when all that are ready have run. */
  wake(task: Task): void {
    this.#ready.push(task);
  }

  /** The task goes on when the one under way blocks or ends: it has the answer that it waited for. */
  wakeNext(task: Task): void {
    this.#starting.push(task);
  }

  /** Takes a task out of every queue, because it is ended by force. */
  forget(task: Task): void {
    this.#ready = this.#ready.filter((each) => each !== task);
    this.#delivered = this.#delivered.filter((each) => each !== task);
    const starting = this.#starting.indexOf(task);
    if (starting >= 0) this.#starting.splice(starting, 1);
    task.exchange = null;
    task.received = null;
    task.service.locks.forget(task);
    task.session.forget(task);
  }

  /** Ends a service's tasks where they are, without a word to them. */
  drop(service: Service): void {
    for (const task of [...this.#tasks]) {
      if (task.service !== service) continue;
      this.forget(task);
      task.ended = true;
      this.over(task);
      this.#branches?.delete(task);
    }
    remove(this.#services, service);
    this.network.close(service);
  }

  sameBasic(left: Basic, right: Basic): boolean {
    return equal(left, right);
  }

  /** Compiles a source that the program hands in; null when something is wrong with it. */
  load(source: LoadRequest): ServiceCode | null {
    return this.loader.load(source);
  }

  *roots(): Generator<Vector | Value> {
    yield this.kept;
    yield* this.timers.roots();
    for (const service of this.#services) yield* service.roots();
    const seen = new Set<State>();
    for (const task of this.#tasks) {
      yield* task.roots();
      if (seen.has(task.state)) continue;
      seen.add(task.state);
      for (const vector of task.state.slots) if (vector !== undefined) yield vector;
    }
  }
}

/** A service that the program wants embedded while it runs. */
export type LoadRequest =
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'file'; readonly path: string; readonly service: string | null };
