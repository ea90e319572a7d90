import type { Expression, Handler, Input, InputBranch, Path, Statement } from './ast';

/** What a walk tells of. Paths are those of variables; `test` reads only whether, or how often, something is there. */
export interface Visitor {
  readonly statement?: (statement: Statement) => void;
  readonly expression?: (expression: Expression) => void;
  readonly input?: (input: Input) => void;
  readonly path?: (path: Path, use: 'read' | 'write' | 'test') => void;
}

/** Visits a statement and all in it, in the order of the text. It descends as deep as the parser lets a source nest. */
export function walk(root: Statement, visitor: Visitor): void {
  new Walk(visitor).statement(root);
}

/** Visits an expression and all in it. */
export function walkExpression(root: Expression, visitor: Visitor): void {
  new Walk(visitor).expression(root);
}

class Walk {
  /** Whether anybody is told of expressions and paths: neither a statement nor an input stands in one. */
  readonly #isDeep: boolean;

  constructor(private readonly visitor: Visitor) {
    this.#isDeep = visitor.expression !== undefined || visitor.path !== undefined;
  }

  statement(each: Statement): void {
    this.visitor.statement?.(each);
    switch (each.kind) {
      case 'sequence':
      case 'parallel':
        for (const inner of each.statements) this.statement(inner);
        return;
      case 'assign':
      case 'copy':
        this.#write(each.path);
        this.expression(each.value);
        return;
      case 'link':
        this.#write(each.path);
        this.#write(each.target);
        return;
      case 'step':
        this.#write(each.path);
        return;
      case 'undef':
        this.#path(each.path, 'test');
        return;
      case 'synchronized':
      case 'scope':
        this.statement(each.body);
        return;
      case 'spawn':
        this.#write(each.index);
        this.expression(each.count);
        this.#write(each.result);
        this.statement(each.body);
        return;
      case 'for-in':
        this.#write(each.element);
        this.#path(each.vector, 'read');
        this.statement(each.body);
        return;
      case 'for':
        this.statement(each.init);
        this.expression(each.condition);
        this.statement(each.step);
        this.statement(each.body);
        return;
      case 'foreach':
        this.#write(each.name);
        this.#path(each.tree, 'read');
        this.statement(each.body);
        return;
      case 'while':
        this.expression(each.condition);
        this.statement(each.body);
        return;
      case 'if':
        for (const { condition, body } of each.branches) {
          this.expression(condition);
          this.statement(body);
        }
        if (each.otherwise !== null) this.statement(each.otherwise);
        return;
      case 'throw':
        this.expression(each.value);
        return;
      case 'install':
        this.#handlers(each.handlers);
        return;
      case 'choice':
        this.#branches(each.branches);
        return;
      case 'provide':
        this.#branches(each.provide);
        this.#branches(each.until);
        return;
      case 'receive':
        this.#branches([{ input: each.input, body: null }]);
        return;
      case 'notify':
        this.expression(each.value);
        return;
      case 'solicit':
        this.expression(each.value);
        this.#write(each.response);
        this.#handlers(each.handlers);
        return;
      case 'forward':
        this.#write(each.request);
        this.#write(each.response);
        return;
      default:
    }
  }

  #handlers(handlers: readonly Handler[]): void {
    for (const { body } of handlers) this.statement(body);
  }

  #branches(branches: readonly InputBranch[]): void {
    for (const { input, body } of branches) {
      this.visitor.input?.(input);
      this.#write(input.request);
      if (input.kind === 'request-response') {
        this.expression(input.response);
        if (input.body !== null) this.statement(input.body);
      }
      if (body !== null) this.statement(body);
    }
  }

  #write(path: Path | null): void {
    if (path !== null) this.#path(path, 'write');
  }

  #path(path: Path, use: 'read' | 'write' | 'test'): void {
    if (!this.#isDeep) return;
    this.visitor.path?.(path, use);
    this.#steps(path);
  }

  #steps({ steps }: Path): void {
    for (const { name, index } of steps) {
      if (typeof name !== 'string') this.expression(name);
      this.expression(index);
    }
  }

  expression(each: Expression | null): void {
    if (each === null || !this.#isDeep) return;
    this.visitor.expression?.(each);
    switch (each.kind) {
      case 'variable':
      case 'frozen':
        this.#path(each.path, 'read');
        return;
      case 'is':
      case 'size':
        this.#path(each.path, 'test');
        return;
      case 'sum':
        for (const { value } of each.terms) this.expression(value);
        return;
      case 'product':
        this.expression(each.first);
        for (const { value } of each.rest) this.expression(value);
        return;
      case 'or':
      case 'and':
        for (const operand of each.operands) this.expression(operand);
        return;
      case 'compare':
        this.expression(each.left);
        this.expression(each.right);
        return;
      case 'not':
        this.expression(each.operand);
        return;
      case 'instanceof':
        if (each.value.kind === 'variable') this.#path(each.value.path, 'test');
        else this.expression(each.value);
        return;
      case 'cast':
        this.expression(each.value);
        return;
      case 'increment':
        this.#write(each.path);
        return;
      case 'assignment':
        this.#write(each.path);
        this.expression(each.value);
        return;
      case 'tree':
        this.expression(each.root);
        for (const operation of each.operations) {
          // The path is one in the tree: only what it computes speaks of variables.
          this.#steps(operation.path);
          if (operation.kind === 'link') this.#write(operation.target);
          else this.expression(operation.value);
        }
        return;
      case 'conditional':
        this.expression(each.condition);
        this.expression(each.then);
        this.expression(each.otherwise);
        return;
      case 'call':
        this.expression(each.argument);
        return;
      default:
    }
  }
}
