import type { Expression, Path } from '../language';
import { compileExpression, constantOf, pathOf } from '../compile/expressions';
import { spread } from '../values';
import { GeneratedText } from './generated-text';
import type { Writer } from './writer';

const { number } = GeneratedText;

/** A written expression, and what is known of its value: an int, a text, a truth, or anything. */
export interface Written {
  readonly text: string;
  readonly type: 'int' | 'string' | 'bool' | 'any';
}

const any = (text: string): Written => ({ text, type: 'any' });

/** Whether an expression reads plain variables and calculates, and does nothing else. */
export function isPlain(expression: Expression): boolean {
  switch (expression.kind) {
    case 'literal':
      return true;
    case 'variable':
      return isRoot(expression.path);
    case 'sum':
      return expression.terms.length <= widest && expression.terms.every(({ value }) => isPlain(value));
    case 'product':
      return (
        expression.rest.length <= widest &&
        isPlain(expression.first) &&
        expression.rest.every(({ value }) => isPlain(value))
      );
    case 'or':
    case 'and':
      return expression.operands.every(isPlain);
    case 'compare':
      return isPlain(expression.left) && isPlain(expression.right);
    case 'not':
      return isPlain(expression.operand);
    default:
      return false;
  }
}

/** Whether a path is a variable's name and nothing more. */
export const isRoot = ({ root, steps }: Path): boolean =>
  root === 'variable' && steps.length === 1 && typeof steps[0]!.name === 'string' && steps[0]!.index === null;

/** Whether a path is written out: one of a variable, of fixed names. */
export const isWritten = ({ root, steps }: Path): boolean =>
  root === 'variable' &&
  steps.length > 0 &&
  steps.length <= widest &&
  steps.every(({ name }) => typeof name === 'string');

/** Parts that lie inside each other when they are written: terms of a sum, steps of a path, branches. More are closures. */
export const widest = 16;

/** Writes an expression for its basic value; its parts weigh what the closures' do. */
export function writeExpression(w: Writer, expression: Expression): Written {
  const { unit } = w;
  switch (expression.kind) {
    case 'literal': {
      unit.weigh(1);
      const value = constantOf(expression.literal);
      if (typeof value === 'number') return { text: number(value), type: 'int' };
      if (typeof value === 'string') return { text: w.constant(value), type: 'string' };
      if (typeof value === 'boolean') return { text: value ? 'true' : 'false', type: 'bool' };
      return any(value === undefined ? '(void 0)' : w.constant(value));
    }
    case 'variable': {
      if (!isWritten(expression.path)) break;
      unit.weigh(1);
      if (isRoot(expression.path)) {
        unit.weigh(1);
        const slot = unit.program.slotOf(expression.path.steps[0]!.name as string);
        const n = w.root(slot);
        const held = `${n}!==null||(${n}=peek(s,${number(slot)}))!==null`;
        return any(`(${held}?${n}.basic:${w.slow('readRoot', 't', number(slot))})`);
      }
      const found = w.temporary();
      return any(`((${found}=${writeFind(w, expression.path)})===void 0?void 0:${found}.basic)`);
    }
    case 'sum': {
      if (expression.terms.length > widest) break;
      unit.weigh(expression.terms.length);
      const [first, ...rest] = expression.terms;
      return rest.reduce(
        (sum, { minus, value }) => writeSum(w, sum, minus, writeExpression(w, value)),
        writeExpression(w, first!.value),
      );
    }
    case 'product': {
      if (expression.rest.length > widest) break;
      unit.weigh(1 + expression.rest.length);
      return expression.rest.reduce(
        (product, { operator, value }) => writeProduct(w, product, operator, writeExpression(w, value)),
        writeExpression(w, expression.first),
      );
    }
    case 'or':
    case 'and': {
      unit.weigh(1);
      const tests = expression.operands.map((each) => writeTest(w, each));
      return { text: `(${tests.join(expression.kind === 'or' ? '||' : '&&')})`, type: 'bool' };
    }
    case 'not':
      unit.weigh(1);
      return { text: `!${writeTest(w, expression.operand)}`, type: 'bool' };
    case 'compare': {
      unit.weigh(1);
      const left = writeExpression(w, expression.left);
      return writeComparison(w, expression.operator, left, writeExpression(w, expression.right));
    }
    case 'size': {
      if (!isWritten(expression.path)) break;
      unit.weigh(1);
      return { text: w.call('size', writeFindVector(w, expression.path)), type: 'int' };
    }
    case 'conditional': {
      unit.weigh(1);
      const [test, then, otherwise] = [
        writeTest(w, expression.condition),
        writeExpression(w, expression.then),
        writeExpression(w, expression.otherwise),
      ];
      return any(`(${test}?${then.text}:${otherwise.text})`);
    }
    case 'increment': {
      if (!isWritten(expression.path)) break;
      unit.weigh(1);
      const [node, before] = [w.temporary(), w.temporary()];
      const text = `${node}=${writeMade(w, expression.path)},${before}=${node}.basic`;
      const after = `${node}.basic=${writeStep(w, before, expression.by)}`;
      return any(expression.prefix ? `(${text},${after})` : `(${text},${after},${before}??0)`);
    }
    default:
  }
  // What is not written out stays a closure, and may call.
  w.calls = true;
  return any(`${w.constant(compileExpression(unit, expression).basic)}(t)`);
}

