import { habitOf, habitOfSymbol } from './habits';
import type { Expression, Handler, Input, InputBranch, Path, Statement } from './ast';
import { parseArgument, parseCalled, parseExpression, parsePath, parseSum } from './parse-expressions';
import type { Given } from './notes';
import type { Token } from './scanner';
import { SyntaxStop, type TokenStream } from './token-stream';

/** block = "{" process "}" */
export function parseBlock(s: TokenStream, where: string): Statement {
  const { line } = s.expect('{', where);
  s.enter(s.blocks);
  const body = parseRecovering(s);
  if (!s.is('}')) s.stop(`expected } to close the block that begins on line ${line}`);
  s.next();
  s.leave(s.blocks);
  return body;
}

/** The process of a block; after an error it goes on with the next statement, so that all errors are found in one pass. */
function parseRecovering(s: TokenStream): Statement {
  const { token } = s;
  const whole = [parseProcess(s, attempt)];
  while (!s.is('}') && !s.atEnd) {
    attempt(s, () =>
      s.stop(
        s.is(')') || s.is(']') ? 'expected a statement' : 'expected ; or a new line between two statements',
        habitOfSymbol(s.token.text) ?? habitOf(s.token.text),
      ),
    );
    s.accept(';');
    if (!s.is('}') && !s.atEnd) whole.push(parseProcess(s, attempt));
  }
  return whole.length === 1 ? whole[0]! : { kind: 'sequence', statements: whole, span: s.since(token) };
}

/** What is left of a statement that is wrong: nothing, and the parser goes on behind it. */
function attempt(s: TokenStream, parse: (s: TokenStream) => Statement): Statement {
  const { mark, token } = s;
  const { depth } = s.blocks;
  try {
    return parse(s);
  } catch (error) {
    if (!(error instanceof SyntaxStop) || s.findings.full) throw error;
    s.recover(mark, depth);
    return { kind: 'null', span: s.since(token) };
  }
}

type Attempt = typeof attempt;

/** In parentheses a wrong statement is an error of the whole. */
const strictly: Attempt = (s, parse) => parse(s);

/** process = sequence { "|" sequence } */
export function parseProcess(s: TokenStream, attempting: Attempt = strictly): Statement {
  const { token } = s;
  const first = parseSequence(s, attempting);
  if (!s.is('|')) return first;
  const statements = [first];
  while (s.accept('|')) statements.push(parseSequence(s, attempting));
  return { kind: 'parallel', statements, span: s.since(token) };
}

/** sequence = statement { ( ";" | newline ) statement } */
function parseSequence(s: TokenStream, attempting: Attempt): Statement {
  const { token } = s;
  const statements = [attempting(s, parseStatement)];
  for (;;) {
    if (s.is(';')) {
      const semicolon = s.next();
      if (s.is('}') || s.is(')') || s.is('|') || s.atEnd) {
        s.findings.report('trailing-semicolon', s.token, 'expected a statement after the semicolon', {
          hint: `a semicolon stands between two statements: remove the one on line ${semicolon.line}`,
        });
        break;
      }
      statements.push(attempting(s, parseStatement));
    } else if (s.token.afterNewline && beginsStatement(s)) {
      statements.push(attempting(s, parseStatement));
    } else break;
  }
  return statements.length === 1 ? statements[0]! : { kind: 'sequence', statements, span: s.since(token) };
}

const statementKeywords: ReadonlySet<string> = new Set(
  (
    'provide with undef synchronized spawn for foreach linkIn cH nullProcess exit while linkOut scope comp throw ' +
    'install if'
  ).split(' '),
);

const beginsStatement = (s: TokenStream): boolean =>
  s.token.kind === 'id' ||
  (s.token.kind === 'keyword' && statementKeywords.has(s.token.text)) ||
  s.is('[') ||
  s.is('{') ||
  s.is('(') ||
  s.is('++') ||
  s.is('--') ||
  (s.is('.') && s.prefixes.length > 0);

