/**
 * A task is a branch of a run: a stack of activations, each the running of one piece of code (main, a definition, a
 * handler). Code is compiled to closures that return a status. A statement that cannot go on returns `blocked`, one
 * that calls a definition or handler returns `called`; each statement around it writes down in the activation's
 * `at` where it was, and returns the same. Later the activation is entered anew with `resuming` set, and each of
 * them goes back to where it was: suspension by re-entry. Straight-line code pays one test of a status for it, and
 * no call of the language uses the host's stack.
 *
 * The task owns its activations, scopes and pending fault; the scheduler owns which task goes next. They meet in
 * `Run.block`, `Run.wake` and `Task.step`.
 */
import { copyWithAliases, Value, type Vector } from '../values';
import { Fault, Terminated } from './fault';
import type { Meter } from './meter';
import type { Exchange } from './exchange';
import type { Run } from './scheduler';
import type { Installed, Service } from './service';
import type { Message, Session } from './session';
import type { Span } from '../language';

export const done = 0;
export const blocked = 1;
export const called = 2;
export type Status = typeof done | typeof blocked | typeof called;
export type Code = (task: Task) => Status;

/** The variables of a session: a vector for each root name, by the slot that the compiler gave the name. */
export class State {
  readonly slots: (Vector | undefined)[] = [];

  /** A copy of the variables, aliases as they are. */
  copy(meter: Meter): State {
    const state = new State();
    const { slots } = this;
    for (let slot = 0; slot < slots.length; slot++) {
      const vector = slots[slot];
      if (vector !== undefined) state.slots[slot] = copyWithAliases(vector, meter);
    }
    return state;
  }
}

/** A handler as it is installed: its code, the handler it replaced (`cH`), and the values that `^` froze. */
export interface Handler {
  readonly code: Code;
  readonly current: Handler | null;
  readonly frozen: readonly Value[];
}

/** The running of one piece of code. */
export class Activation {
  /** One place for each statement that can be left in its middle; the statements know which is theirs. */
  readonly at: unknown[] = [];

  constructor(
    readonly code: Code,
    readonly caller: Activation | null,
    readonly handler: Handler | null,
    readonly depth: number,
  ) {}
}

/** A scope that is open: its fault handlers, its `this` handler and those of the scopes that ended inside it. */
export class Scope {
  /** Each table is made when something is installed: most scopes have none. */
  #handlers: Map<string, Handler> | null = null;
  #compensations: Map<string, Handler> | null = null;

  constructor(readonly name: string) {}

  get handlers(): ReadonlyMap<string, Handler> {
    return this.#handlers ?? nothing;
  }

  /** By the scope's name; the scope's own `this` handler under its own. */
  get compensations(): ReadonlyMap<string, Handler> {
    return this.#compensations ?? nothing;
  }

