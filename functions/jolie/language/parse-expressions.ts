import type { CompareOperator, Expression, Path, PathStep } from './ast';
import type { MessageNote, Names, Receiver } from './notes';
import { parseType } from './parse-types';
import type { Token } from './scanner';
import type { TokenStream } from './token-stream';

const comparisons: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>=']);
const casts: ReadonlySet<string> = new Set(['int', 'long', 'double', 'bool', 'string']);

/** expression = and-condition { "||" and-condition } */
export function parseExpression(s: TokenStream): Expression {
  s.enter(s.expressions);
  const expression = parseList(s, 'or', '||', parseAnd);
  s.leave(s.expressions);
  return expression;
}

/** and-condition = condition { "&&" condition } */
const parseAnd = (s: TokenStream): Expression => parseList(s, 'and', '&&', parseCondition);

function parseList(
  s: TokenStream,
  kind: 'or' | 'and',
  symbol: string,
  parse: (s: TokenStream) => Expression,
): Expression {
  const { token } = s;
  const first = parse(s);
  if (!s.is(symbol)) return first;
  const operands = [first];
  while (s.accept(symbol)) operands.push(parse(s));
  return { kind, operands, span: s.since(token) };
}

/** condition = sum [ ( "==" | "!=" | "<" | "<=" | ">" | ">=" ) sum | "instanceof" type ] */
function parseCondition(s: TokenStream): Expression {
  const { token } = s;
  const left = parseSum(s);
  if (s.token.kind === 'symbol' && comparisons.has(s.token.text)) {
    const operator = s.next().text as CompareOperator;
    const right = parseSum(s);
    return { kind: 'compare', operator, left, right, span: s.since(token) };
  }
  if (s.isWord('instanceof')) {
    s.next();
    const type = parseType(s);
    return { kind: 'instanceof', value: left, type, span: s.since(token) };
  }
  return left;
}

/** sum = product { ( "+" | "-" ) product | negative-number … }: `x -1` is a subtraction */
export function parseSum(s: TokenStream): Expression {
  const { token } = s;
  const first = parseProduct(s);
  let sign = parseSign(s);
  if (sign === null) return first;
  const terms = [{ minus: false, value: first }];
  for (; sign !== null; sign = parseSign(s)) terms.push({ minus: sign === '-', value: parseProduct(s) });
  return { kind: 'sum', terms, span: s.since(token) };
}

/** What stands before a further term, a number's own minus left to it; null: there is none. */
function parseSign(s: TokenStream): '+' | '-' | null {
  const { kind, text } = s.token;
  if (kind === 'symbol') return s.accept('+') ? '+' : s.accept('-') ? '-' : null;
  if (kind !== 'int' && kind !== 'long' && kind !== 'double') return null;
  return text.startsWith('-') ? '+' : s.stop('expected an operator between two operands');
}

/** product = factor { ( "*" | "/" | "%" ) factor } */
function parseProduct(s: TokenStream): Expression {
  const { token } = s;
  const first = parseFactor(s);
  if (!multiplies(s)) return first;
  const rest: { operator: '*' | '/' | '%'; value: Expression }[] = [];
  while (multiplies(s)) {
    const operator = s.next().text as '*' | '/' | '%';
    rest.push({ operator, value: parseFactor(s) });
  }
  return { kind: 'product', first, rest, span: s.since(token) };
}

const multiplies = (s: TokenStream): boolean => s.is('*') || s.is('/') || s.is('%');

/** An operand, or the tree that follows it: it binds to the nearest one. */
const withTree = (s: TokenStream, operand: Expression, token: Token): Expression =>
  s.is('{') ? parseTree(s, operand, token) : operand;

/**
 * factor = operand [ inline-tree ],
 * operand = literal | path [ "++" | "--" | "=" expression ] | op@Port( … ) | "new" | prefix and bracketed forms
 */
