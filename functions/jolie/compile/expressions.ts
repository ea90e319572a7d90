import type { Expression, InlineOperation, Literal, Path, PathStep } from '../language';
import { exceptionFault, Fault } from '../run/fault';
import { done, type Code, type Task } from '../run/task';
import {
  add,
  compare,
  copyInto,
  copyOf,
  divide,
  divisionByZero,
  Double,
  equal,
  modulo,
  multiply,
  sizes,
  spread,
  step,
  subtract,
  toBool,
  toDouble,
  toInt,
  toLong,
  toText,
  typeName,
  Value,
  type Allocator,
  type Basic,
  type Vector,
} from '../values';
import { compileInvocation } from './invocation';
import { PathCode, type StepCode } from './paths';
import { before } from './sequence';
import type { Unit } from './unit';

/** A compiled expression: its basic value, and its node (not to be changed) for what copies whole trees. */
export interface ExpressionCode {
  readonly basic: (t: Task) => Basic;
  readonly value: (t: Task) => Value;
}

// Most expressions are asked for one of the two, when they are compiled: the other is not made before it is asked for.

/** An expression whose value has no children. */
class Flat implements ExpressionCode {
  constructor(readonly basic: (t: Task) => Basic) {}

  get value(): (t: Task) => Value {
    const { basic } = this;
    return (t) => new Value(basic(t));
  }
}

/** An expression whose node is at hand. */
class Whole implements ExpressionCode {
  constructor(readonly value: (t: Task) => Value) {}

  get basic(): (t: Task) => Basic {
    const { value } = this;
    return (t) => value(t).basic;
  }
}

/** What a variable holds. */
class Variable implements ExpressionCode {
  constructor(private readonly path: PathCode) {}

  get basic(): (t: Task) => Basic {
    const { path } = this;
    return (t) => path.find(t)?.basic;
  }

  get value(): (t: Task) => Value {
    const { path } = this;
    return (t) => path.find(t) ?? new Value();
  }
}

const flat = (basic: (t: Task) => Basic): ExpressionCode => new Flat(basic);

/** Compiles an expression. It cannot suspend, and it may fault: `ArithmeticException`. */
export function compileExpression(unit: Unit, expression: Expression): ExpressionCode {
  unit.weigh(1);
  switch (expression.kind) {
    case 'literal': {
      const basic = constantOf(expression.literal);
      return flat(() => basic);
    }
    case 'variable':
      return new Variable(pathOf(unit, expression.path));
    case 'sum': {
      const { terms } = expression;
      unit.weigh(terms.length - 1);
      const values = ordered(
        unit,
        terms.map(({ value }) => value),
      );
      return flat(
        compileSum(
          terms.map(({ minus }) => minus),
          values,
        ),
      );
    }
    case 'product': {
      unit.weigh(expression.rest.length);
      const [first, ...rest] = ordered(unit, [
        expression.first,
        ...expression.rest.map(({ value }) => value),
      ]);
      return flat(
        compileProduct(
          first!,
          expression.rest.map(({ operator }, i) => ({ operator, basic: rest[i]! })),
        ),
      );
    }
    case 'or':
    case 'and':
      return compileLogic(unit, expression);
    case 'compare': {
      const [left, right] = ordered(unit, [expression.left, expression.right]);
      return flat(compileComparison(expression.operator, left!, right!));
    }
    case 'not': {
      const operand = compileExpression(unit, expression.operand).basic;
      return flat((t) => !holds(t, operand(t)));
    }
    case 'instanceof': {
      const { value } = compileExpression(unit, expression.value);
      const check = unit.program.types.compile(expression.type);
      return flat((t) => check(value(t), t.meter) === null);
    }
    case 'is': {
      const path = pathOf(unit, expression.path);
      const { test } = expression;
      return flat((t) => {
        const node = path.find(t);
        return node !== undefined && (test === 'defined' || typeName(node.basic) === test);
      });
    }
    case 'cast':
      return flat(compileCast(expression.to, compileExpression(unit, expression.value).basic));
    case 'size': {
      const path = pathOf(unit, expression.path);
      return flat((t) => path.findVector(t)?.items.length ?? 0);
    }
    case 'increment': {
      const path = pathOf(unit, expression.path);
      const { by, prefix } = expression;
      return flat((t) => {
        const [before, after] = stepBy(t, path, by);
        return prefix ? after : (before ?? 0);
      });
    }
    case 'assignment': {
      const path = pathOf(unit, expression.path);
      const value = compileExpression(unit, expression.value).basic;
      return flat((t) => {
        const node = path.value(t);
        return (node.basic = value(t));
      });
    }
    case 'tree':
      return compileTree(unit, expression);
    case 'conditional':
      return compileConditional(unit, expression);
    case 'fresh':
      return flat((t) => t.run.uuid());
    case 'frozen': {
      const index = unit.freeze(pathOf(unit, expression.path));
      const none = new Value();
      return new Whole((t) => t.activation.handler?.frozen[index] ?? none);
    }
    case 'call': {
      const { operation, port, span, argument } = expression;
      const held = argument?.kind === 'variable' || argument?.kind === 'conditional';
      const sent = argument === null ? null : { value: compileExpression(unit, argument).value, held };
      const site = { operation, port, portSpan: span, span, solicits: true };
      const invocation = compileInvocation(unit, site, sent);
      if (invocation === null) return flat(() => undefined);
      if (invocation.run === null) {
        const place = unit.place();
        unit.step(invocation.code((t, answer) => (t.at[place] = answer)));
        return kept(place);
      }
      return new Whole(invocation.run);
    }
  }
}