/** statement = one of the below */
export function parseStatement(s: TokenStream): Statement {
  const { token } = s;
  if (token.kind === 'keyword' && statementKeywords.has(token.text)) {
    s.enter(s.blocks);
    const statement = parseKeyword(s, token);
    s.leave(s.blocks);
    return statement;
  }
  if (token.kind === 'id') return parseNamed(s, token);
  if (s.is('.') && s.prefixes.length > 0) return parseChange(s, parsePath(s), token);
  if (s.is('{')) return parseBlock(s, 'to begin a block');
  if (s.accept('(')) {
    const inner = parseInner(s);
    s.expect(')', 'to close the process');
    return inner;
  }
  if (s.is('[')) return { kind: 'choice', branches: parseBranches(s), span: s.since(token) };
  if (s.is('++') || s.is('--')) {
    const by = s.next().text === '++' ? 1 : -1;
    const path = parsePath(s);
    s.notes?.gives(path, null);
    return { kind: 'step', path, by, span: s.since(token) };
  }
  return s.stop('expected a statement', habitOf(token.text));
}

/** A process inside a statement, in parentheses or in a handler. */
function parseInner(s: TokenStream): Statement {
  s.enter(s.blocks);
  const process = parseProcess(s);
  s.leave(s.blocks);
  return process;
}

/** What may follow a statement on its line; comparisons are left to what knows why they stand there, such as `for`. */
const endings: ReadonlySet<string> = new Set([
  ';',
  '|',
  ',',
  '}',
  ')',
  ']',
  '<',
  '>',
  '<=',
  '>=',
  '==',
  '!=',
]);

/** What follows the name of a variable that is changed. */
const changes: ReadonlySet<string> = new Set('[ . = += -= *= /= -> << <<- ++ --'.split(' '));

/** A statement that begins with a name: a change of a variable, an input, an output, `forward`, or the call of a definition. */
function parseNamed(s: TokenStream, token: Token): Statement {
  if (s.constants.has(token.text)) s.stop('a constant cannot be changed: expected a statement');
  const { following } = s;
  const symbol = following.kind === 'symbol' ? following.text : '';
  if (changes.has(symbol)) return parseChange(s, parsePath(s), token);
  if (token.text === 'forward' && (following.kind === 'id' || symbol === '(')) return parseForward(s, token);
  if (symbol === '(') return { kind: 'receive', input: parseInput(s), span: s.since(token) };
  if (symbol === '@') return parseOutput(s, token);
  s.next();
  s.notes?.name(token, { kind: 'definition', declares: false });
  const hint = habitOf(token.text);
  const goesOn =
    s.token.kind === 'symbol' ? !endings.has(s.token.text) : s.token.kind === 'id' || s.isLiteral;
  if (goesOn && !s.token.afterNewline)
    s.stop('expected ; or a new line between two statements', hint ?? habitOfSymbol(s.token.text));
  return { kind: 'define-call', name: token.text, span: token };
}

/** change = path ( "=" | "+=" | "-=" | "*=" | "/=" ) expression | path ( "++" | "--" ) | path "->" path | path ( "<<" | "<<-" ) expression */
function parseChange(s: TokenStream, path: Path, token: Token): Statement {
  const operator = s.token.kind === 'symbol' ? s.token.text : '';
  switch (operator) {
    case '=':
    case '+=':
    case '-=':
    case '*=':
    case '/=':
      s.next();
      return { kind: 'assign', operator, path, value: parseGiven(s, path), span: s.since(token) };
    case '++':
    case '--':
      s.next();
      s.notes?.gives(path, null);
      return { kind: 'step', path, by: operator === '++' ? 1 : -1, span: s.since(token) };
    case '->': {
      s.next();
      const target = parsePath(s);
      s.notes?.gives(path, asValue(target));
      return { kind: 'link', path, target, span: s.since(token) };
    }
    case '<<':
    case '<<-':
      s.next();
      return {
        kind: 'copy',
        path,
        value: parseGiven(s, path),
        links: operator === '<<-',
        span: s.since(token),
      };
    default:
      return s.stop('expected =, <<, ->, ++, -- or a combined assignment after the variable');
  }
}