/** Writes an expression as a condition. */
export function writeTest(w: Writer, expression: Expression): string {
  const { text, type } = writeExpression(w, expression);
  if (type === 'bool') return text;
  const value = w.temporary();
  return `(typeof(${value}=${text})==='boolean'?${value}:${w.slow('holds', 't', value)})`;
}

/** Both operands in temporaries where they must be looked at, and the test that both are ints. */
function pair(w: Writer, left: Written, right: Written) {
  const keep = ({ text, type }: Written): { set: string; name: string; test: string } => {
    if (type === 'int' && /^\(?-?\d+\)?$/.test(text)) return { set: '', name: text, test: '' };
    const name = w.temporary();
    return { set: `${name}=${text},`, name, test: type === 'int' ? '' : `typeof ${name}==='number'` };
  };
  const [a, b] = [keep(left), keep(right)];
  return {
    set: a.set + b.set,
    a: a.name,
    b: b.name,
    ints: [a.test, b.test].filter((test) => test !== '').join('&&') || 'true',
  };
}

/** Whether an operand is surely no int. */
const noInt = ({ type }: Written): boolean => type === 'string' || type === 'bool';

export function writeSum(w: Writer, left: Written, minus: boolean, right: Written): Written {
  const slow = minus ? 'subtract' : 'add';
  if (noInt(left) || noInt(right)) {
    const text = w.slow(slow, 't', left.text, right.text);
    const isText = !minus && (left.type === 'string' || right.type === 'string');
    // What is undefined and a text is that text: it stays one.
    return { text, type: isText ? 'string' : 'any' };
  }
  const { set, a, b, ints } = pair(w, left, right);
  return any(`(${set}${ints}?(${a}${minus ? '-' : '+'}${b})|0:${w.slow(slow, 't', a, b)})`);
}

export function writeProduct(w: Writer, left: Written, operator: '*' | '/' | '%', right: Written): Written {
  const { set, a, b, ints } = pair(w, left, right);
  const slow = w.slow('multiply', 't', w.constant(operator), a, b);
  if (operator === '*') return any(`(${set}${ints}?imul(${a},${b}):${slow})`);
  const isZero = /^\d+$/.test(b) ? b === '0' : null;
  const divides = isZero === null ? `${ints}&&${b}!==0` : isZero ? 'false' : ints;
  return any(`(${set}${divides}?(${a}${operator}${b})|0:${slow})`);
}

function writeComparison(
  w: Writer,
  operator: Extract<Expression, { kind: 'compare' }>['operator'],
  left: Written,
  right: Written,
): Written {
  const { set, a, b, ints } = pair(w, left, right);
  switch (operator) {
    case '==':
      return { text: `(${set}${ints}?${a}===${b}:${w.slow('equal', 't', a, b)})`, type: 'bool' };
    case '!=':
      return { text: `(${set}${ints}?${a}!==${b}:!${w.slow('equal', 't', a, b)})`, type: 'bool' };
    default:
      return {
        text: `(${set}${ints}?${a}${operator}${b}:${w.slow('compare', 't', a, b)}${operator}0)`,
        type: 'bool',
      };
  }
}

/** One up or down, of what stands in a temporary. */
export const writeStep = (w: Writer, before: string, by: 1 | -1): string =>
  `(typeof ${before}==='number'?(${before}${by === 1 ? '+1' : '-1'})|0:${w.slow('stepped', 't', before, number(by))})`;

type Index = Path['steps'][number]['index'];

/** An index, evaluated when the vector is there. */
function writeIndex(w: Writer, vector: string, index: Index): string {
  if (index === null) return '0';
  const { text, type } = writeExpression(w, index);
  return type === 'int' && /^\d+$/.test(text) ? text : w.call('index', 't', vector, text);
}

/** The node that a written path names, or undefined. */
export function writeFind(w: Writer, path: Path): string {
  const { steps } = path;
  const [root, index] = [steps[0]!.name as string, steps[0]!.index];
  if (steps.length === 1 && index === null) {
    w.unit.weigh(1);
    return w.node(w.unit.program.slotOf(root), 'findRoot');
  }
  return writeItem(w, writeFindVector(w, path), steps.at(-1)!.index);
}