/** `++` and `--`: what stood there, and what stands there now. */
export function stepBy(t: Task, path: PathCode, by: 1 | -1): [Basic, Basic] {
  const node = path.value(t);
  const before = node.basic;
  const after = step(before, by);
  if (after === null)
    throw new Fault('TypeMismatch', new Value('expected type int, long, or double.'), t.meter.place);
  node.basic = after;
  return [before, after];
}

/** Compiles a path. Correlation variables stand below a variable of their own, `csets`. */
export const pathOf = (unit: Unit, path: Path): PathCode => {
  const whole: Path =
    path.root === 'csets'
      ? { root: 'variable', steps: [{ name: 'csets', index: null }, ...path.steps], span: path.span }
      : path;
  unit.weigh(path.steps.length);
  return compilePath(unit, whole, true);
};

/** Compiles a path of variables, or (not rooted) one in a tree. */
export function compilePath(unit: Unit, { root, steps }: Path, isRooted: boolean): PathCode {
  // Most paths are a name alone.
  const codes = steps.length === 1 ? [compileStep(unit, steps[0]!)] : compileSteps(unit, steps);
  return new PathCode(codes, isRooted && root === 'variable' ? unit.program.slotOf(codes[0]!.name) : -1);
}

const compileSteps = (unit: Unit, steps: readonly PathStep[]): StepCode[] =>
  steps.map((step) => compileStep(unit, step));

function compileStep(unit: Unit, { name, index }: PathStep): StepCode {
  const fixed = typeof name === 'string' ? name : '';
  return {
    name: fixed,
    hash: spread(fixed),
    dynamic: typeof name === 'string' ? null : compileExpression(unit, name).basic,
    index: index === null ? null : compileExpression(unit, index).basic,
  };
}

/** What a step left in a place of the activation. */
const kept = (place: number): ExpressionCode => new Whole((t) => t.at[place] as Value);

/** A step that evaluates something and keeps the result. */
const keeping = (place: number, evaluate: (t: Task) => Value): Code =>
  function keep(t) {
    // What is resumed lies after this step, or before it: it never stops here.
    t.at[place] = evaluate(t);
    return done;
  };

/**
 * Operands from left to right. Where a later one has steps, those before it are evaluated before these steps, so that
 * the order of what they do is that of the text.
 */
