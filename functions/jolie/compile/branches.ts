import type { Statement } from '../language';
import { Fault } from '../run/fault';
import { blocked, done, type Code, type State, type Task } from '../run/task';
import { copyOf, toInt } from '../values';
import { compileExpression, pathOf } from './expressions';
import type { Unit } from './unit';

interface Branch {
  readonly code: Code;
  readonly state: State;
  /** Called when the branch has ended, whether by a fault or not. */
  readonly onEnd?: (branch: Task) => void;
}

/**
 * The branches that a task waits for. A fault in one takes effect when all of them have started: then the others are
 * terminated, in order, and the fault goes on in the task that waits; `spawn` swallows it instead.
 */
class Group {
  #tasks: Task[] = [];
  readonly #begun = new Set<number>();
  #ended = 0;
  #fault: Error | null = null;
  #closed = false;

  constructor(
    private readonly parent: Task,
    private readonly swallowsFaults: boolean,
  ) {}

  begin(branches: readonly Branch[]): typeof blocked {
    this.parent.branches = this;
    this.#tasks = this.parent.run.startAll(
      this.parent.session,
      branches.map(({ code, state, onEnd }, i) => ({
        code: (t: Task) => {
          this.#begun.add(i);
          return code(t);
        },
        state,
        onEnd: (fault) => {
          this.#ended++;
          this.#begun.add(i);
          onEnd?.(this.#tasks[i]!);
          if (!this.swallowsFaults) {
            this.#fault ??= fault;
            if (fault === null) this.#inherit(this.#tasks[i]!);
          }
          this.#settle();
        },
      })),
    );
    return blocked;
  }

  /** What a branch finished can be compensated where the branches began. */
  #inherit(branch: Task): void {
    const [scope] = branch.scopes;
    for (const [name, handler] of scope!.compensations) this.parent.scope.compensations.set(name, handler);
  }

  #settle(): void {
    if (this.#closed || this.#begun.size < this.#tasks.length) return;
    if (this.#fault === null && this.#ended < this.#tasks.length) return;
    this.terminate(this.#fault instanceof Fault ? this.#fault : null);
    this.parent.branches = null;
    this.parent.pending ??= this.#fault;
    this.parent.run.wake(this.parent);
  }

  terminate(killer: Fault | null): void {
    this.#closed = true;
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
    t.meter.charge(1 + codes.length);
    return new Group(t, false).begin(codes.map((code) => ({ code, state: t.state })));
  };
}

/** `spawn( i over n ) in r { … }`: n branches, each on a copy of the variables; what each leaves in `r` is collected. */
export function compileSpawn(unit: Unit, statement: Extract<Statement, { kind: 'spawn' }>): Code {
  const code = unit.program.compile(unit.within(), statement.body);
  const index = pathOf(unit, statement.index);
  const count = compileExpression(unit, statement.count).basic;
  const result = statement.result === null ? null : pathOf(unit, statement.result);
  const { span } = statement;

  const branch = (t: Task, i: number): Branch => ({
    state: t.state.copy(t.meter),
    code: (spawned) => {
      if (!spawned.resuming) index.value(spawned).basic = i;
      return code(spawned);
    },
    onEnd: (spawned) => {
      const node = result?.find(spawned);
      if (node !== undefined) result!.vector(t).put(i, copyOf(node, t.meter), t.meter);
    },
  });

  return (t) => {
    if (t.resuming) return t.resumed();
    t.meter.place = span;
    t.meter.charge(1);
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
