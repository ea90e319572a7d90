import { habitOf, nearest, type Expression, type Span, type Statement } from '../language';
import { Exit, Fault } from '../run/fault';
import { blocked, done, type Code, type Status, type Task } from '../run/task';
import { copyInto, Value, type Basic } from '../values';
import { compileCall } from './calls';
import {
  addCharged,
  compileExpression,
  copyVector,
  holds,
  multiplyCharged,
  pathOf,
  stepBy,
  subtractCharged,
} from './expressions';
import { compileInstall, compileScope, runHandler } from './faults';
import { compileParallel, compileSpawn, compileSynchronized } from './branches';
import { compileForward } from './forward';
import { compileInputs } from './inputs';
import { before, compileSequence } from './sequence';
import { simple } from './simple';
import { tracedStatement } from './tracing';
import type { Unit } from './unit';

/**
 * Compiles a statement to a closure; {@link Task} says how it suspends. Calls in its expressions that may have to wait
 * come before it, as steps.
 */
export function compileStatement(unit: Unit, statement: Statement): Code {
  return unit.program.tier?.compile(unit, [statement])?.code ?? compileClosure(unit, statement);
}

/** The same, always as a closure; what stands in the statement may be made otherwise. */
export function compileClosure(unit: Unit, statement: Statement): Code {
  const { result: code, steps } = unit.collecting(() => compileOne(unit, statement));
  const whole = steps.length === 0 ? code : compileSequence(unit, [...steps, code]);
  return unit.program.traced ? tracedStatement(statement, whole) : whole;
}

function compileOne(unit: Unit, statement: Statement): Code {
  switch (statement.kind) {
    case 'sequence':
      return compileSequence(unit, compileAll(unit, statement.statements));
    case 'parallel':
      return compileParallel(unit, statement, statement.statements);
    case 'assign':
      return compileAssign(unit, statement);
    case 'copy':
      return compileCopy(unit, statement);
    case 'link': {
      const before = unit.steps;
      const [path, target] = [pathOf(unit, statement.path), pathOf(unit, statement.target)];
      if (unit.steps > before) unit.unsupported(statement.span, 'a call in the path of an alias');
      return simple(unit, statement, (t) => path.alias(t, target));
    }
    case 'step': {
      const path = pathOf(unit, statement.path);
      const { by } = statement;
      return simple(unit, statement, (t) => void stepBy(t, path, by));
    }
    case 'undef': {
      const path = pathOf(unit, statement.path);
      return simple(unit, statement, (t) => path.undef(t));
    }
    case 'if':
      return compileIf(unit, statement);
    case 'while': {
      const body = compileStatement(unit, statement.body);
      return compileLoop(unit, statement, statement.condition, body, null);
    }
    case 'for': {
      const body = compileStatement(unit, statement.body);
      const step = compileStatement(unit, statement.step);
      const loop = compileLoop(unit, statement, statement.condition, body, step);
      return compileSequence(unit, [compileStatement(unit, statement.init), loop]);
    }
    case 'for-in':
      return compileForIn(unit, statement, compileStatement(unit, statement.body));
    case 'foreach':
      return compileForEach(unit, statement, compileStatement(unit, statement.body));
    case 'scope':
      return compileScope(unit, statement.name, statement, compileStatement(unit, statement.body));
    case 'install':
      return compileInstall(unit, statement.handlers, statement);
    case 'throw': {
      const value = statement.value === null ? null : compileExpression(unit, statement.value).value;
      const { fault, span } = statement;
      return simple(unit, statement, (t) => {
        throw new Fault(fault, value === null ? new Value() : value(t), span);
      });
    }
    case 'compensate': {
      const { name } = statement;
      return runHandler(statement, (t) => t.scope.takeCompensation(name));
    }
    case 'current-handler':
      return runHandler(statement, (t) => t.activation.handler?.current ?? null);
    case 'null':
      return simple(unit, statement, () => {});
    case 'exit':
      return simple(unit, statement, () => {
        throw new Exit(0);
      });
    case 'define-call':
      return compileDefineCall(unit, statement);
    case 'solicit':
    case 'notify':
      return compileCall(unit, statement);
    case 'link-in': {
      const { name } = statement;
      return waiting(unit, statement, (t) => t.session.links.await(name, t));
    }
    case 'link-out': {
      const { name } = statement;
      return simple(unit, statement, (t) => t.session.links.signal(name));
    }
    case 'synchronized':
      return compileSynchronized(unit, statement, compileStatement(unit, statement.body));
    case 'spawn':
      return compileSpawn(unit, statement);
    case 'receive':
      return compileInputs(unit, statement, [{ input: statement.input, body: null }], []);
    case 'choice':
      return compileInputs(unit, statement, statement.branches, []);
    case 'provide':
      return compileInputs(unit, statement, statement.until, statement.provide);
    case 'forward':
      return compileForward(unit, statement);
  }
}