function ordered(unit: Unit, operands: readonly Expression[]): ((t: Task) => Basic)[] {
  const first = unit.steps;
  const ends: number[] = [];
  const codes = operands.map((each) => {
    const { basic } = compileExpression(unit, each);
    ends.push(unit.steps);
    return basic;
  });
  const last = unit.steps;
  if (last === first) return codes;
  return codes
    .map((_, i) => operands.length - 1 - i)
    .map((i) => {
      if (ends[i] === last || operands[i]!.kind === 'literal') return codes[i]!;
      const place = unit.place();
      const code = codes[i]!;
      unit.step(
        keeping(place, (t) => new Value(code(t))),
        ends[i],
      );
      return kept(place).basic;
    })
    .reverse();
}

/** `&&` and `||`: an operand that is not reached is not evaluated, nor are the calls in it made. */
function compileLogic(
  unit: Unit,
  { kind, operands }: Extract<Expression, { kind: 'or' | 'and' }>,
): ExpressionCode {
  const isOr = kind === 'or';
  const compiled = operands.map((each) => unit.collecting(() => compileExpression(unit, each).basic));
  if (compiled.every(({ steps }) => steps.length === 0)) {
    return flat((t) => {
      for (const { result } of compiled) if (holds(t, result(t)) === isOr) return isOr;
      return !isOr;
    });
  }
  const [result, place] = [unit.place(), unit.place()];
  const parts = compiled.map(({ steps, result: test }) => ({ steps: before(unit, steps), test }));
  unit.step((t) => {
    const { at } = t;
    let value = !isOr;
    for (let i = t.resuming ? (at[place] as number) : 0; i < parts.length && value !== isOr; i++) {
      const { steps, test } = parts[i]!;
      const status = steps === null ? done : steps(t);
      if (status !== done) {
        at[place] = i;
        return status;
      }
      if (holds(t, test(t)) === isOr) value = isOr;
    }
    at[result] = new Value(value);
    return done;
  });
  return kept(result);
}

/** `if( c ) a else b` as an expression: only the chosen one is evaluated. */
function compileConditional(
  unit: Unit,
  expression: Extract<Expression, { kind: 'conditional' }>,
): ExpressionCode {
  const condition = compileExpression(unit, expression.condition).basic;
  const branches = [expression.then, expression.otherwise].map((each) => {
    const { result, steps } = unit.collecting(() => compileExpression(unit, each));
    const { basic, value } = result;
    return { basic, value, steps: before(unit, steps) };
  });
  const [then, otherwise] = branches as [(typeof branches)[0], (typeof branches)[0]];
  if (then.steps === null && otherwise.steps === null) {
    return {
      basic: (t) => (holds(t, condition(t)) ? then : otherwise).basic(t),
      value: (t) => (holds(t, condition(t)) ? then : otherwise).value(t),
    };
  }
  const [result, place] = [unit.place(), unit.place()];
  unit.step((t) => {
    const { at } = t;
    const chosen = t.resuming ? (at[place] as typeof then) : holds(t, condition(t)) ? then : otherwise;
    const status = chosen.steps === null ? done : chosen.steps(t);
    if (status !== done) {
      at[place] = chosen;
      return status;
    }
    at[result] = copyOf(chosen.value(t), t.meter);
    return done;
  });
  return kept(result);
}

/** A literal's value. */
export function constantOf(literal: Literal): Basic {
  if (literal.type === 'void') return undefined;
  return literal.type === 'double' ? new Double(literal.value) : literal.value;
}

/**
 * left + right, its string charged before it is made: by the whole of its length, so that doubling one meets its limit
 * before V8's.
 */
export function addCharged(t: Task, left: Basic, right: Basic): Basic {
  if (typeof left === 'number' && typeof right === 'number') return (left + right) | 0;
  const { meter } = t;
  // Most sums are of texts and ints, whose making costs nothing beside their length.
  if (typeof left === 'string' && (typeof right === 'string' || typeof right === 'number')) {
    const text = typeof right === 'string' ? right : `${right}`;
    meter.string(left.length + text.length);
    return left + text;
  }
  if (left !== undefined && (isText(left) || isText(right))) {
    meter.writes(left);
    meter.writes(right);
    const [a, b] = [toText(left), toText(right)];
    meter.string(a.length + b.length);
    return a + b;
  }
  read(t, left, right);
  return add(left, right);
}