/** The expression whose value a variable gets. */
function parseGiven(s: TokenStream, path: Path): Expression {
  const { receiver } = s;
  if (s.notes !== null) s.receiver = { of: path, names: [] };
  const value = parseExpression(s);
  s.receiver = receiver;
  s.notes?.gives(path, { kind: 'value', value });
  return value;
}

/** A variable gets what another one holds. */
const asValue = (path: Path): Given => ({
  kind: 'value',
  value: { kind: 'variable', path, span: path.span },
});

/** "forward" [ port ] "(" [ path ] ")" [ "(" [ path ] ")" ] */
function parseForward(s: TokenStream, token: Token): Statement {
  s.next();
  let port: string | null = null;
  if (!s.is('(')) {
    s.notes?.name(s.token, { kind: 'output-port', declares: false });
    port = s.expectIdentifier('an output port').text;
  }
  const request = parseParameter(s);
  const solicit = s.is('(');
  const response = solicit ? parseParameter(s) : null;
  return { kind: 'forward', port, request, response, solicit, span: s.since(token) };
}

/** output = operation "@" port "(" [ expression ] ")" [ "(" [ path ] ")" [ "[" handlers "]" ] ] */
function parseOutput(s: TokenStream, token: Token): Statement {
  const { operation, port: portToken } = parseCalled(s);
  const [port, portSpan] = [portToken.text, portToken];
  const value = parseArgument(s, { operation, port, part: 'request' });
  if (!s.is('(')) return { kind: 'notify', operation, port, portSpan, value, span: s.since(token) };
  const response = parseParameter(s);
  if (response !== null)
    s.notes?.gives(response, {
      kind: 'message',
      message: { operation, port, part: 'response' },
      of: value,
    });
  // A `[` may begin an input choice as well: handlers it are only when names and `=>` follow.
  const handlers = s.is('[') && beginsHandlers(s) ? parseBracketedHandlers(s) : [];
  const span = s.since(token);
  return { kind: 'solicit', operation, port, portSpan, value, response, handlers, span };
}

function beginsHandlers(s: TokenStream): boolean {
  const { mark } = s;
  s.next();
  let names = 0;
  while (s.isName) {
    s.next();
    names++;
  }
  const found = names > 0 && s.is('=>');
  s.backTo(mark);
  return found;
}

function parseBracketedHandlers(s: TokenStream): Handler[] {
  s.next();
  const handlers = parseHandlers(s);
  s.expect(']', 'to close the handlers');
  return handlers;
}

/** "(" [ path ] ")" */
function parseParameter(s: TokenStream): Path | null {
  s.expect('(', 'with a variable');
  const path = s.token.kind === 'id' || s.is('.') ? parsePath(s) : null;
  if (!s.is(')')) s.stop('expected ) to close the variable', 'an operation is called as NAME@PORT( … )');
  s.next();
  return path;
}

/** input = operation "(" [ path ] ")" [ "(" [ expression ] ")" [ block ] ] */
function parseInput(s: TokenStream): Input {
  const { token } = s;
  const operation = s.expectName('an operation').text;
  s.notes?.name(token, { kind: 'input' });
  const request = parseParameter(s);
  if (request !== null)
    s.notes?.gives(request, {
      kind: 'message',
      message: { operation, port: null, part: 'request' },
      of: null,
    });
  if (!s.is('(')) return { kind: 'one-way', operation, request, span: s.since(token) };
  const response = parseArgument(s, { operation, port: null, part: 'response' });
  const body = s.is('{') ? parseBlock(s, 'to begin the body') : null;
  return { kind: 'request-response', operation, request, response, body, span: s.since(token) };
}