/** Statements that run one after the other; those that can be are made together. */
function compileAll(unit: Unit, statements: readonly Statement[]): readonly Code[] {
  const { tier } = unit.program;
  if (tier === null) return statements.map((each) => compileStatement(unit, each));
  const codes: Code[] = [];
  for (let i = 0; i < statements.length;) {
    const made = tier.compile(unit, statements.slice(i)) ?? {
      code: compileClosure(unit, statements[i]!),
      count: 1,
    };
    codes.push(made.code);
    i += made.count;
  }
  return codes;
}

/** A statement that may have to wait: `ready` is asked once, and when it says no the task is woken later. */
export function waiting(unit: Unit, statement: Statement, ready: (t: Task) => boolean): Code {
  const { span } = statement;
  const cost = unit.cost();
  return (t) => {
    if (t.resuming) return t.resumed();
    const { meter } = t;
    meter.place = span;
    if ((meter.left -= cost) < 0) meter.refill();
    return ready(t) ? done : blocked;
  };
}

function compileAssign(unit: Unit, statement: Extract<Statement, { kind: 'assign' }>): Code {
  const path = pathOf(unit, statement.path);
  const value = compileExpression(unit, statement.value).basic;
  switch (statement.operator) {
    case '=':
      return simple(unit, statement, (t) => {
        // The value first: `c[ #c ] = #c` appends what the size was.
        const basic = value(t);
        path.value(t).basic = basic;
      });
    case '+=':
      return simple(unit, statement, (t) => {
        const node = path.value(t);
        node.basic = addCharged(t, node.basic, value(t));
      });
    case '-=':
      return simple(unit, statement, (t) => {
        const node = path.value(t);
        node.basic = subtractCharged(t, node.basic, value(t));
      });
    case '*=':
      return simple(unit, statement, (t) => {
        const node = path.value(t);
        node.basic = multiplyCharged(t, '*', node.basic, value(t));
      });
    case '/=':
      return simple(unit, statement, (t) => {
        const node = path.value(t);
        node.basic = multiplyCharged(t, '/', node.basic, value(t));
      });
  }
}

/**
 * `a << b`: of a whole vector item by item, into a whole one; where one of them has an index, of that node, which is
 * made when it is not there. `<<-` does the same.
 */
function compileCopy(unit: Unit, statement: Extract<Statement, { kind: 'copy' }>): Code {
  const { path, value } = statement;
  const target = pathOf(unit, path);
  if (value.kind !== 'variable') {
    const source = compileExpression(unit, value).value;
    return simple(unit, statement, (t) => copyInto(target.value(t), source(t), t.meter));
  }
  const source = pathOf(unit, value.path);
  if (!target.endsInIndex && !source.endsInIndex)
    return simple(unit, statement, (t) => {
      const place = target.vector(t);
      copyVector(place, source.vector(t), t.meter);
    });
  return simple(unit, statement, (t) => {
    const [place, node] = [target.value(t), source.value(t)];
    if (place !== node) copyInto(place, node, t.meter);
  });
}

