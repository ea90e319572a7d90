import type { BasicName, Cardinality, Field, Refinement, TypeNode } from './ast';
import type { Span } from './span';
import type { TokenStream } from './token-stream';

const basicNames: ReadonlySet<string> = new Set([
  'bool',
  'int',
  'long',
  'double',
  'string',
  'raw',
  'void',
  'any',
]);

/** type = ( basic [ refinements ] [ fields ] | fields | name ) [ "|" type ] */
export function parseType(s: TokenStream): TypeNode {
  s.enter(s.types);
  const { token } = s;
  const left = parseOneType(s);
  const right = s.accept('|') ? parseType(s) : null;
  s.leave(s.types);
  return right === null ? left : { kind: 'choice', left, right, span: s.since(token) };
}

/** The type after the colon of a field: a tree has its basic type before it. */
function parseFieldType(s: TokenStream): TypeNode {
  if (s.is('{')) s.stop('expected a type', 'write name { … } or name: void { … }');
  return parseType(s);
}

/** The type of a message or a fault: a name, never a type written out. */
export function parseTypeName(s: TokenStream): TypeNode {
  const { token } = s;
  const name = s.expectName('the name of a type').text;
  s.notes?.name(token, { kind: 'type', declares: false });
  return basicNames.has(name) ? basicType(name as BasicName, token) : { kind: 'named', name, span: token };
}

const basicType = (base: BasicName, span: Span): TypeNode => treeType(base, none, noFields, span);

/** Every type that is a tree is made here, so that the host sees them as alike. */
const treeType = (
  base: BasicName,
  refinements: readonly Refinement[],
  { fields, open }: Fields,
  span: Span,
): TypeNode => ({ kind: 'tree', base, refinements, fields, open, span });

interface Fields {
  readonly fields: readonly Field[];
  readonly open: boolean;
}

const none: readonly Refinement[] = [];
const noFields: Fields = { fields: [], open: false };

/** Whether a name is the language's own, and none that a type can be given. */
export const isOwnType = (name: string): boolean => basicNames.has(name) || name === 'undefined';

function parseOneType(s: TokenStream): TypeNode {
  const { token } = s;
  if (s.is('{')) return treeType('void', none, parseFields(s), s.since(token));
  const name = s.expectName('a type').text;
  s.notes?.name(token, { kind: 'type', declares: false });
  if (!basicNames.has(name)) return { kind: 'named', name, span: token };
  const refinements = s.is('(') && name !== 'void' && name !== 'any' ? parseRefinements(s, name) : none;
  const fields = s.is('{') ? parseFields(s) : noFields;
  return treeType(name as BasicName, refinements, fields, s.since(token));
}

/** The type of a field that is written without a colon. */
function parseInner(s: TokenStream): TypeNode {
  s.enter(s.types);
  const type = parseOneType(s);
  s.leave(s.types);
  return type;
}

/** fields = "{" { "?" } { [ "." ] ( name | string ) [ cardinality ] [ ":" type | fields ] } "}" */
function parseFields(s: TokenStream): Fields {
  s.expect('{', 'to begin the fields');
  const fields: Field[] = [];
  const open = s.is('?');
  while (s.is('?')) s.next();
  while (!s.is('}')) {
    const { token } = s;
    if (s.is('.')) {
      if (!s.token.afterNewline) {
        s.stop(
          'expected the field on a line of its own',
          'a dot before a field is allowed only after a newline',
        );
      }
      s.next();
    }
    const name = s.token.kind === 'string' ? s.next().text : s.expectName('the name of a field').text;
    const cardinality = parseCardinality(s);
    const type: TypeNode = s.accept(':')
      ? parseFieldType(s)
      : s.is('{')
        ? parseInner(s)
        : basicType('void', s.token);
    const field: Field = { name, cardinality, type, span: s.since(token) };
    if (fields.some((other) => other.name === name)) {
      s.findings.report('duplicate', token, `the field ${name} stands twice in this type`);
    }
    fields.push(field);
  }
  s.expect('}', 'to close the fields');
  return { fields, open };
}

