import type { BasicName, Cardinality, Field, Refinement, TypeNode } from './ast';
import type { Token } from './scanner';
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
  return s.nested('types', () => {
    const { token } = s;
    const left = parseOneType(s);
    if (!s.accept('|')) return left;
    const right = parseType(s);
    return { kind: 'choice', left, right, span: s.since(token) };
  });
}

function parseOneType(s: TokenStream): TypeNode {
  const { token } = s;
  if (s.is('{'))
    return { kind: 'tree', base: 'void', refinements: [], ...parseFields(s), span: s.since(token) };
  const name = s.expectName('a type').text;
  if (!basicNames.has(name)) return { kind: 'named', name, span: token };
  const refinements = s.is('(') && name !== 'void' && name !== 'any' ? parseRefinements(s, name) : [];
  const { fields, open } = s.is('{') ? parseFields(s) : { fields: [], open: false };
  return { kind: 'tree', base: name as BasicName, refinements, fields, open, span: s.since(token) };
}

/** fields = "{" ( "?" | { [ "." ] ( name | string ) [ cardinality ] [ ":" type | fields ] } ) "}" */
function parseFields(s: TokenStream): { fields: Field[]; open: boolean } {
  s.expect('{', 'to begin the fields');
  const fields: Field[] = [];
  const open = s.accept('?');
  while (!open && !s.is('}')) {
    const { token } = s;
    if (s.is('.')) {
      if (!s.token.afterNewline && fields.length > 0) {
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
      ? parseType(s)
      : s.is('{')
        ? s.nested('types', () => parseOneType(s))
        : { kind: 'tree', base: 'void', refinements: [], fields: [], open: false, span: s.token };
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
    refinements.push(parseRefinement(s, kind));
    s.expect(')', `to close ${kind}`);
  }
  s.next();
  return refinements;
}

function parseRefinement(s: TokenStream, kind: string): Refinement {
  if (kind === 'regex') {
    if (s.token.kind !== 'string') s.stop('expected a pattern as a string');
    return { kind, pattern: s.next().text };
  }
  if (kind === 'enum') return { kind, values: parseList(s, ['string']).map(({ text }) => text) };
  if (kind === 'length') {
    const [least, most] = pair(s);
    return { kind, least: Number(least), most: Number(most) };
  }
  const ranges: [number | bigint, number | bigint][] = [];
  do ranges.push(pair(s));
  while (s.accept(','));
  return { kind: 'ranges', ranges };
}

/** "[" value { "," value } "]", where `*` stands for the end of the range */
function parseList(s: TokenStream, kinds: readonly string[]): Token[] {
  s.expect('[', 'to begin the list');
  const values: Token[] = [];
  do {
    if (!kinds.includes(s.token.kind) && !(kinds.includes('int') && s.is('*')))
      s.stop(`expected ${kinds.join(' or ')}`);
    values.push(s.next());
  } while (s.accept(','));
  s.expect(']', 'to close the list');
  return values;
}

function pair(s: TokenStream): [number | bigint, number | bigint] {
  const values = parseList(s, ['int', 'long', 'double']);
  if (values.length !== 2) s.stop('expected two bounds');
  const [least, most] = values.map((token, i) =>
    token.kind === 'symbol'
      ? i === 0
        ? -Infinity
        : Infinity
      : token.kind === 'long'
        ? BigInt(token.text)
        : Number(token.text),
  );
  return [least!, most!];
}