function compileIf(unit: Unit, statement: Extract<Statement, { kind: 'if' }>): Code {
  const place = unit.place();
  const conditions = statement.branches.map(({ condition }) => steppedCondition(unit, condition));
  const cost = unit.cost();
  const bodies = statement.branches.map(({ body }) => compileStatement(unit, body));
  bodies.push(statement.otherwise === null ? () => done : compileStatement(unit, statement.otherwise));
  const { span } = statement;
  if (conditions.some(({ steps }) => steps !== null))
    return steppedIf({ place, span, cost }, conditions, bodies);
  const tests = conditions.map(({ test }) => test);
  return (t) => {
    let chosen: number;
    if (t.resuming) chosen = t.at[place] as number;
    else {
      const { meter } = t;
      meter.place = span;
      if ((meter.left -= cost) < 0) meter.refill();
      chosen = 0;
      while (chosen < tests.length && !tests[chosen]!(t)) chosen++;
    }
    const { at } = t;
    const status = bodies[chosen]!(t);
    if (status !== done) at[place] = chosen;
    return status;
  };
}

/** Where a statement notes that it stopped, where it stands, and what it costs. */
interface Site {
  readonly place: number;
  readonly span: Span;
  readonly cost: number;
}

/** A condition, and the calls in it that come before it. */
interface SteppedCondition {
  readonly test: (t: Task) => boolean;
  readonly steps: Code | null;
}

function steppedCondition(unit: Unit, condition: Expression): SteppedCondition {
  const { result, steps } = unit.collecting(() => compileExpression(unit, condition).basic);
  return { test: testOf(result), steps: before(unit, steps) };
}

/** Whether the expression holds. In a function of its own: a closure keeps all that those beside it keep, trees too. */
const testOf =
  (expression: (t: Task) => Basic) =>
  (t: Task): boolean =>
    holds(t, expression(t));

/** An `if` whose conditions call: where it stopped is a condition, or the body of one. */
function steppedIf(
  { place, span, cost }: Site,
  conditions: readonly SteppedCondition[],
  bodies: readonly Code[],
): Code {
  return (t) => {
    const { at, meter } = t;
    let [chosen, inBody] = [0, false];
    if (t.resuming) [chosen, inBody] = at[place] as [number, boolean];
    else {
      meter.place = span;
      meter.charge(cost);
    }
    for (; !inBody && chosen < conditions.length; chosen++) {
      const { steps, test } = conditions[chosen]!;
      const status = steps === null ? done : steps(t);
      if (status !== done) {
        at[place] = [chosen, false];
        return status;
      }
      if (test(t)) break;
    }
    const status = bodies[chosen]!(t);
    if (status !== done) at[place] = [chosen, true];
    return status;
  };
}

/** `while`, and `for` after its beginning: where a loop stopped is its body (0) or its step (1). */
function compileLoop(
  unit: Unit,
  statement: Statement,
  tested: Expression,
  body: Code,
  step: Code | null,
): Code {
  const place = unit.place();
  const { test: condition, steps } = steppedCondition(unit, tested);
  const cost = unit.cost();
  const { span } = statement;
  if (steps !== null) return steppedLoop({ place, span, cost }, { test: condition, steps }, body, step);
  return (t) => {
    const { at, meter } = t;
    let inStep = t.resuming && at[place] === 1;
    for (;;) {
      if (!t.resuming) {
        meter.place = span;
        if ((meter.left -= cost) < 0) meter.refill();
        if (!condition(t)) return done;
      }
      if (!inStep) {
        const status = body(t);
        if (status !== done) {
          at[place] = 0;
          return status;
        }
      }
      inStep = false;
      if (step === null) continue;
      const status = step(t);
      if (status !== done) {
        at[place] = 1;
        return status;
      }
    }
  };
}

const inBody = 0;
const inStep = 1;
const inCondition = 2;