function parseFactor(s: TokenStream): Expression {
  s.resolveConstant();
  const { token } = s;
  if (s.insideInstall && s.accept('^')) {
    return { kind: 'frozen', path: parsePath(s), span: s.since(token) };
  }
  const literal = parseLiteral(s, token);
  if (literal !== null) return withTree(s, literal, token);
  if (token.kind === 'id' || s.is('.')) return parsePathOperand(s, token);
  if (token.kind === 'keyword') return withTree(s, parseKeywordOperand(s, token), token);
  if (s.accept('!')) {
    s.enter(s.expressions);
    const operand = parseFactor(s);
    s.leave(s.expressions);
    return withTree(s, { kind: 'not', operand, span: s.since(token) }, token);
  }
  if (s.accept('(')) {
    const inner = parseExpression(s);
    s.expect(')', 'to close the parenthesis');
    return withTree(s, inner, token);
  }
  if (s.accept('#'))
    return withTree(s, { kind: 'size', path: parsePath(s, true), span: s.since(token) }, token);
  if (s.is('++') || s.is('--')) {
    const by = s.next().text === '++' ? 1 : -1;
    const path = parsePath(s);
    s.notes?.gives(path, null);
    return withTree(s, { kind: 'increment', path, by, prefix: true, span: s.since(token) }, token);
  }
  if (s.is('{')) return parseTree(s, { kind: 'literal', literal: { type: 'void' }, span: token }, token);
  return s.stop(
    'expected an expression',
    s.is('-') ? 'Jolie has no negation of a variable: write 0 - x' : undefined,
  );
}

function parsePathOperand(s: TokenStream, token: Token): Expression {
  if (!s.is('.') && s.following.kind === 'symbol' && s.following.text === '@') {
    const { operation, port } = parseCalled(s);
    const argument = parseArgument(s, { operation, port: port.text, part: 'request' });
    return { kind: 'call', operation, port: port.text, argument, span: s.since(token) };
  }
  const path = parsePath(s);
  if (isNew(path)) return { kind: 'fresh', span: path.span };
  if (s.is('++') || s.is('--')) {
    const by = s.next().text === '++' ? 1 : -1;
    s.notes?.gives(path, null);
    return withTree(s, { kind: 'increment', path, by, prefix: false, span: s.since(token) }, token);
  }
  if (s.accept('=')) {
    const value = parseExpression(s);
    s.notes?.gives(path, { kind: 'value', value });
    return withTree(s, { kind: 'assignment', path, value, span: s.since(token) }, token);
  }
  return withTree(s, { kind: 'variable', path, span: path.span }, token);
}

/** operation "@" port */
export function parseCalled(s: TokenStream): { readonly operation: string; readonly port: Token } {
  const operation = s.next();
  s.notes?.name(operation, { kind: 'call', port: null });
  s.next();
  const port = s.expectName('an output port');
  s.notes?.name(operation, { kind: 'call', port: port.text });
  s.notes?.name(port, { kind: 'output-port', declares: false, operation: operation.text });
  return { operation: operation.text, port };
}

const isNew = ({ root, steps }: Path) =>
  root === 'variable' && steps.length === 1 && steps[0]!.name === 'new' && steps[0]!.index === null;

/** A number or a string, or the constant that an identifier stands for. */
export function parseLiteral(s: TokenStream, token: Token): Expression | null {
  const { text } = token;
  switch (token.kind) {
    case 'string':
      s.next();
      return { kind: 'literal', literal: { type: 'string', value: text }, span: token };
    case 'int': {
      const value = Number(text);
      s.next();
      if (value !== (value | 0))
        return outOfRange(s, token, 'an int holds −2147483648 to 2147483647: write an L after it for a long');
      return { kind: 'literal', literal: { type: 'int', value }, span: token };
    }
    case 'long': {
      const value = BigInt(text);
      s.next();
      if (value !== BigInt.asIntN(64, value)) return outOfRange(s, token, 'a long holds 64 bits');
      return { kind: 'literal', literal: { type: 'long', value }, span: token };
    }
    case 'double':
      s.next();
      return { kind: 'literal', literal: { type: 'double', value: Number(text) }, span: token };
    case 'keyword':
      if (text !== 'true' && text !== 'false') return null;
      s.next();
      return { kind: 'literal', literal: { type: 'bool', value: text === 'true' }, span: token };
    default:
      return null;
  }
}