  /** Installs the handler of a fault. */
  handle(fault: string, handler: Handler): void {
    (this.#handlers ??= new Map<string, Handler>()).set(fault, handler);
  }

  /** Installs the `this` handler of a scope: the own one, or that of one which ended inside. */
  compensate(name: string, handler: Handler): void {
    (this.#compensations ??= new Map<string, Handler>()).set(name, handler);
  }

  /** The handler of a fault, or the default one; finding one uninstalls all. */
  take(fault: string): Handler | null {
    const handler = this.handlers.get(fault) ?? this.handlers.get('default') ?? null;
    if (handler !== null) this.#handlers = null;
    return handler;
  }

  /** The `this` handler of a scope; it can be taken once. */
  takeCompensation(name: string): Handler | null {
    const handler = this.compensations.get(name) ?? null;
    this.#compensations?.delete(name);
    return handler;
  }

  /** Takes over what another scope installed. */
  inherit({ handlers, compensations }: Installed): void {
    for (const [name, handler] of handlers) this.handle(name, handler);
    for (const [name, handler] of compensations) this.compensate(name, handler);
  }
}

const nothing: ReadonlyMap<string, Handler> = new Map();

export class Task {
  activation: Activation;
  at: unknown[];
  /** Set while an activation is entered anew, until the statement that stopped it is reached. */
  resuming = false;
  /** What the statement that stopped must throw when it is reached. */
  pending: Error | null = null;
  readonly scopes: Scope[] = [new Scope('main')];
  ended = false;
  /** How the task's own branches are ended, while it waits for them. */
  branches: { terminate(killer: Fault | null): void } | null = null;
  onBlock: (() => void) | null = null;
  /** The call that the task waits for. */
  exchange: Exchange | null = null;
  /** The message that woke the task. */
  received: Message | null = null;
  /** Where the task stands still. */
  stopped: Span | null = null;

  constructor(
    readonly run: Run,
    readonly session: Session,
    readonly state: State,
    code: Code,
    /** Called once, when the task has ended: with the fault that no scope handled, or null. */
    readonly onEnd: (fault: Error | null) => void,
  ) {
    this.activation = new Activation(code, null, null, 0);
    this.at = this.activation.at;
  }

  get meter(): Meter {
    return this.run.meter;
  }

  get service(): Service {
    return this.session.service;
  }

  get scope(): Scope {
    return this.scopes[this.scopes.length - 1]!;
  }

  /** Enters another piece of code; the calling statement returns `called`. */
  call(code: Code, handler: Handler | null = null): typeof called {
    const depth = this.activation.depth + 1;
    this.meter.atMost(depth, this.meter.limits.callDepth, 'depth');
    this.meter.allocate(64);
    this.activation = new Activation(code, this.activation, handler, depth);
    this.at = this.activation.at;
    return called;
  }

  /** The end of a statement that waited or called: throws what is pending, and otherwise is done. */
  resumed(): typeof done {
    this.resuming = false;
    const { pending } = this;
    if (pending !== null) {
      this.pending = null;
      throw pending;
    }
    return done;
  }

  /** Runs until the task blocks or ends. */
  step(): void {
    const outer = this.run.current;
    this.run.current = this;
    try {
      this.#advance();
    } finally {
      this.run.current = outer;
    }
  }

  #advance(): void {
    let entered = false;
    for (;;) {
      const { activation } = this;
      let status: Status;
      try {
        if (!entered && this.pending !== null && !this.resuming) {
          // Ended before it began: there is no statement to throw at.
          const { pending } = this;
          this.pending = null;
          throw pending;
        }
        entered = true;
        status = activation.code(this);
      } catch (error) {
        if (!(error instanceof Fault) && !(error instanceof Terminated)) throw error;
        this.meter.charge(30);
        if (activation.caller === null) return this.#end(error);
        this.pending = error;
        this.#return(activation.caller);
        continue;
      }
      if (status === called) continue;
      if (status === blocked) {
        this.resuming = true;
        this.stopped = this.meter.place;
        this.onBlock?.();
        return;
      }
      if (activation.caller === null) return this.#end(null);
      this.#return(activation.caller);
    }
  }

  #return(caller: Activation): void {
    this.activation = caller;
    this.at = caller.at;
    this.resuming = true;
  }

  #end(fault: Error | null): void {
    this.ended = true;
    this.run.over(this);
    this.onEnd(fault);
  }

  /** Ends the task because of a sibling's fault: its branches first, then its scopes, innermost first. */
  terminate(killer: Fault | null): void {
    if (this.ended) return;
    this.branches?.terminate(killer);
    this.branches = null;
    this.run.forget(this);
    this.pending = new Terminated(killer);
    this.step();
  }

  /** The values that the activations keep while an expression waits for an answer. */
  *roots(): Generator<Value> {
    if (this.exchange?.answer != null) yield this.exchange.answer;
    if (this.received !== null) yield this.received.value;
    for (let each: Activation | null = this.activation; each !== null; each = each.caller) {
      for (const held of each.at) if (held instanceof Value) yield held;
    }
  }
}