/** A loop whose condition calls: where it stopped may be such a call. */
function steppedLoop(
  { place, span, cost }: Site,
  { test, steps }: { readonly test: (t: Task) => boolean; readonly steps: Code },
  body: Code,
  step: Code | null,
): Code {
  return (t) => {
    const { at, meter } = t;
    let phase = t.resuming ? (at[place] as number) : inCondition;
    for (;;) {
      if (phase === inCondition) {
        if (!t.resuming) {
          meter.place = span;
          if ((meter.left -= cost) < 0) meter.refill();
        }
        const status = steps(t);
        if (status !== done) {
          at[place] = inCondition;
          return status;
        }
        if (!test(t)) return done;
      }
      if (phase !== inStep) {
        const status = body(t);
        if (status !== done) {
          at[place] = inBody;
          return status;
        }
      }
      phase = inCondition;
      if (step === null) continue;
      const status = step(t);
      if (status !== done) {
        at[place] = inStep;
        return status;
      }
    }
  };
}

/** `for( e in a )`: the size is fixed at the start, and `e` is an alias of the item. */
function compileForIn(unit: Unit, statement: Extract<Statement, { kind: 'for-in' }>, body: Code): Code {
  const place = unit.place();
  const [element, vector] = [pathOf(unit, statement.element), pathOf(unit, statement.vector)];
  const cost = unit.cost();
  const { span } = statement;
  return (t) => {
    const { at, meter } = t;
    const [from, size] = t.resuming
      ? (at[place] as [number, number])
      : [0, vector.findVector(t)?.items.length ?? 0];
    for (let i = from; i < size; i++) {
      if (!t.resuming) {
        meter.place = span;
        if ((meter.left -= cost) < 0) meter.refill();
        element.aliasItem(t, vector, i);
      }
      const status = body(t);
      if (status !== done) {
        at[place] = [i, size];
        return status;
      }
    }
    return done;
  };
}

/** `foreach( n : t )`: over the names as they were at the start. */
function compileForEach(unit: Unit, statement: Extract<Statement, { kind: 'foreach' }>, body: Code): Code {
  const place = unit.place();
  const [name, tree] = [pathOf(unit, statement.name), pathOf(unit, statement.tree)];
  const cost = unit.cost();
  const { span } = statement;
  return (t) => {
    const { at, meter } = t;
    const [from, names] = t.resuming
      ? (at[place] as [number, readonly string[]])
      : [0, namesIn(tree.find(t), t)];
    for (let i = from; i < names.length; i++) {
      if (!t.resuming) {
        meter.place = span;
        if ((meter.left -= cost) < 0) meter.refill();
        name.value(t).basic = names[i];
      }
      const status = body(t);
      if (status !== done) {
        at[place] = [i, names];
        return status;
      }
    }
    return done;
  };
}

/** The names below a node, as they are now. */
export function namesIn(node: Value | undefined, { meter }: Task): readonly string[] {
  if (node === undefined || node.children === null) return [];
  const { count } = node.children;
  meter.allocate(count * 8);
  meter.charge((count >> 2) + (node.children.width >> 4));
  return node.children.names();
}

function compileDefineCall(unit: Unit, statement: Extract<Statement, { kind: 'define-call' }>): Code {
  const definition = unit.program.definitions.get(statement.name);
  const { span } = statement;
  if (definition === undefined) {
    const near = nearest(statement.name, unit.program.definitions.keys());
    unit.program.findings.report(
      'unknown-definition',
      span,
      `there is no definition ${statement.name}`,
      near === undefined
        ? { hint: habitOf(statement.name) ?? 'a lone name calls a definition: define NAME { … }' }
        : { hint: `did you mean ${near}?` },
    );
    return () => done;
  }
  return (t): Status => {
    if (t.resuming) return t.resumed();
    const { meter } = t;
    meter.place = span;
    if (--meter.left < 0) meter.refill();
    return t.call(definition.code!);
  };
}
