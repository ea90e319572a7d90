import type { Expression, Value } from './expression';
import { partsOf } from './template';

/** Where an expression stands: what names mean there. */
export interface Scope {
  readonly expressions: ReadonlyMap<string, Expression>;
  readonly functions: ReadonlyMap<string, (...values: readonly Value[]) => Value>;
  /** What the first names of a path mean, and the rest of it; null when it is known only after an apply. */
  resolve(path: readonly string[]): { readonly value: Value; readonly rest: readonly string[] } | null;
}

/** A scope with a few more names, like those that `for` and `each` bring. */
export const within = (scope: Scope, names: Readonly<Record<string, Value>>): Scope => ({
  ...scope,
  resolve: (path) => {
    const [head = '', ...rest] = path;
    return Object.hasOwn(names, head) ? { value: names[head]!, rest } : scope.resolve(path);
  },
});

const unknown = (text: string): string => `\${${text}}`;
/** Whether it, or a part of it, is known only after an apply. */
export const isUnknown = (value: Value): boolean => JSON.stringify(value).includes('${');
const isEntirelyUnknown = (value: Value): value is string =>
  typeof value === 'string' && value.startsWith('${') && partsOf(value).length === 1;

const step = (name: string): string => {
  if (/^\d+$/.test(name)) return `[${name}]`;
  return /^[a-z_][a-z0-9_]*$/i.test(name) ? `.${name}` : `["${name}"]`;
};

/** Goes into a value; what is unknown stays so, its text longer. Throws where there is nothing to go into. */
export function get(value: Value, path: readonly string[]): Value {
  let at = value;
  for (const name of path) {
    if (isEntirelyUnknown(at)) at = unknown(`${at.slice(2, -1)}${step(name)}`);
    else if (at !== null && typeof at === 'object')
      at = (at as Readonly<Record<string, Value>>)[name] ?? null;
    else throw new TypeError(`there is no ${name} in ${JSON.stringify(at)}`);
  }
  return at;
}

/** The value of a part of a configuration as the parser gives it: a string is a template, the rest is looked into. */
export function evaluate(part: Value, scope: Scope): Value {
  if (typeof part === 'string') {
    const values = partsOf(part).map((each) =>
      'text' in each ? each.text : valueOf(scope.expressions.get(each.expression)!, scope),
    );
    return values.length === 1 ? values[0]! : values.map(String).join('');
  }
  if (Array.isArray(part)) return part.map((each: Value) => evaluate(each, scope));
  if (part === null || typeof part !== 'object') return part;
  const entries = Object.entries(part).map(([name, each]) => [
    String(evaluate(name, scope)),
    evaluate(each, scope),
  ]);
  return Object.fromEntries(entries) as Value;
}

/** The value of an expression. */
export function valueOf(expression: Expression, scope: Scope): Value {
  const of = (each: Expression) => valueOf(each, scope);
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'template': {
      const values = expression.items.map(of);
      return values.map(String).join('');
    }
    case 'list':
      return expression.items.map(of);
    case 'object':
      return Object.fromEntries(expression.items.map(([name, value]) => [String(of(name)), of(value)]));
    case 'reference': {
      const found = scope.resolve(expression.path);
      return found === null ? unknown(expression.text) : get(found.value, found.rest);
    }
    case 'get':
      return get(of(expression.of), expression.path);
    case 'index': {
      return get(of(expression.of), [String(of(expression.key))]);
    }
    case 'if': {
      const condition = of(expression.condition);
      return typeof condition === 'boolean'
        ? of(condition ? expression.yes : expression.no)
        : unknown(expression.text);
    }
    case 'operation':
      return operate(expression.operator, expression.items.map(of)) ?? unknown(expression.text);
    case 'call':
      return call(expression, scope);
    case 'for':
      return iterate(expression, scope);
    case 'other':
      return unknown(expression.text);
  }
}

function operate(operator: string, [left, right]: readonly Value[]): Value | undefined {
  if (operator === 'logicalNot' && typeof left === 'boolean') return !left;
  if (operator === 'logicalOr' && typeof left === 'boolean' && typeof right === 'boolean')
    return left || right;
  if (operator === 'equal') return JSON.stringify(left) === JSON.stringify(right);
  if (operator === 'add' && typeof left === 'number' && typeof right === 'number') return left + right;
  return undefined;
}

function call(expression: Expression & { kind: 'call' }, scope: Scope): Value {
  const { name, items, spread, text } = expression;
  if (name === 'try') return attempt(items, scope);
  const values = items.map((each) => valueOf(each, scope));
  const last = spread ? (values.pop() as readonly Value[]) : [];
  const made = scope.functions.get(name);
  const isOfText = ['trimprefix', 'trimsuffix', 'trim', 'sha256', 'substr'].includes(name);
  if (made === undefined || (isOfText && isUnknown(values))) return unknown(text);
  return made(...values, ...last);
}

/** The first that is there. */
function attempt(items: readonly Expression[], scope: Scope): Value {
  for (const each of items) {
    const value = valueOf(each, scope);
    if (value !== null) return value;
  }
  return null;
}

function iterate(expression: Expression & { kind: 'for' }, scope: Scope): Value {
  const all = valueOf(expression.of, scope);
  if (isEntirelyUnknown(all)) return unknown(expression.text);
  const made: [Value, Value][] = [];
  for (const [index, value] of Object.entries(all as Readonly<Record<string, Value>>)) {
    const inner = within(scope, { [expression.keyName]: index, [expression.valueName]: value });
    if (expression.condition !== null && valueOf(expression.condition, inner) !== true) continue;
    const key = expression.key === null ? '' : valueOf(expression.key, inner);
    made.push([key, valueOf(expression.value, inner)]);
  }
  return expression.key === null
    ? made.map(([, value]) => value)
    : Object.fromEntries(made.map(([key, value]) => [String(key), value]));
}
