import type { Expression, InlineOperation, Path } from '../language/ast';
import { printLiteral } from './literals';
import { printType } from './types';

/**
 * How tightly a place binds: what is looser stands there in parentheses. `enclosed` has a closing sign after it;
 * `expression` may end its statement, and there a type would take the `|` of a parallel composition for its own.
 */
const bindings = {
  enclosed: 0,
  expression: 1,
  and: 2,
  condition: 3,
  sum: 4,
  product: 5,
  factor: 6,
  operand: 7,
} as const;
export type Binding = keyof typeof bindings;

const bindingOf = (each: Expression): Binding => {
  switch (each.kind) {
    case 'or':
    // These two take all that follows them.
    case 'assignment':
    case 'conditional':
      return 'expression';
    case 'and':
      return 'and';
    case 'instanceof':
      return 'enclosed';
    case 'compare':
      return 'condition';
    case 'sum':
      return 'sum';
    case 'product':
      return 'product';
    case 'literal':
    case 'variable':
      return 'operand';
    default:
      return 'factor';
  }
};

/** An expression as a source writes it, in parentheses where it would not stand as one at that place. */
export function printExpression(each: Expression, at: Binding = 'enclosed'): string {
  const text = printBare(each);
  return bindings[bindingOf(each)] < bindings[at] ? `(${text})` : text;
}

function printBare(each: Expression): string {
  switch (each.kind) {
    case 'literal':
      return printLiteral(each.literal);
    case 'variable':
      return printPath(each.path);
    case 'or':
      return each.operands.map((operand) => printExpression(operand, 'and')).join(' || ');
    case 'and':
      return each.operands.map((operand) => printExpression(operand, 'condition')).join(' && ');
    case 'compare':
      return `${printExpression(each.left, 'sum')} ${each.operator} ${printExpression(each.right, 'sum')}`;
    case 'instanceof':
      return `${printExpression(each.value, 'sum')} instanceof ${printType(each.type, '')}`;
    case 'sum':
      return each.terms
        .map(({ minus, value }, i) => {
          const operator = i === 0 ? '' : minus ? ' - ' : ' + ';
          return operator + printExpression(value, 'product');
        })
        .join('');
    case 'product':
      return each.rest.reduce(
        (text, { operator, value }) => `${text} ${operator} ${printExpression(value, 'factor')}`,
        printExpression(each.first, 'factor'),
      );
    case 'not':
      return `!${printExpression(each.operand, 'factor')}`;
    case 'is':
      return `is_${each.test}( ${printPath(each.path)} )`;
    case 'cast':
      return `${each.to}( ${printExpression(each.value)} )`;
    case 'size':
      return `#${printPath(each.path)}`;
    case 'increment': {
      const sign = each.by === 1 ? '++' : '--';
      return each.prefix ? sign + printPath(each.path) : printPath(each.path) + sign;
    }
    case 'assignment':
      return `${printPath(each.path)} = ${printExpression(each.value, 'expression')}`;
    case 'tree':
      return `${printExpression(each.root, 'operand')} ${printOperations(each.operations)}`.trimStart();
    case 'conditional':
      return `if( ${printExpression(each.condition)} ) ${printExpression(each.then)} else ${printExpression(each.otherwise, 'expression')}`;
    case 'fresh':
      return 'new';
    case 'frozen':
      return `^${printPath(each.path)}`;
    case 'call':
      return `${each.operation}@${each.port}${printArgument(each.argument)}`;
  }
}

function printOperations(operations: readonly InlineOperation[]): string {
  if (operations.length === 0) return '{}';
  const printed = operations.map((each) => {
    if (each.kind === 'link') return `${printPath(each.path)} -> ${printPath(each.target)}`;
    return `${printPath(each.path)} ${each.kind === 'copy' ? '<<' : '='} ${printExpression(each.value)}`;
  });
  return `{ ${printed.join(', ')} }`;
}

/** A variable path, with what `with` put before it. */
export function printPath({ root, steps }: Path): string {
  const printed = steps.map(({ name, index }) => {
    const text = typeof name === 'string' ? name : `(${printExpression(name, 'sum')})`;
    return index === null ? text : `${text}[${printExpression(index, 'sum')}]`;
  });
  return [...(root === 'variable' ? [] : [root]), ...printed].join('.');
}

/** What is sent, or what is received into, in its parentheses. */
export const printArgument = (argument: Expression | null): string =>
  argument === null ? '()' : `( ${printExpression(argument)} )`;
export const printParameter = (path: Path | null): string =>
  path === null ? '()' : `( ${printPath(path)} )`;
