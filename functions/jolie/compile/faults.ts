import type { Handler as HandlerNode, Statement } from '../language';
import { Fault, Terminated } from '../run/fault';
import { Scope, done, type Code, type Handler, type Status, type Task } from '../run/task';
import { copyOf, spread, Value, Vector } from '../values';
import type { PathCode } from './paths';
import { simple } from './simple';
import type { Unit } from './unit';

/** What a fault costs where it comes to: the host makes and carries it slowly. */
const gasPerCatch = 150;

/** A scope that is under way: what of it runs, and how many scopes are open with it. */
interface OpenScope {
  readonly scope: Scope;
  readonly depth: number;
  phase: 'body' | 'handler' | 'termination';
}

/**
 * A scope runs its body; a fault in it is given to the handler that is installed for it, or to the default one, with
 * the fault's name and data under the scope's name. A handler found uninstalls all of them, so only those that are
 * installed while it runs count for its own faults. A scope that ends passes its `this` handler up, for `comp`.
 */
export function compileScope(
  unit: Unit,
  name: string,
  statement: Statement,
  body: Code,
  /**
   * `init` leaves its handlers for the sessions; `main` begins with them, runs one handler at most, and does not get
   * the fault's name.
   */
  part: 'init' | 'main' | null = null,
): Code {
  const place = unit.place();
  const slot = unit.program.slotOf(name);
  const hash = spread('default');
  const { span } = statement;

  const present = (t: Task, fault: Fault) => {
    const vector = (t.state.slots[slot] ??= new Vector());
    const node = vector.resolved().made(0, t.meter);
    const data = node.vectorMade(fault.fault, t.meter);
    data.put(0, fault.data, t.meter);
    if (part !== 'main') node.vectorMade('default', t.meter, hash).made(0, t.meter).basic = fault.fault;
  };

  return (t) => {
    const { at } = t;
    let open: OpenScope;
    if (t.resuming) open = at[place] as OpenScope;
    else {
      t.meter.place = span;
      t.meter.charge(1);
      open = { scope: new Scope(name), depth: t.scopes.length + 1, phase: 'body' };
      t.scopes.push(open.scope);
      if (part !== null && t.service.installed !== null) open.scope.inherit(t.service.installed);
      at[place] = open;
    }
    const { scope } = open;
    let handler: Handler | null = null;
    for (;;) {
      try {
        let status: Status;
        if (open.phase === 'body') status = body(t);
        else if (handler === null) status = t.resumed();
        else status = t.call(handler.code, handler);
        if (status !== done) return status;
        if (open.phase === 'termination') throw new Terminated();
        break;
      } catch (error) {
        // A limit, or an exit, is none of a scope's: it ends the run where it is.
        if (!(error instanceof Fault) && !(error instanceof Terminated)) throw error;
        t.meter.charge(gasPerCatch);
        t.scopes.length = open.depth;
        handler = part === 'main' && open.phase === 'handler' ? null : handlerOf(open, error);
        if (handler === null) {
          close(t, scope, error);
          throw error;
        }
        if (error instanceof Fault) present(t, error);
      }
    }
    if (part === 'init') t.service.installed = scope;
    close(t, scope);
    return done;
  };
}

/** What runs because of the error, or null: a fault's handler, or once the `this` handler when a sibling ends the branch. */
function handlerOf(open: OpenScope, error: unknown): Handler | null {
  const { scope } = open;
  if (error instanceof Fault) {
    const handler = scope.take(error.fault);
    if (handler !== null && open.phase === 'body') open.phase = 'handler';
    return handler;
  }
  if (!(error instanceof Terminated) || open.phase === 'termination') return null;
  open.phase = 'termination';
  return scope.takeCompensation(scope.name);
}

/** Leaves the scope: what it installed as `this` can be run by `comp` in the one around it, unless it was terminated. */
function close(t: Task, scope: Scope, cause: unknown = null): void {
  t.scopes.pop();
  if (t.scopes.length === 0 || cause instanceof Terminated) return;
  t.meter.charge(scope.compensations.size * 2);
  for (const [name, handler] of scope.compensations) t.scope.compensate(name, handler);
}

/** Runs a handler that is found when the statement runs; none is nothing to do. */
export function runHandler(statement: Statement, find: (t: Task) => Handler | null): Code {
  const { span } = statement;
  return (t) => {
    if (t.resuming) return t.resumed();
    t.meter.place = span;
    t.meter.charge(1);
    const handler = find(t);
    return handler === null ? done : t.call(handler.code, handler);
  };
}

/** `install`: puts handlers into the innermost scope; `cH` in one is the handler it replaces. */
export function compileInstall(unit: Unit, handlers: readonly HandlerNode[], statement: Statement): Code {
  const compiled = handlers.map(({ names, body }) => {
    const frozen: PathCode[] = [];
    const code = unit.program.compile(unit.within(frozen), body);
    return { names, code, frozen };
  });
  return simple(unit, statement, (t) => installAll(t, compiled));
}

type CompiledHandlers = readonly {
  readonly names: readonly (string | null)[];
  readonly code: Code;
  readonly frozen: readonly PathCode[];
}[];

function installAll(t: Task, handlers: CompiledHandlers): void {
  const { scope } = t;
  for (const { names, code, frozen } of handlers) {
    const values = frozen.map((path) => copyOf(path.find(t) ?? new Value(), t.meter));
    for (const name of names) {
      t.meter.allocate(256);
      if (name === null) {
        const current = scope.compensations.get(scope.name) ?? null;
        scope.compensate(scope.name, { code, current, frozen: values });
      } else scope.handle(name, { code, current: scope.handlers.get(name) ?? null, frozen: values });
    }
  }
}