function outOfRange(s: TokenStream, token: Token, hint: string): Expression {
  s.findings.report('bad-number', token, `${token.text} is out of range`, { hint });
  return { kind: 'literal', literal: { type: 'int', value: 0 }, span: token };
}

/** "is_int" "(" path ")" and its like | cast "(" expression ")" | "if" "(" expression ")" expression "else" expression */
function parseKeywordOperand(s: TokenStream, token: Token): Expression {
  const { text } = token;
  if (text.startsWith('is_')) {
    s.next();
    s.expect('(', `after ${text}`);
    const path = parsePath(s);
    s.expect(')', `to close ${text}`);
    type Test = Extract<Expression, { kind: 'is' }>['test'];
    return { kind: 'is', test: text.slice(3) as Test, path, span: s.since(token) };
  }
  if (casts.has(text)) {
    s.next();
    s.expect('(', `after ${text}`);
    const value = parseExpression(s);
    s.expect(')', `to close ${text}`);
    return {
      kind: 'cast',
      to: text as Extract<Expression, { kind: 'cast' }>['to'],
      value,
      span: s.since(token),
    };
  }
  if (text === 'if') {
    s.next();
    s.expect('(', 'after if');
    const condition = parseExpression(s);
    s.expect(')', 'to close the condition');
    const then = parseExpression(s);
    if (!s.isWord('else')) s.stop('expected else: an if-expression has both branches');
    s.next();
    const otherwise = parseExpression(s);
    return { kind: 'conditional', condition, then, otherwise, span: s.since(token) };
  }
  return s.stop('expected an expression');
}

/** inline-tree = "{" { [ "." ] path ( "=" expression | "<<" expression | "->" path ) [ "," | ";" ] } "}" */
function parseTree(s: TokenStream, root: Expression, first: Token): Expression {
  s.expect('{', 'to begin a tree');
  const { operations } = s;
  const from = operations.count;
  while (!s.is('}')) {
    s.accept('.');
    const path = parsePlainPath(s, true, s.receiver);
    if (s.accept('=')) operations.add({ kind: 'assign', path, value: parseField(s, path) });
    else if (s.accept('<<')) operations.add({ kind: 'copy', path, value: parseField(s, path) });
    else if (s.accept('->')) operations.add({ kind: 'link', path, target: parsePath(s) });
    else s.stop('expected =, << or -> in a tree', 'if a block was meant, put a ; before its {');
    if (!s.accept(',')) s.accept(';');
  }
  s.next();
  return { kind: 'tree', root, operations: operations.takeSince(from), span: s.since(first) };
}

/** The expression that a field of a tree gets. */
function parseField(s: TokenStream, { steps }: Path): Expression {
  const { receiver } = s;
  if (s.notes !== null) s.receiver = { of: receiver.of, names: [...receiver.names, ...namesOf(steps)] };
  const value = parseExpression(s);
  s.receiver = receiver;
  return value;
}

/** path = [ with-prefix "." ] plain-path */
export function parsePath(s: TokenStream, mayBeGlobal = s.insideArgument): Path {
  if (!s.is('.')) return parsePlainPath(s, mayBeGlobal);
  const { token } = s;
  const prefix = s.prefixes.at(-1);
  if (prefix === undefined)
    return s.stop('expected a variable: a path that begins with a dot stands in a with block');
  s.next();
  const steps = parseSteps(s, prefix.root, s.notes === null ? [] : namesOf(prefix.steps));
  return { root: prefix.root, steps: [...prefix.steps, ...steps], span: s.since(token) };
}