/** Whether a sum with the value is a text. */
const isText = (basic: Basic): boolean => typeof basic === 'string' || basic instanceof Uint8Array;

/** Charges the reading of operands that are no numbers yet. */
function read({ meter }: Task, a: Basic, b: Basic): void {
  if (typeof a !== 'number') meter.reads(a);
  if (typeof b !== 'number') meter.reads(b);
}

/** left - right, the reading of its operands charged. */
export function subtractCharged(t: Task, left: Basic, right: Basic): Basic {
  read(t, left, right);
  return subtract(left, right);
}

const operators = { '*': multiply, '/': divide, '%': modulo };

/** A product or quotient, the reading of its operands charged; a division by zero is a fault. */
export function multiplyCharged(t: Task, operator: keyof typeof operators, left: Basic, right: Basic): Basic {
  read(t, left, right);
  const result = operators[operator](left, right);
  if (result !== divisionByZero) return result as Basic;
  t.meter.charge(60);
  throw exceptionFault('ArithmeticException', '/ by zero', t.meter.place);
}

function compileSum(minus: readonly boolean[], terms: readonly ((t: Task) => Basic)[]): (t: Task) => Basic {
  const [first, second] = terms as [(t: Task) => Basic, (t: Task) => Basic];
  if (terms.length === 2) {
    return minus[1]!
      ? (t) => subtractCharged(t, first(t), second(t))
      : (t) => addCharged(t, first(t), second(t));
  }
  return (t) => {
    let sum = first(t);
    for (let i = 1; i < terms.length; i++) {
      const term = terms[i]!(t);
      sum = minus[i]! ? subtractCharged(t, sum, term) : addCharged(t, sum, term);
    }
    return sum;
  };
}

function compileProduct(
  first: (t: Task) => Basic,
  rest: readonly { operator: '*' | '/' | '%'; basic: (t: Task) => Basic }[],
): (t: Task) => Basic {
  if (rest.length === 1) {
    const { operator, basic } = rest[0]!;
    return (t) => multiplyCharged(t, operator, first(t), basic(t));
  }
  return (t) => {
    let product = first(t);
    for (const { operator, basic } of rest) product = multiplyCharged(t, operator, product, basic(t));
    return product;
  };
}

/** left == right, the reading of both charged. */
export function equalCharged(t: Task, left: Basic, right: Basic): boolean {
  if (typeof left === 'number' && typeof right === 'number') return left === right;
  read(t, left, right);
  if (isText(left) || isText(right)) {
    t.meter.writes(left);
    t.meter.writes(right);
  }
  return equal(left, right);
}

/** Less than zero, zero or more, as left is to right; the reading of both charged. */
export function compareCharged(t: Task, left: Basic, right: Basic): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  read(t, left, right);
  return compare(left, right);
}

/** Whether a condition holds, its reading charged. */
export function holds(t: Task, condition: Basic): boolean {
  if (typeof condition === 'boolean') return condition;
  t.meter.reads(condition);
  return toBool(condition);
}

function compileComparison(
  operator: Extract<Expression, { kind: 'compare' }>['operator'],
  left: (t: Task) => Basic,
  right: (t: Task) => Basic,
): (t: Task) => Basic {
  switch (operator) {
    case '==':
      return (t) => equalCharged(t, left(t), right(t));
    case '!=':
      return (t) => !equalCharged(t, left(t), right(t));
    case '<':
      return (t) => compareCharged(t, left(t), right(t)) < 0;
    case '<=':
      return (t) => compareCharged(t, left(t), right(t)) <= 0;
    case '>':
      return (t) => compareCharged(t, left(t), right(t)) > 0;
    case '>=':
      return (t) => compareCharged(t, left(t), right(t)) >= 0;
  }
}