/** choice = { "[" input "]" [ block ] } */
function parseBranches(s: TokenStream): InputBranch[] {
  const branches: InputBranch[] = [];
  while (s.accept('[')) {
    s.enter(s.blocks);
    const input = parseInput(s);
    s.leave(s.blocks);
    s.expect(']', 'to close the input');
    branches.push({ input, body: s.is('{') ? parseBlock(s, 'to begin the branch') : null });
  }
  if (branches.length === 0) s.stop('expected an input in brackets');
  return branches;
}

/** handlers = { fault | "this" } "=>" process { "," … } */
function parseHandlers(s: TokenStream): Handler[] {
  const outer = s.insideInstall;
  s.insideInstall = true;
  try {
    const handlers: Handler[] = [];
    do {
      const names: (string | null)[] = [];
      do
        names.push(
          s.isWord('this')
            ? (s.next(), null)
            : s.expectIdentifier('the name of a fault, default or this').text,
        );
      while (!s.is('=>') && s.isName);
      s.expect('=>', 'after the names of the faults');
      handlers.push({ names, body: parseInner(s) });
    } while (s.accept(','));
    return handlers;
  } finally {
    s.insideInstall = outer;
  }
}

function parseKeyword(s: TokenStream, token: Token): Statement {
  s.next();
  switch (token.text) {
    case 'if':
      return parseIf(s, token);
    case 'for':
      return parseFor(s, token);
    case 'spawn':
      return parseSpawn(s, token);
    case 'throw':
      return parseThrow(s, token);
    default:
      return parseSimpleKeyword(s, token);
  }
}

/** The statements that are a keyword, what stands in its parentheses, and a block or a statement behind it. */
function parseSimpleKeyword(s: TokenStream, token: Token): Statement {
  const span = () => s.since(token);
  const inParens = <T>(parse: () => T): T => {
    s.expect('(', `after ${token.text}`);
    const value = parse();
    s.expect(')', `to close ${token.text}`);
    return value;
  };
  const name = (what: string) => inParens(() => s.expectIdentifier(what).text);
  const constantName = (what: string) =>
    inParens(() => {
      s.resolveConstant();
      return s.expectIdentifier(what).text;
    });
  switch (token.text) {
    case 'provide': {
      const provide = parseBranches(s);
      if (!s.isWord('until')) s.stop('expected until');
      s.next();
      return { kind: 'provide', provide, until: parseBranches(s), span: span() };
    }
    case 'with': {
      s.prefixes.push(inParens(() => parsePath(s, true)));
      try {
        return parseBlock(s, 'after with');
      } finally {
        s.prefixes.pop();
      }
    }
    case 'undef':
      return { kind: 'undef', path: inParens(() => (s.resolveConstant(), parsePath(s))), span: span() };
    case 'synchronized':
      return {
        kind: 'synchronized',
        lock: name('the name of a lock'),
        body: parseBlock(s, 'after synchronized'),
        span: span(),
      };
    case 'foreach': {
      const [nameOf, tree] = inParens(() => {
        const first = parsePath(s);
        s.notes?.gives(first, null);
        s.expect(':', 'between the name and the tree');
        return [first, parsePath(s)] as const;
      });
      return { kind: 'foreach', name: nameOf, tree, body: parseStatement(s), span: span() };
    }
    case 'linkIn':
      return { kind: 'link-in', name: name('the name of a link'), span: span() };
    case 'linkOut':
      return { kind: 'link-out', name: name('the name of a link'), span: span() };
    case 'cH':
      return { kind: 'current-handler', span: span() };
    case 'nullProcess':
      return { kind: 'null', span: span() };
    case 'exit':
      return { kind: 'exit', span: span() };
    case 'while':
      return {
        kind: 'while',
        condition: inParens(() => parseExpression(s)),
        body: parseBlock(s, 'after while'),
        span: span(),
      };
    case 'scope':
      return {
        kind: 'scope',
        name: constantName('the name of the scope'),
        body: parseBlock(s, 'after scope'),
        span: span(),
      };
    case 'comp':
      return { kind: 'compensate', name: constantName('the name of a scope'), span: span() };
    default:
      return { kind: 'install', handlers: inParens(() => parseHandlers(s)), span: span() };
  }
}