/** plain-path = ( "global" | "csets" | name [ index ] ) { "." step } */
function parsePlainPath(s: TokenStream, mayBeGlobal: boolean, receiver: Receiver | null = null): Path {
  const { token } = s;
  if (!s.isName) s.stop('expected a variable');
  if (token.text === 'global') {
    s.next();
    const steps = s.accept('.') ? parseSteps(s, 'global', []) : [];
    if (steps.length === 0 && !mayBeGlobal)
      s.findings.report('syntax', s.since(token), 'global is followed by a variable: global.NAME');
    if (steps.length > 0 && isDynamicName(steps[0]!) && !s.insideArgument)
      s.findings.report('syntax', s.since(token), 'a dynamic name cannot stand right after global');
    return { root: 'global', steps, span: s.since(token) };
  }
  const steps = parseSteps(s, token.text === 'csets' ? 'csets' : 'variable', [], receiver);
  return token.text === 'csets'
    ? { root: 'csets', steps: steps.slice(1), span: s.since(token) }
    : { root: 'variable', steps, span: s.since(token) };
}

/** Whether a step's name shows only in a run: a text in parentheses is a name as it stands. */
export const isDynamicName = ({ name }: PathStep): boolean =>
  typeof name !== 'string' && !(name.kind === 'literal' && name.literal.type === 'string');

/** Steps of a path whose names are noted; beyond, a path of thousands would cost their square. */
const notedSteps = 64;

/** step { "." step }, step = ( name | "(" sum ")" ) [ "[" sum "]" ] */
function parseSteps(
  s: TokenStream,
  root: Path['root'],
  above: Names,
  receiver: Receiver | null = null,
): PathStep[] {
  const { steps } = s;
  const from = steps.count;
  do {
    let name: string | Expression;
    if (s.isName) {
      const token = s.next();
      name = token.text;
      if (s.notes !== null && above.length + steps.count - from < notedSteps) {
        const names = [...above, ...namesOf(steps.since(from)), name];
        s.notes.name(
          token,
          receiver === null
            ? { kind: 'path', root, names }
            : { kind: 'tree-field', receiver: { of: receiver.of, names: [...receiver.names, ...names] } },
        );
      }
    } else if (s.accept('(')) {
      name = parseInner(s);
      s.expect(')', 'to close the dynamic name');
    } else return s.stop('expected the name of a child after the dot');
    let index: Expression | null = null;
    if (s.accept('[')) {
      index = parseInner(s);
      s.expect(']', 'to close the index');
    }
    steps.add({ name, index });
  } while (s.accept('.'));
  return steps.takeSince(from);
}

/** A sum inside a path. */
function parseInner(s: TokenStream): Expression {
  s.enter(s.expressions);
  const sum = parseSum(s);
  s.leave(s.expressions);
  return sum;
}

/** The names of steps: a text in parentheses is one too. */
const namesOf = (steps: readonly PathStep[]): Names =>
  steps.map(({ name }) =>
    typeof name === 'string'
      ? name
      : name.kind === 'literal' && name.literal.type === 'string'
        ? name.literal.value
        : null,
  );

/** "(" [ expression ] ")": what is sent as a message */
export function parseArgument(s: TokenStream, message: MessageNote): Expression | null {
  s.expect('(', 'with what is sent');
  const value = s.is(')') ? null : parseSent(s, message);
  if (value !== null) s.notes?.sends(value, message);
  s.expect(')', 'to close what is sent');
  return value;
}

function parseSent(s: TokenStream, message: MessageNote): Expression {
  const { insideArgument, receiver } = s;
  s.insideArgument = true;
  if (s.notes !== null) s.receiver = { of: message, names: [] };
  const value = parseExpression(s);
  s.insideArgument = insideArgument;
  s.receiver = receiver;
  return value;
}
