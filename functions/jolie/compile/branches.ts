import type { Statement } from '../language';
import { Fault } from '../run/fault';
import { blocked, done, type Code, type Scope, type State, type Task } from '../run/task';
import { copyInto, toInt } from '../values';
import { compileExpression, pathOf } from './expressions';
import type { Unit } from './unit';

interface Branch {
  readonly code: Code;
  readonly state: State;
  readonly scope: Scope | null;
  /** Called when the branch has ended, whether by a fault or not. */
  readonly onEnd?: (branch: Task) => void;
}

/**
 * The branches that a task waits for. A fault in one takes effect when all of them have started: then the others are
 * terminated, in order, and when they have ended the fault goes on in the task that waits; `spawn` swallows it instead.
 */
class Group {
  #tasks: Task[] = [];
  #begun = 0;
  #ended = 0;
  #fault: Error | null = null;
  #closing = false;

  constructor(
    private readonly parent: Task,
    private readonly swallowsFaults: boolean,
  ) {}

  begin(branches: readonly Branch[]): typeof blocked {
    this.parent.branches = this;
    this.#tasks = this.parent.run.startAll(
      this.parent.session,
      branches.map(({ code, state, scope, onEnd }, i) => {
        let began = false;
        const begin = () => {
          if (!began) this.#begun++;
          began = true;
        };
        return {
          code,
          state,
          scope,
          onBlock: () => {
            begin();
            this.#settle();
          },
          onEnd: (fault) => {
            begin();
            this.#ended++;
            onEnd?.(this.#tasks[i]!);
            if (!this.swallowsFaults) this.#fault ??= fault;
            this.#settle();
          },
        };
      }),
    );
    return blocked;
  }

  #settle(): void {
    const { length } = this.#tasks;
    if (this.#fault !== null && this.#begun === length && !this.#closing)
      this.terminate(this.#fault instanceof Fault ? this.#fault : null);
    if (this.#ended < length || this.parent.branches !== this) return;
    this.parent.branches = null;
    this.parent.pending ??= this.#fault;
    this.parent.run.wake(this.parent);
  }

  terminate(killer: Fault | null): void {
    this.#closing = true;
    this.parent.meter.charge(this.#tasks.length * 60);
    for (const task of this.#tasks) task.terminate(killer);
  }
}

/** `a | b`: branches on the same variables. */
export function compileParallel(unit: Unit, statement: Statement, branches: readonly Statement[]): Code {
  const codes = branches.map((each) => unit.program.compile(unit.within(), each));
  const { span } = statement;
  return (t) => {
    if (t.resuming) return t.resumed();
    t.meter.place = span;
    t.meter.charge(1 + codes.length * 6);
    return new Group(t, false).begin(codes.map((code) => ({ code, state: t.state, scope: t.scope })));
  };
}

/** `spawn( i over n ) in r { … }`: n branches, each on a copy of the variables; what each leaves in `r` is collected. */
export function compileSpawn(unit: Unit, statement: Extract<Statement, { kind: 'spawn' }>): Code {
  const code = unit.program.compile(unit.within(), statement.body);
  const index = pathOf(unit, statement.index);
  const count = compileExpression(unit, statement.count).basic;
  const result = statement.result === null ? null : pathOf(unit, statement.result);
  const cost = unit.cost();
  const { span } = statement;

  const branch = (t: Task, i: number): Branch => ({
    state: t.state.copy(t.meter),
    scope: null,
    code: (spawned) => {
      if (!spawned.resuming) index.value(spawned).basic = i;
      return code(spawned);
    },
    onEnd: (spawned) => {
      if (result === null) return;
      const item = result.vector(spawned).made(0, t.meter);
      copyInto(result.vector(t).made(i, t.meter), item, t.meter);
    },
  });

  return (t) => {
    if (t.resuming) return t.resumed();
    t.meter.place = span;
    t.meter.charge(cost);
    result?.undef(t);
    const n = toInt(count(t));
    if (n <= 0) return done;
    t.meter.atMost(n, t.meter.limits.branches, 'branches');
    return new Group(t, true).begin(Array.from({ length: n }, (_, i) => branch(t, i)));
  };
}

const waitingForLock = 0;
const holdingLock = 1;

/** `synchronized( lock ) { … }`: one task at a time holds the lock; it is given back however the body ends. */
export function compileSynchronized(
  unit: Unit,
  statement: Extract<Statement, { kind: 'synchronized' }>,
  body: Code,
): Code {
  const place = unit.place();
  const { lock, span } = statement;
  return (t) => {
    const { at } = t;
    if (t.resuming && at[place] === waitingForLock) t.resumed();
    else if (!t.resuming) {
      t.meter.place = span;
      t.meter.charge(1);
      if (!t.service.locks.take(lock, t)) {
        at[place] = waitingForLock;
        return blocked;
      }
    }
    at[place] = holdingLock;
    try {
      const status = body(t);
      if (status === done) t.service.locks.give(lock);
      return status;
    } catch (error) {
      t.service.locks.give(lock);
      throw error;
    }
  };
}
