import type { Expression, Path, Span, Statement } from '../language';
import { constantOf } from '../compile/expressions';
import { isRoot, widest } from './expressions';
import { GeneratedText } from './generated-text';
import type { Writer } from './writer';

const { number } = GeneratedText;

/** A loop in which everything is an int as long as the variables are ints when it begins. */
export interface LoopOfInts {
  readonly span: Span;
  readonly condition: Expression;
  readonly body: Statement;
  readonly step: Statement | null;
}

/**
 * A loop that only calculates with ints and never divides by what may be zero: nothing in it can fault, and its
 * variables can be ints of the host. Null: there may be something else in it.
 */
export function loopOfInts(
  span: Span,
  condition: Expression,
  body: Statement,
  step: Statement | null,
): LoopOfInts | null {
  const fits = isTest(condition) && isStatement(body) && (step === null || isStatement(step));
  return fits ? { span, condition, body, step } : null;
}

const isNonZero = (expression: Expression): boolean =>
  expression.kind === 'literal' && expression.literal.type === 'int' && expression.literal.value !== 0;

function isInt(expression: Expression): boolean {
  switch (expression.kind) {
    case 'literal':
      return expression.literal.type === 'int';
    case 'variable':
      return isRoot(expression.path);
    case 'sum':
      return expression.terms.length <= widest && expression.terms.every(({ value }) => isInt(value));
    case 'product':
      return (
        expression.rest.length <= widest &&
        isInt(expression.first) &&
        expression.rest.every(({ operator, value }) => (operator === '*' ? isInt(value) : isNonZero(value)))
      );
    default:
      return false;
  }
}

function isTest(expression: Expression): boolean {
  switch (expression.kind) {
    case 'compare':
      return isInt(expression.left) && isInt(expression.right);
    case 'or':
    case 'and':
      return expression.operands.every(isTest);
    case 'not':
      return isTest(expression.operand);
    default:
      return isInt(expression);
  }
}

function isStatement(statement: Statement): boolean {
  switch (statement.kind) {
    case 'null':
      return true;
    case 'sequence':
      return statement.statements.every(isStatement);
    case 'assign':
      return (
        isRoot(statement.path) &&
        (statement.operator === '/=' ? isNonZero(statement.value) : isInt(statement.value))
      );
    case 'step':
      return isRoot(statement.path);
    case 'if':
      return (
        statement.branches.length <= widest &&
        statement.branches.every(({ condition, body }) => isTest(condition) && isStatement(body)) &&
        (statement.otherwise === null || isStatement(statement.otherwise))
      );
    case 'while':
      return isTest(statement.condition) && isStatement(statement.body);
    case 'for':
      return (
        isTest(statement.condition) && [statement.init, statement.step, statement.body].every(isStatement)
      );
    default:
      return false;
  }
}

/**
 * Writes the loop, where all its variables are ints, and the leaving of the loop around it, which is the same one for
 * all others. The variables and the gas are in locals; they are put back when it is over, and before the run may end.
 */
export function writeLoopOfInts(w: Writer, loop: LoopOfInts): void {
  const ints = new IntWriter(w);
  ints.loop(loop);
  const slots = [...ints.slots];
  const asks = slots.map((slot) => {
    const n = w.root(slot);
    return `(${n}!==null||(${n}=peek(s,${number(slot)}))!==null)&&typeof ${n}.basic==='number'`;
  });
  const taken = slots.map((slot) => `${w.int(slot)}=${w.root(slot)}.basic;`).join('');
  w.line(`if(${asks.length === 0 ? 'true' : asks.join('&&')}){${taken}g=m.left;`);
  for (const line of ints.lines) w.line(line === putBack ? putBackAll(w, slots) : line);
  w.line(`m.left=g;${putBackAll(w, slots)}break;}`);
}

/** Stands for the lines that put all variables back, before it is known which they are. */
const putBack = '';
const putBackAll = (w: Writer, slots: readonly number[]): string =>
  slots.map((slot) => `${w.root(slot)}.basic=${w.int(slot)};`).join('');