/** The item of a vector that may not be there. */
function writeItem(w: Writer, vector: string, index: Index): string {
  if (index === null) return w.call('at', vector, '0');
  const held = w.temporary();
  return `((${held}=${vector})===void 0?void 0:at(${held},${writeIndex(w, held, index)}))`;
}

/** The vector that a written path names, or undefined. Nothing is evaluated behind what is not there. */
export function writeFindVector(w: Writer, { steps }: Path): string {
  w.unit.weigh(steps.length);
  const slot = w.unit.program.slotOf(steps[0]!.name as string);
  let vector = '';
  steps.forEach(({ name }, k) => {
    if (k === 0) {
      vector = w.call('rootVector', 't', number(slot));
      return;
    }
    const { index } = steps[k - 1]!;
    const node = k === 1 && index === null ? w.node(slot, 'findRoot') : writeItem(w, vector, index);
    vector = writeBelow(w, node, name as string);
  });
  return vector;
}

const writeBelow = (w: Writer, node: string, name: string): string =>
  w.call('vec', node, w.constant(name), number(spread(name)));

/** The node that a written path names, made when it is not there; in a tree, below the node that `base` holds. */
export function writeMade(w: Writer, path: Path, base: string | null = null): string {
  const { steps } = path;
  if (steps.length === 1 && steps[0]!.index === null && base === null) {
    w.unit.weigh(1);
    return w.node(w.unit.program.slotOf(steps[0]!.name as string), 'makeRoot');
  }
  const vector = writeMadeVector(w, path, base);
  return writeMadeItem(w, vector, steps.at(-1)!.index);
}

function writeMadeItem(w: Writer, vector: string, index: Index): string {
  if (index === null) return `${vector}.made(0,m)`;
  const { text, type } = writeExpression(w, index);
  return type === 'int' && /^\d+$/.test(text)
    ? `${vector}.made(${text},m)`
    : w.call('madeAt', 't', vector, text);
}

/** The vector that a written path names, made when it is not there. */
export function writeMadeVector(w: Writer, { steps }: Path, base: string | null): string {
  w.unit.weigh(steps.length);
  const slot = base === null ? w.unit.program.slotOf(steps[0]!.name as string) : -1;
  let vector = '';
  steps.forEach(({ name }, k) => {
    if (k === 0) {
      vector =
        base === null ? w.call('makeRootVector', 't', number(slot)) : writeMadeBelow(w, base, name as string);
      return;
    }
    const { index } = steps[k - 1]!;
    const node =
      k === 1 && index === null && base === null ? w.node(slot, 'makeRoot') : writeMadeItem(w, vector, index);
    vector = writeMadeBelow(w, node, name as string);
  });
  return vector;
}

const writeMadeBelow = (w: Writer, node: string, name: string): string =>
  `${node}.vectorMade(${w.constant(name)},m,${number(spread(name))})`;

/** Writes an expression for its node: one that belongs to a variable where it names one. */
export function writeValue(w: Writer, expression: Expression): string {
  const { unit } = w;
  if (expression.kind === 'variable' && isWritten(expression.path)) {
    unit.weigh(1);
    return `(${writeFind(w, expression.path)}??new Value(void 0))`;
  }
  if (expression.kind === 'tree' && isWrittenTree(expression)) return writeTree(w, expression);
  const inner = expression.kind;
  if (
    inner === 'variable' ||
    inner === 'tree' ||
    inner === 'conditional' ||
    inner === 'call' ||
    inner === 'frozen'
  ) {
    w.calls = true;
    return `${w.constant(compileExpression(unit, expression).value)}(t)`;
  }
  return `new Value(${writeExpression(w, expression).text})`;
}

type Tree = Extract<Expression, { kind: 'tree' }>;

/** A tree is written out where its operations put basic values under fixed names. */
const isWrittenTree = ({ operations }: Tree): boolean =>
  operations.every(
    (each) =>
      each.path.steps.length > 0 &&
      each.path.steps.length <= widest &&
      each.path.steps.every(({ name }) => typeof name === 'string') &&
      (each.kind === 'assign' ||
        (each.kind !== 'link' && each.value.kind !== 'variable' && each.value.kind !== 'conditional')),
  );

function writeTree(w: Writer, { root, operations }: Tree): string {
  const { unit } = w;
  unit.weigh(1);
  const node = w.temporary();
  const pieces = [`m.allocate(48)`, `${node}=new Value(${writeExpression(w, root).text})`];
  for (const operation of operations) {
    if (operation.kind === 'link') continue;
    const place = writeMade(w, operation.path, node);
    pieces.push(
      operation.kind === 'assign'
        ? `${place}.basic=${writeExpression(w, operation.value).text}`
        : w.call('copyInto', place, writeValue(w, operation.value), 'm'),
    );
  }
  return `(${[...pieces, node].join(',')})`;
}

/** The path of a statement as a closure has it. */
export const writePath = (w: Writer, path: Path): string => w.constant(pathOf(w.unit, path));