/** cardinality = [ "?" | "*" | "[" int "," ( int | "*" ) "]" ] */
function parseCardinality(s: TokenStream): Cardinality {
  if (s.accept('?')) return { least: 0, most: 1 };
  if (s.accept('*')) return { least: 0, most: Infinity };
  if (!s.accept('[')) return { least: 1, most: 1 };
  const least = parseCount(s, 0);
  s.expect(',', 'between the least and the most');
  const most = s.accept('*') ? Infinity : parseCount(s, 1);
  s.expect(']', 'to close the cardinality');
  return { least, most };
}

function parseCount(s: TokenStream, lowest: number): number {
  if (s.token.kind !== 'int' || Number(s.token.text) < lowest)
    s.stop(`expected a whole number of at least ${lowest}`);
  return Number(s.next().text);
}

/** refinements = "(" { ( "length" | "enum" | "ranges" | "regex" ) "(" … ")" } ")" */
function parseRefinements(s: TokenStream, base: string): Refinement[] {
  s.expect('(', 'to begin the refinement');
  const refinements: Refinement[] = [];
  while (!s.is(')')) {
    const kind = s.expectName('a refinement').text;
    const known = base === 'string' ? ['length', 'enum', 'regex'] : ['ranges'];
    if (base === 'bool' || base === 'raw' || !known.includes(kind)) {
      s.findings.report('syntax', s.token, `${base} has no refinement ${kind}`, {
        hint: base === 'bool' || base === 'raw' ? `${base} can't be refined` : `it has ${known.join(', ')}`,
      });
    }
    s.expect('(', `after ${kind}`);
    refinements.push(parseRefinement(s, kind, base));
    s.expect(')', `to close ${kind}`);
  }
  s.next();
  return refinements;
}

/** What a refinement compares its value with. */
type Bound = number | bigint;

function parseRefinement(s: TokenStream, kind: string, base: string): Refinement {
  if (kind === 'regex') {
    if (s.token.kind !== 'string') s.stop('expected a pattern as a string');
    return { kind, pattern: s.next().text };
  }
  if (kind === 'enum') return { kind, values: parseList(s, () => parseText(s)) };
  if (kind === 'length') {
    const [least, most] = pair(s, 'int');
    return { kind, least: Number(least), most: Number(most) };
  }
  const ranges: [Bound, Bound][] = [];
  while (!s.is(')')) {
    ranges.push(pair(s, base));
    if (!s.accept(',')) break;
  }
  return { kind: 'ranges', ranges };
}

/** "[" { value [ "," ] } "]" */
function parseList<T>(s: TokenStream, value: () => T): T[] {
  s.expect('[', 'to begin the list');
  const values: T[] = [];
  while (!s.is(']')) {
    values.push(value());
    s.accept(',');
  }
  if (values.length === 0) s.stop('expected at least one value');
  s.next();
  return values;
}

function parseText(s: TokenStream): string {
  if (s.token.kind !== 'string') s.stop('expected a string');
  // The official parser takes the quotes out of what is listed.
  return s.next().text.replaceAll('"', '');
}

/** bound = "*" | "-" "*" | a number of the base type: the greatest, the least, or itself */
function parseBound(s: TokenStream, base: string): Bound {
  if (s.accept('*')) return Infinity;
  if (s.accept('-')) {
    s.expect('*', 'after -');
    return -Infinity;
  }
  if (s.token.kind !== base) s.stop(`expected a constant of type ${base}`);
  const { text } = s.next();
  return base === 'long' ? BigInt(text) : Number(text);
}

function pair(s: TokenStream, base: string): [Bound, Bound] {
  const [least, most, ...more] = parseList(s, () => parseBound(s, base));
  if (most === undefined || more.length > 0) s.stop('expected two bounds');
  return [least!, most];
}
