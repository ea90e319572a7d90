import { getExpressionAst, parse } from '@cdktf/hcl2json';
import { expressionOf, type Expression, type Node, type Value } from './expression';
import { partsOf } from './template';

/** What a file says: blocks and arguments as JSON, with `${…}` for expressions, and those expressions by their text. */
export interface Hcl {
  readonly body: Readonly<Record<string, Value>>;
  readonly expressions: ReadonlyMap<string, Expression>;
}

/** Reads a file of Terraform's language with HashiCorp's own parser. Rejects where that finds the text malformed. */
export async function readHcl(name: string, text: string): Promise<Hcl> {
  const body = (await parse(name, text)) as Readonly<Record<string, Value>>;
  const texts = [...new Set(expressionsIn(body))];
  // One call for all: each call costs more than what is in it.
  const source = `[${texts.map((each) => `\n${each}\n`).join(',')}]`;
  const tree = texts.length === 0 ? null : ((await getExpressionAst(name, source)) as unknown as Node);
  const bytes = Buffer.from(source, 'utf8');
  const expressions = texts.map((each, i) => [each, expressionOf(tree!.children[i]!, bytes)] as const);
  return { body, expressions: new Map(expressions) };
}

/** The texts of all expressions in a value. */
export function expressionsIn(value: Value): string[] {
  if (typeof value === 'string')
    return partsOf(value).flatMap((part) => ('expression' in part ? [part.expression] : []));
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, each]) => [...expressionsIn(name), ...expressionsIn(each)]);
}