/** "spawn" "(" path "over" sum ")" [ "in" path ] block */
function parseSpawn(s: TokenStream, token: Token): Statement {
  s.expect('(', 'after spawn');
  const index = parsePath(s);
  s.notes?.gives(index, null);
  if (!s.isWord('over')) s.stop('expected over');
  s.next();
  const count = parseSum(s);
  s.expect(')', 'to close spawn');
  const result = s.isWord('in') ? (s.next(), parsePath(s)) : null;
  return { kind: 'spawn', index, count, result, body: parseBlock(s, 'after spawn'), span: s.since(token) };
}

/** "for" "(" path "in" path ")" statement | "for" "(" process "," expression "," process ")" statement */
function parseFor(s: TokenStream, token: Token): Statement {
  s.expect('(', 'after for');
  const { mark } = s;
  const element = tryPath(s);
  if (element !== null && s.isWord('in')) {
    s.next();
    const vector = parsePath(s);
    s.notes?.gives(element, asValue(vector));
    if (vector.steps.at(-1)?.index != null) s.stop('expected an array without an index after in');
    s.expect(')', 'to close for');
    return { kind: 'for-in', element, vector, body: parseStatement(s), span: s.since(token) };
  }
  s.backTo(mark);
  const init = parseProcess(s);
  expectComma(s, 'after what for begins with');
  const condition = parseExpression(s);
  expectComma(s, 'after the condition');
  const step = parseProcess(s);
  s.expect(')', 'to close for');
  return { kind: 'for', init, condition, step, body: parseStatement(s), span: s.since(token) };
}

function expectComma(s: TokenStream, where: string): void {
  if (!s.is(',')) s.stop(`expected , ${where}`, 'the three parts of for are separated by commas');
  s.next();
}

/** A path made of names and indices, or null when something else stands there; reports nothing. */
function tryPath(s: TokenStream): Path | null {
  let words = s.mark;
  const { mark } = s;
  // Only `name.name[…] in` matters: look for the word before anything is parsed in earnest.
  let depth = 0;
  while (!s.atEnd && !(depth === 0 && (s.is(',') || s.is(')') || s.is('=') || s.isWord('in')))) {
    if (s.is('(') || s.is('[')) depth++;
    if (s.is(')') || s.is(']')) depth--;
    s.next();
    words++;
  }
  const found = words > mark && s.isWord('in');
  s.backTo(mark);
  return found ? parsePath(s) : null;
}

/** "throw" ( "(" fault [ "," expression ] ")" | fault [ "(" expression ")" ] ) */
function parseThrow(s: TokenStream, token: Token): Statement {
  const parenthesised = s.accept('(');
  s.resolveConstant();
  const fault = (
    parenthesised ? s.expectIdentifier('the name of a fault') : s.expectName('the name of a fault')
  ).text;
  let value = null;
  if (parenthesised) {
    if (s.accept(',')) value = parseExpression(s);
    s.expect(')', 'to close throw');
  } else if (s.accept('(')) {
    value = parseExpression(s);
    s.expect(')', 'to close throw');
  }
  return { kind: 'throw', fault, value, span: s.since(token) };
}

/** "if" "(" expression ")" statement { "else" "if" … } [ "else" statement ] */
function parseIf(s: TokenStream, token: Token): Statement {
  const branches = [];
  let otherwise: Statement | null = null;
  for (;;) {
    s.expect('(', 'after if');
    const condition = parseExpression(s);
    s.expect(')', 'to close the condition');
    branches.push({ condition, body: parseStatement(s) });
    if (!s.isWord('else')) break;
    s.next();
    if (!s.isWord('if')) {
      otherwise = parseStatement(s);
      break;
    }
    s.next();
  }
  return { kind: 'if', branches, otherwise, span: s.since(token) };
}
