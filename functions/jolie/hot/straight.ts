import { walkExpression, type Expression, type Statement } from '../language';
import type { OutputPortCode } from '../run/service-code';
import type { ProgramScope } from '../compile/unit';

/**
 * Tells which statements never wait: nothing in them blocks, calls a handler, or calls an operation that is not of the
 * library's immediate ones. Only such code is generated, so that what it makes has no place in which to stop.
 */
export class Straight {
  /** What is known of definitions; null while one is looked at, so that one which calls itself is none. */
  readonly #definitions = new Map<string, boolean | null>();

  constructor(
    private readonly program: ProgramScope,
    /** Told of each package's port that the statements call. */
    private readonly calls: (port: OutputPortCode) => void,
  ) {}

  statement(each: Statement): boolean {
    switch (each.kind) {
      case 'sequence':
        return each.statements.every((inner) => this.statement(inner));
      case 'assign':
      case 'copy':
        return this.#leaf(each) && this.#expression(each.value);
      case 'step':
      case 'undef':
      case 'link':
        return this.#leaf(each);
      case 'null':
      case 'exit':
      case 'install':
      case 'link-out':
        return true;
      case 'throw':
        return each.value === null || this.#expression(each.value);
      case 'if':
        return (
          each.branches.every(({ condition, body }) => this.#expression(condition) && this.statement(body)) &&
          (each.otherwise === null || this.statement(each.otherwise))
        );
      case 'while':
        return this.#expression(each.condition) && this.statement(each.body);
      case 'for':
        return (
          this.#expression(each.condition) &&
          [each.init, each.step, each.body].every((inner) => this.statement(inner))
        );
      case 'for-in':
      case 'foreach':
        return this.#leaf(each) && this.statement(each.body);
      case 'solicit':
      case 'notify':
        return (
          this.#immediate(each.port, each.operation, each.kind === 'solicit') &&
          (each.value === null || this.#expression(each.value)) &&
          (each.kind === 'notify' || each.response === null || this.#path(each.response.steps))
        );
      case 'define-call':
        return this.#definition(each.name);
      default:
        return false;
    }
  }

  #definition(name: string): boolean {
    const known = this.#definitions.get(name);
    if (known !== undefined) return known === true;
    const body = this.program.bodies.get(name);
    if (body === undefined) return false;
    this.#definitions.set(name, null);
    const straight = this.statement(body);
    this.#definitions.set(name, straight);
    return straight;
  }

  #immediate(name: string, operation: string, solicits: boolean): boolean {
    const port = this.program.ports.get(name);
    const found = port?.operations.get(operation);
    if (port === undefined || found?.native?.run === undefined || found.requestResponse !== solicits)
      return false;
    this.calls(port);
    return true;
  }

  /** The expressions in the paths of a statement. */
  #leaf(each: Statement): boolean {
    switch (each.kind) {
      case 'assign':
      case 'copy':
      case 'step':
      case 'undef':
        return this.#path(each.path.steps);
      case 'link':
        return this.#path(each.path.steps) && this.#path(each.target.steps);
      case 'for-in':
        return this.#path(each.element.steps) && this.#path(each.vector.steps);
      case 'foreach':
        return this.#path(each.name.steps) && this.#path(each.tree.steps);
      default:
        return false;
    }
  }

  #path(steps: Extract<Expression, { kind: 'variable' }>['path']['steps']): boolean {
    return steps.every(
      ({ name, index }) =>
        (typeof name === 'string' || this.#expression(name)) && (index === null || this.#expression(index)),
    );
  }

  #expression(root: Expression): boolean {
    let straight = true;
    walkExpression(root, {
      expression: (each) => {
        if (each.kind === 'call') straight &&= this.#immediate(each.port, each.operation, true);
      },
    });
    return straight;
  }
}
