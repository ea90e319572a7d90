import type { BasicName, Expression, Literal, Path, Span } from '../language';

/** What the text of an expression says of its value, whatever the variables hold. */
export interface Shape {
  /** The type of the basic value; null when only a run shows it. */
  readonly basic: BasicName | null;
  readonly fields: ReadonlyMap<string, { readonly shape: Shape; readonly span: Span }>;
  /** Whether no other fields can be there. */
  readonly closed: boolean;
}

const none: Shape['fields'] = new Map();
const flat = (basic: BasicName | null): Shape => ({ basic, fields: none, closed: true });
const unknown: Shape = { basic: null, fields: none, closed: false };

/** The shape of what is sent; without an expression that is nothing. */
export function shapeOf(expression: Expression | null): Shape {
  if (expression === null) return flat('void');
  switch (expression.kind) {
    case 'literal':
      return flat(expression.literal.type satisfies Literal['type']);
    case 'tree':
      return treeShape(expression);
    case 'and':
    case 'or':
    case 'not':
    case 'compare':
    case 'instanceof':
    case 'is':
      return flat('bool');
    case 'size':
      return flat('int');
    case 'cast':
      return flat(expression.to);
    case 'fresh':
      return flat('string');
    case 'sum':
      // A string makes a text of all that is added to it.
      return flat(expression.terms.some(({ value }) => shapeOf(value).basic === 'string') ? 'string' : null);
    case 'product':
    case 'increment':
      return flat(null);
    default:
      return unknown;
  }
}

function treeShape({ root, operations }: Extract<Expression, { kind: 'tree' }>): Shape {
  const fields = new Map<string, { shape: Shape; span: Span }>();
  let closed = true;
  for (const operation of operations) {
    const { path } = operation;
    const name = fieldName(path);
    if (name === null) {
      closed = false;
      continue;
    }
    const shape =
      path.steps.length > 1 || fields.has(name) || operation.kind === 'link'
        ? unknown
        : operation.kind === 'assign'
          ? flat(shapeOf(operation.value).basic)
          : shapeOf(operation.value);
    fields.set(name, { shape, span: path.span });
  }
  return { basic: shapeOf(root).basic, fields, closed };
}

/** The field that a path in a tree leads into; null when it is computed. */
function fieldName({ root, steps }: Path): string | null {
  const name = root === 'variable' ? steps[0]?.name : null;
  return typeof name === 'string' ? name : null;
}