function compileCast(
  to: 'int' | 'long' | 'double' | 'bool' | 'string',
  value: (t: Task) => Basic,
): (t: Task) => Basic {
  const cast = casts[to];
  return (t) => {
    const basic = value(t);
    if (to !== 'string') t.meter.reads(basic);
    else if (typeof basic === 'string') return basic;
    else {
      t.meter.writes(basic);
      t.meter.string(basic instanceof Uint8Array ? basic.length : 32);
    }
    return cast(basic);
  };
}

const casts: Readonly<Record<'int' | 'long' | 'double' | 'bool' | 'string', (v: Basic) => Basic>> = {
  int: toInt,
  long: toLong,
  double: (v) => new Double(toDouble(v)),
  bool: toBool,
  string: toText,
};

/** What an operation of a tree takes its value from, where that may have to be kept before the steps of later ones. */
interface Given {
  readonly code: ExpressionCode;
  /** How many steps there are when it is compiled. */
  readonly end: number;
  /** Takes the value from where it is kept. */
  readonly keep: (kept: ExpressionCode) => void;
}

/** A tree: the root's basic value alone, and then each operation on a fresh node. */
function compileTree(unit: Unit, tree: Extract<Expression, { kind: 'tree' }>): ExpressionCode {
  const root = compileExpression(unit, tree.root).basic;
  const given: Given[] = [];
  const operations = tree.operations.map((operation) => compileOperation(unit, operation, given));
  keepBeforeSteps(unit, given);
  return new Whole((t) => {
    t.meter.allocate(sizes.value);
    const node = new Value(root(t));
    for (const operation of operations) operation(t, node);
    return node;
  });
}

function compileOperation(
  unit: Unit,
  operation: InlineOperation,
  given: Given[],
): (t: Task, base: Value) => void {
  unit.weigh(operation.path.steps.length);
  const path = compilePath(unit, operation.path, false);
  if (operation.kind === 'link') {
    const target = pathOf(unit, operation.target);
    return (t, base) => path.alias(t, target, base);
  }
  const code = compileExpression(unit, operation.value);
  const end = unit.steps;
  const mayBeKept = operation.value.kind !== 'literal' && operation.value.kind !== 'variable';
  if (operation.kind === 'assign') {
    let { basic } = code;
    if (mayBeKept) given.push({ code, end, keep: (kept) => ({ basic } = kept) });
    return (t, base) => {
      path.value(t, base).basic = basic(t);
    };
  }
  if (operation.value.kind !== 'variable') {
    let { value } = code;
    if (mayBeKept) given.push({ code, end, keep: (kept) => ({ value } = kept) });
    return (t, base) => copyInto(path.value(t, base), value(t), t.meter);
  }
  const from = pathOf(unit, operation.value.path);
  if (from.endsInIndex || path.endsInIndex) {
    return (t, base) => {
      const node = from.value(t);
      copyInto(path.value(t, base), node, t.meter);
    };
  }
  return (t, base) => {
    const items = from.vector(t);
    copyVector(path.vector(t, base), items, t.meter);
  };
}

/** Has what a tree's operations evaluate stay before the steps of those that come later. */
function keepBeforeSteps(unit: Unit, given: readonly Given[]): void {
  const last = unit.steps;
  for (let i = given.length - 1; i >= 0; i--) {
    const { code, end, keep } = given[i]!;
    if (end === last) continue;
    const place = unit.place();
    const { value } = code;
    unit.step(
      keeping(place, (t) => copyOf(value(t), t.meter)),
      end,
    );
    keep(kept(place));
  }
}

/** `a << b`, both whole vectors: item by item. Both are there afterwards, though an absent source has no items. */
export function copyVector(to: Vector, from: Vector, meter: Allocator): void {
  [...from.items].forEach((item, i) => {
    const node = item.resolved();
    const place = to.made(i, meter);
    if (place !== node) copyInto(place, node, meter);
  });
}
