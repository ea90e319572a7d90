/** A value of Terraform's language; what is known only after an apply is a string like `${google_pubsub_topic.this.id}`. */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [name: string]: Value };

/** An expression of Terraform's language, as far as the checks look into it. */
export type Expression = { readonly text: string } & (
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'template' | 'list' | 'other'; readonly items: readonly Expression[] }
  | { readonly kind: 'reference'; readonly path: readonly string[] }
  | { readonly kind: 'get'; readonly of: Expression; readonly path: readonly string[] }
  | { readonly kind: 'index'; readonly of: Expression; readonly key: Expression }
  | { readonly kind: 'object'; readonly items: readonly (readonly [Expression, Expression])[] }
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly items: readonly Expression[];
      /** Whether the last argument is a list of the remaining ones. */
      readonly spread: boolean;
    }
  | {
      readonly kind: 'if';
      readonly condition: Expression;
      readonly yes: Expression;
      readonly no: Expression;
    }
  | { readonly kind: 'operation'; readonly operator: string; readonly items: readonly Expression[] }
  | {
      readonly kind: 'for';
      readonly keyName: string;
      readonly valueName: string;
      readonly of: Expression;
      /** Null when it makes a list. */
      readonly key: Expression | null;
      readonly value: Expression;
      readonly condition: Expression | null;
    }
);

/** A node of the parser's tree; its library types say less than it gives. */
export interface Node {
  readonly type: string;
  readonly meta?: Readonly<Record<string, unknown>>;
  readonly children: readonly Node[];
  readonly range: { readonly start: { readonly byte: number }; readonly end: { readonly byte: number } };
}

const segmentsOf = (node: Node): string[] => {
  const traversal = (node.meta?.['traversal'] ?? []) as readonly { segment: string }[];
  return traversal.map(({ segment }) => segment.replace(/^"(.*)"$/, '$1'));
};

const literalOf = (type: unknown, value: string) => {
  if (type === 'number') return Number(value);
  if (type === 'bool') return value === 'true';
  return type === 'string' ? value : null;
};

/** Reads the parser's tree. `source` is the text it was made of, in which names of objects' items are found. */
export function expressionOf(node: Node, source: Buffer): Expression {
  const meta = node.meta ?? {};
  const of = (child: Node): Expression => expressionOf(child, source);
  const text = String(meta['value'] ?? '');
  const items = () => node.children.map(of);
  const [first, second, third] = node.children;
  switch (node.type) {
    case 'literalValue':
      return { kind: 'literal', text, value: literalOf(meta['type'], text) };
    case 'template':
      return { kind: 'template', text, items: items() };
    case 'tuple':
      return { kind: 'list', text, items: items() };
    case 'scopeTraversal':
      return { kind: 'reference', text, path: segmentsOf(node) };
    case 'relativeTraversal':
      return { kind: 'get', text, of: of(first!), path: segmentsOf(node) };
    case 'index':
      return { kind: 'index', text, of: of(first!), key: of(second!) };
    case 'function': {
      const spread = meta['expandedFinalArgument'] === true;
      return { kind: 'call', text, name: String(meta['name']), items: items(), spread };
    }
    case 'conditional':
      return { kind: 'if', text, condition: of(first!), yes: of(second!), no: of(third!) };
    case 'unaryOp':
    case 'binaryOp':
      return { kind: 'operation', text, operator: String(meta['operator']), items: items() };
    case 'object':
      return { kind: 'object', text, items: pairsOf(node, source) };
    case 'for':
      return forOf(node, text, source);
    case 'splat':
      return { kind: 'other', text, items: [of(first!)] };
    default:
      return node.children.length === 1 ? of(first!) : { kind: 'other', text, items: items() };
  }
}

/** Names and values by turns; a name without quotes and parentheses is no expression, and stands in the text. */
function pairsOf({ children }: Node, source: Buffer): [Expression, Expression][] {
  const pairs: [Expression, Expression][] = [];
  for (let i = 0; i + 1 < children.length; i += 2) {
    const [key, value] = [children[i]!, children[i + 1]!];
    const name = source.subarray(key.range.start.byte, key.range.end.byte).toString('utf8');
    const plain: Expression = { kind: 'literal', text: name, value: name };
    const isPlain = key.children.length === 0;
    pairs.push([isPlain ? plain : expressionOf(key.children[0]!, source), expressionOf(value, source)]);
  }
  return pairs;
}

function forOf({ meta = {}, children }: Node, text: string, source: Buffer): Expression {
  const parts = children.map((child) => expressionOf(child, source));
  const has = (name: string) => typeof meta[name] === 'string' && meta[name] !== '';
  const of = parts.shift()!;
  const key = has('keyExpression') ? parts.shift()! : null;
  const [value, condition = null] = parts;
  const [keyName, valueName] = [String(meta['keyVar'] ?? ''), String(meta['valVar'] ?? '')];
  return { kind: 'for', text, keyName, valueName, of, key, value: value!, condition };
}
