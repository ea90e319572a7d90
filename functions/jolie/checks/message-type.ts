import { walk } from '../language';
import { nearest, type Expression, type Span, type TypeNode } from '../language';
import type { DeclaredTypes, OperationType } from '../run/service-code';
import { bodiesOf, type CheckContext, type CheckedService, type Finding } from './context';
import { shapeOf, type Shape } from './message-shape';

/** Why a message does not fit, and where in the text. */
interface Mismatch {
  readonly span: Span;
  readonly message: string;
  readonly hint?: string;
}

/**
 * Messages whose text alone shows that they do not fit the type of their operation: each would be a `TypeMismatch`.
 * What only a run shows is left to it.
 */
export function* messageType(context: CheckContext): Iterable<Finding> {
  for (const service of context.services) {
    const found: Finding[] = [];
    const compare = (
      what: 'request' | 'response',
      operation: OperationType | undefined,
      value: Expression | null,
      span: Span,
    ) => {
      const declared = operation?.declared ?? null;
      const type = declared === null ? null : declared.operation[what];
      if (declared === null || type === null) return;
      const place = value?.span ?? span;
      const wrong = new Fitting(`the ${what} of ${operation!.name}`).compare(
        shapeOf(value),
        type,
        declared.types,
        place,
      );
      if (wrong !== null) found.push({ code: 'message-type', ...wrong });
    };
    const { outputPorts } = service.code;
    for (const body of bodiesOf(service)) {
      walk(body, {
        statement: (each) => {
          if (each.kind === 'notify' || each.kind === 'solicit')
            compare(
              'request',
              outputPorts.get(each.port)?.operations.get(each.operation),
              each.value,
              each.portSpan,
            );
        },
        expression: (each) => {
          if (each.kind === 'call')
            compare(
              'request',
              outputPorts.get(each.port)?.operations.get(each.operation),
              each.argument,
              each.span,
            );
        },
        input: (each) => {
          if (each.kind === 'request-response' && each.response !== null)
            compare('response', offered(service, each.operation), each.response, each.span);
        },
      });
    }
    yield* found;
  }
}

/** Whether a service whose parameter has this type can be started without one. */
export const mayBeNothing = (type: TypeNode, types: DeclaredTypes): boolean =>
  new Fitting('the parameter').compare(shapeOf(null), type, types, type.span) === null;

/** The operation that an input of a service takes. */
const offered = ({ code }: CheckedService, name: string): OperationType | undefined =>
  code.inputPorts.map(({ operations }) => operations.get(name)?.type).find((each) => each !== undefined);

/** Comparisons of one message: choices of choices could make very many. */
const most = 1_000;

class Fitting {
  #steps = 0;

  constructor(private readonly what: string) {}

  /** What is surely wrong with a shape; null when it may fit. */
  compare(shape: Shape, type: TypeNode, types: DeclaredTypes, span: Span, path = ''): Mismatch | null {
    if (this.#steps++ > most) return null;
    if (type.kind === 'named') {
      const symbol = this.#steps > most ? undefined : types.named(type.name);
      return symbol === undefined ? null : this.compare(shape, symbol.node, symbol.compiler, span, path);
    }
    if (type.kind === 'choice') {
      const left = this.compare(shape, type.left, types, span, path);
      return left === null ? null : this.compare(shape, type.right, types, span, path);
    }
    const { base, fields, open } = type;
    const whole = path === '' ? this.what : `${path} in ${this.what}`;
    const fits =
      shape.basic === null ||
      base === 'any' ||
      shape.basic === base ||
      (shape.basic === 'int' && (base === 'long' || base === 'double'));
    if (!fits) return { span, message: `${whole} must be ${base}, but is ${shape.basic}` };
    const names = fields.map(({ name }) => name);
    for (const [name, field] of open ? [] : shape.fields) {
      if (names.includes(name)) continue;
      const near = nearest(name, names);
      return {
        span: field.span,
        message: `${whole} has no field ${name}`,
        ...(near === undefined ? {} : { hint: `did you mean ${near}?` }),
      };
    }
    for (const { name, cardinality, type: inner } of fields) {
      const field = shape.fields.get(name);
      if (field === undefined) {
        if (cardinality.least > 0 && shape.closed)
          return { span, message: `${whole} lacks the field ${name}` };
        continue;
      }
      const below = path === '' ? name : `${path}.${name}`;
      const wrong = this.compare(field.shape, inner, types, field.span, below);
      if (wrong !== null) return wrong;
    }
    return null;
  }
}