class IntWriter {
  readonly lines: string[] = [];
  readonly slots = new Set<number>();

  constructor(private readonly w: Writer) {}

  loop({ span, condition, body, step }: LoopOfInts): void {
    this.lines.push('for(;;){');
    this.#charge(span);
    this.lines.push(`if(!${this.#test(condition)})break;`);
    this.#statement(body);
    if (step !== null) this.#statement(step);
    this.lines.push('}');
  }

  #charge(span: Span): void {
    this.lines.push(`if((g-=${number(this.w.costOf(span))})<0){`, putBack);
    this.lines.push(`g=over(m,${this.w.constant(span)},g)|0;}`);
  }

  #statement(statement: Statement): void {
    switch (statement.kind) {
      case 'sequence':
        for (const each of statement.statements) this.#statement(each);
        return;
      case 'assign': {
        this.#charge(statement.span);
        const name = this.#name(statement.path);
        const value = this.#int(statement.value);
        this.lines.push(`${name}=${assigned(statement.operator, name, value)};`);
        return;
      }
      case 'step': {
        this.#charge(statement.span);
        const name = this.#name(statement.path);
        this.lines.push(`${name}=(${name}${statement.by === 1 ? '+1' : '-1'})|0;`);
        return;
      }
      case 'if':
        this.#charge(statement.span);
        for (const { condition, body } of statement.branches) {
          this.lines.push(`if(${this.#test(condition)}){`);
          this.#statement(body);
          this.lines.push('}else ');
        }
        this.lines.push('{');
        if (statement.otherwise !== null) this.#statement(statement.otherwise);
        this.lines.push('}');
        return;
      case 'for':
        this.#statement(statement.init);
        this.loop(statement);
        return;
      case 'while':
        this.loop({ ...statement, step: null });
        return;
      default:
        this.#charge(statement.span);
    }
  }

  #name(path: Path): string {
    const slot = this.w.unit.program.slotOf(path.steps[0]!.name as string);
    this.slots.add(slot);
    return this.w.int(slot);
  }

  #int(expression: Expression): string {
    switch (expression.kind) {
      case 'literal':
        return number(constantOf(expression.literal) as number);
      case 'variable':
        return this.#name(expression.path);
      case 'sum': {
        const [first, ...rest] = expression.terms;
        return rest.reduce(
          (sum, { minus, value }) => `((${sum}${minus ? '-' : '+'}${this.#int(value)})|0)`,
          this.#int(first!.value),
        );
      }
      case 'product':
        return expression.rest.reduce(
          (product, { operator, value }) => multiplied(product, operator, this.#int(value)),
          this.#int(expression.first),
        );
      default:
        throw new Error('it is no int');
    }
  }

  #test(expression: Expression): string {
    switch (expression.kind) {
      case 'compare': {
        const operator = { '==': '===', '!=': '!==' }[expression.operator as string] ?? expression.operator;
        return `(${this.#int(expression.left)}${operator}${this.#int(expression.right)})`;
      }
      case 'or':
      case 'and':
        return `(${expression.operands.map((each) => this.#test(each)).join(expression.kind === 'or' ? '||' : '&&')})`;
      case 'not':
        return `!${this.#test(expression.operand)}`;
      default:
        return `(${this.#int(expression)}>0)`;
    }
  }
}

const multiplied = (left: string, operator: '*' | '/' | '%', right: string): string =>
  operator === '*' ? `imul(${left},${right})` : `((${left}${operator}${right})|0)`;

function assigned(operator: '=' | '+=' | '-=' | '*=' | '/=', name: string, value: string): string {
  switch (operator) {
    case '=':
      return value;
    case '+=':
      return `(${name}+${value})|0`;
    case '-=':
      return `(${name}-${value})|0`;
    case '*=':
      return multiplied(name, '*', value);
    case '/=':
      return multiplied(name, '/', value);
  }
}
