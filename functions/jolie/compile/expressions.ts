import type { Expression, Literal, Path } from '../language';
import { exceptionFault } from '../run/fault';
import type { Task } from '../run/task';
import {
  add,
  compare,
  copyInto,
  divide,
  divisionByZero,
  Double,
  equal,
  modulo,
  multiply,
  sizes,
  subtract,
  toBool,
  toDouble,
  toInt,
  toLong,
  toText,
  typeName,
  Value,
  type Basic,
} from '../values';
import { compileInvocation } from './invocation';
import { compilePath, type PathCode } from './paths';
import type { Unit } from './unit';

/** A compiled expression: its basic value, and its node (not to be changed) for what copies whole trees. */
export interface ExpressionCode {
  readonly basic: (t: Task) => Basic;
  readonly value: (t: Task) => Value;
}

/** An expression whose value has no children. */
const flat = (basic: (t: Task) => Basic): ExpressionCode => ({ basic, value: (t) => new Value(basic(t)) });

/** Compiles an expression. It cannot suspend, and it may fault: `ArithmeticException`. */
export function compileExpression(unit: Unit, expression: Expression): ExpressionCode {
  const compile = (each: Expression) => compileExpression(unit, each);
  switch (expression.kind) {
    case 'literal': {
      const basic = constant(expression.literal);
      return flat(() => basic);
    }
    case 'variable': {
      const path = pathOf(unit, expression.path);
      return { basic: (t) => path.find(t)?.basic, value: (t) => path.find(t) ?? new Value() };
    }
    case 'sum':
      return flat(
        compileSum(expression.terms.map(({ minus, value }) => ({ minus, basic: compile(value).basic }))),
      );
    case 'product':
      return flat(
        compileProduct(
          compile(expression.first).basic,
          expression.rest.map(({ operator, value }) => ({ operator, basic: compile(value).basic })),
        ),
      );
    case 'or':
    case 'and': {
      const operands = expression.operands.map((each) => compile(each).basic);
      const isOr = expression.kind === 'or';
      return flat((t) => {
        for (const operand of operands) if (toBool(operand(t)) === isOr) return isOr;
        return !isOr;
      });
    }
    case 'compare':
      return flat(
        compileComparison(
          expression.operator,
          compile(expression.left).basic,
          compile(expression.right).basic,
        ),
      );
    case 'not': {
      const operand = compile(expression.operand).basic;
      return flat((t) => !toBool(operand(t)));
    }
    case 'instanceof': {
      const { value } = compile(expression.value);
      const check = unit.program.types.compile(expression.type);
      return flat((t) => check(value(t), '', t.meter) === null);
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
      return flat(compileCast(expression.to, compile(expression.value).basic));
    case 'size': {
      const path = pathOf(unit, expression.path);
      return flat((t) => path.findVector(t)?.items.length ?? 0);
    }
    case 'increment': {
      const path = pathOf(unit, expression.path);
      const { by, prefix } = expression;
      return flat((t) => {
        const node = path.value(t);
        const before = node.basic;
        node.basic = add(before, by);
        return prefix ? node.basic : (before ?? 0);
      });
    }
    case 'assignment': {
      const path = pathOf(unit, expression.path);
      const value = compile(expression.value).basic;
      return flat((t) => {
        const node = path.value(t);
        return (node.basic = value(t));
      });
    }
    case 'tree':
      return compileTree(unit, expression);
    case 'conditional': {
      const condition = compile(expression.condition).basic;
      const [then, otherwise] = [compile(expression.then), compile(expression.otherwise)];
      return {
        basic: (t) => (toBool(condition(t)) ? then : otherwise).basic(t),
        value: (t) => (toBool(condition(t)) ? then : otherwise).value(t),
      };
    }
    case 'fresh':
      return flat((t) => t.run.random.uuid());
    case 'frozen': {
      const index = unit.freeze(pathOf(unit, expression.path));
      const none = new Value();
      const value = (t: Task) => t.activation.handler?.frozen[index] ?? none;
      return { basic: (t) => value(t).basic, value };
    }
    case 'call': {
      const { operation, port, span, argument } = expression;
      const held = argument?.kind === 'variable' || argument?.kind === 'conditional';
      const sent = argument === null ? null : { value: compile(argument).value, held };
      const site = { operation, port, portSpan: span, span, solicits: true };
      const invocation = compileInvocation(unit, site, sent);
      if (invocation === null) return flat(() => undefined);
      const value = (t: Task) => {
        t.meter.charge(1);
        return invocation.run(t);
      };
      return { basic: (t) => value(t).basic, value };
    }
  }
}

export const pathOf = (unit: Unit, path: Path): PathCode => {
  if (path.root === 'csets') unit.unsupported(path.span, 'correlation sets');
  return compilePath(path, (each) => compileExpression(unit, each).basic, unit.program.slotOf);
};

function constant(literal: Literal): Basic {
  if (literal.type === 'void') return undefined;
  return literal.type === 'double' ? new Double(literal.value) : literal.value;
}

/** Strings that grow are charged by the whole of their length, so that doubling one meets its limit before V8's. */
function charged(t: Task, value: Basic, parts: Basic): Basic {
  if (typeof value === 'string' && typeof parts !== 'undefined') t.meter.string(value.length);
  return value;
}

/** left + right, its string charged before it is made. */
export function addCharged(t: Task, left: Basic, right: Basic): Basic {
  if (typeof left === 'number' && typeof right === 'number') return (left + right) | 0;
  if (typeof left === 'string' || (typeof right === 'string' && left !== undefined)) {
    const [a, b] = [toText(left), toText(right)];
    t.meter.string(a.length + b.length);
    return a + b;
  }
  return add(left, right);
}

function compileSum(terms: readonly { minus: boolean; basic: (t: Task) => Basic }[]): (t: Task) => Basic {
  const [first, second] = terms as [
    { basic: (t: Task) => Basic },
    { minus: boolean; basic: (t: Task) => Basic },
  ];
  if (terms.length === 2) {
    const [a, b] = [first.basic, second.basic];
    return second.minus ? (t) => subtract(a(t), b(t)) : (t) => addCharged(t, a(t), b(t));
  }
  return (t) => {
    t.meter.charge(terms.length >> 3);
    let sum = first.basic(t);
    for (let i = 1; i < terms.length; i++) {
      const { minus, basic } = terms[i]!;
      sum = minus ? subtract(sum, basic(t)) : addCharged(t, sum, basic(t));
    }
    return sum;
  };
}

function compileProduct(
  first: (t: Task) => Basic,
  rest: readonly { operator: '*' | '/' | '%'; basic: (t: Task) => Basic }[],
): (t: Task) => Basic {
  const operators = { '*': multiply, '/': divide, '%': modulo };
  return (t) => {
    let product = first(t);
    for (const { operator, basic } of rest) {
      const result = operators[operator](product, basic(t));
      if (result === divisionByZero) throw exceptionFault('ArithmeticException', '/ by zero', t.meter.place);
      product = result as Basic;
    }
    return product;
  };
}

function compileComparison(
  operator: Extract<Expression, { kind: 'compare' }>['operator'],
  left: (t: Task) => Basic,
  right: (t: Task) => Basic,
): (t: Task) => Basic {
  switch (operator) {
    case '==':
      return (t) => equal(left(t), right(t));
    case '!=':
      return (t) => !equal(left(t), right(t));
    case '<':
      return (t) => compare(left(t), right(t)) < 0;
    case '<=':
      return (t) => compare(left(t), right(t)) <= 0;
    case '>':
      return (t) => compare(left(t), right(t)) > 0;
    case '>=':
      return (t) => compare(left(t), right(t)) >= 0;
  }
}

function compileCast(
  to: 'int' | 'long' | 'double' | 'bool' | 'string',
  value: (t: Task) => Basic,
): (t: Task) => Basic {
  switch (to) {
    case 'int':
      return (t) => toInt(value(t));
    case 'long':
      return (t) => toLong(value(t));
    case 'double':
      return (t) => new Double(toDouble(value(t)));
    case 'bool':
      return (t) => toBool(value(t));
    case 'string':
      return (t) => {
        const basic = value(t);
        return typeof basic === 'string' ? basic : charged(t, toText(basic), basic);
      };
  }
}

/** A tree: the root's basic value alone, and then each operation on a fresh node. */
function compileTree(unit: Unit, tree: Extract<Expression, { kind: 'tree' }>): ExpressionCode {
  const root = compileExpression(unit, tree.root).basic;
  const operations = tree.operations.map((operation): ((t: Task, base: Value) => void) => {
    const path = compilePath(operation.path, (each) => compileExpression(unit, each).basic, null);
    if (operation.kind === 'link') {
      const target = pathOf(unit, operation.target);
      return (t, base) => path.alias(t, target, base);
    }
    const source = compileExpression(unit, operation.value);
    if (operation.kind === 'assign') {
      return (t, base) => {
        path.value(t, base).basic = source.basic(t);
      };
    }
    if (operation.value.kind === 'variable') {
      const vector = pathOf(unit, operation.value.path);
      const whole =
        operation.value.path.steps.at(-1)?.index == null && operation.path.steps.at(-1)?.index == null;
      if (whole) return (t, base) => copyVector(t, path, vector, base);
    }
    return (t, base) => copyInto(path.value(t, base), source.value(t), t.meter);
  });
  const value = (t: Task) => {
    t.meter.allocate(sizes.value);
    const node = new Value(root(t));
    for (const operation of operations) operation(t, node);
    return node;
  };
  return { basic: (t) => value(t).basic, value };
}

/** `a << b`, both whole vectors: item by item; what is not there leaves the target as it is. */
export function copyVector(
  t: Task,
  target: PathCode,
  source: PathCode,
  base: Value | null,
  links = false,
): void {
  const from = source.findVector(t);
  if (from === undefined) return;
  const items = [...from.items];
  const to = target.vector(t, base);
  items.forEach((item, i) => {
    const node = item.resolved();
    const place = to.made(i, t.meter);
    if (place !== node) copyInto(place, node, t.meter, links);
  });
}
