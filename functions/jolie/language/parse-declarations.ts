import type {
  Aggregate,
  CourierBranch,
  Declaration,
  Expression,
  Name,
  Operation,
  Path,
  Port,
  Service,
  TypeNode,
} from './ast';
import { nearest } from './diagnostics';
import { parsePath, parseSum } from './parse-expressions';
import { parseBlock } from './parse-statements';
import { isOwnType, parseType, parseTypeName } from './parse-types';
import type { Token } from './scanner';
import { SyntaxStop, type TokenStream } from './token-stream';

/** Parses what an `include` names; null when it is not there. */
export type IncludeReader = (path: string) => readonly Declaration[] | null;

/** declarations = { declaration }: of a module, or of a service up to its closing brace */
export function parseDeclarations(
  s: TokenStream,
  include: IncludeReader,
  service: string | null,
): Declaration[] {
  const declarations: Declaration[] = [];
  while (!s.atEnd && !(service !== null && s.is('}'))) {
    attempt(s, declarations, include, service);
  }
  return declarations;
}

const beginnings: ReadonlySet<string> = new Set(
  'from include constants execution cset type interface inputPort outputPort embedded embed service init main define courier public private'.split(
    ' ',
  ),
);

/** Adds the declarations at a place; after an error none, and the parser goes on behind what is wrong. */
function attempt(
  s: TokenStream,
  declarations: Declaration[],
  include: IncludeReader,
  service: string | null,
): void {
  const { mark } = s;
  try {
    for (const each of parseDeclaration(s, include, service)) {
      s.notes?.declares(each);
      declarations.push(each);
    }
  } catch (error) {
    if (!(error instanceof SyntaxStop) || s.findings.full) throw error;
    s.findings.lost();
    s.recoverDeclaration(mark, beginnings, service !== null);
  }
}

const inServices: ReadonlySet<string> = new Set(['embed']);
const inModules: ReadonlySet<string> = new Set([
  'from',
  'constants',
  'type',
  'interface',
  'embedded',
  'service',
]);
const withAccess: ReadonlySet<string> = new Set(['type', 'interface', 'service']);

/** A declaration that is known, but not here. */
function refuse(s: TokenStream, word: string, service: string | null, hasAccess: boolean): never {
  if (hasAccess && !withAccess.has(word)) {
    s.stop('expected type, interface or service after the access');
  }
  return s.stop(
    service === null ? 'expected a declaration' : `expected a declaration or the end of service ${service}`,
    service === null ? `${word} stands in a service` : `${word} stands outside of services`,
  );
}
function parseDeclaration(s: TokenStream, include: IncludeReader, service: string | null): Declaration[] {
  const first = s.token;
  const isPrivate = s.isWord('private');
  const hasAccess = isPrivate || s.isWord('public');
  if (hasAccess) s.next();
  const word = s.isName ? s.token.text : '';
  const span = () => s.since(first);
  const misplaced = service === null ? inServices : inModules;
  if (misplaced.has(word) || (hasAccess && !withAccess.has(word))) return refuse(s, word, service, hasAccess);
  switch (word) {
    case 'from':
      return [parseImport(s)];
    case 'include':
      return parseInclude(s, include);
    case 'constants':
      parseConstants(s);
      return [];
    case 'execution':
      return [parseExecution(s)];
    case 'cset':
      return [parseCorrelationSet(s)];
    case 'type': {
      s.next();
      const named = s.expectIdentifier('the name of the type');
      const name = named.text;
      s.notes?.name(named, { kind: 'type', declares: true });
      if (isOwnType(name)) s.findings.report('duplicate', named, `the type ${name} is the language's own`);
      s.accept(':');
      return [{ kind: 'type', name, type: parseType(s), private: isPrivate, span: span() }];
    }
    case 'interface': {
      s.next();
      const extender = s.isWord('extender') && s.following.kind === 'id';
      if (extender) s.next();
      const name = expectDeclared(s, 'interface', 'the name of the interface');
      s.expect('{', 'to begin the interface');
      const operations = parseOperations(s, extender);
      s.expect('}', 'to close the interface');
      return [{ kind: 'interface', name, extender, operations, private: isPrivate, span: span() }];
    }
    case 'inputPort':
    case 'outputPort':
      return [parsePort(s, word === 'inputPort' ? 'input-port' : 'output-port')];
    case 'embedded':
      return parseEmbedded(s);
    case 'embed':
      return [parseEmbed(s)];
    case 'define': {
      s.next();
      const name = expectDeclared(s, 'definition', 'the name of the definition');
      return [{ kind: 'define', name, body: parseBlock(s, 'to begin the definition'), span: span() }];
    }
    case 'init':
    case 'main':
      s.next();
      return [{ kind: word, body: parseBlock(s, `after ${word}`), span: span() }];
    case 'courier':
      return [parseCourier(s)];
    case 'service':
      return [parseService(s, include, isPrivate)];
    default:
  }
  if (s.isName) s.notes?.name(s.token, { kind: 'declaration', inService: service !== null });
  return s.stop(
    service === null ? 'expected a declaration' : `expected a declaration or the end of service ${service}`,
    service === null && s.isName ? 'statements stand in main { … }' : undefined,
  );
}

/** "from" { "." } name { "." name } "import" ( "*" | name [ "as" name ] { "," … } ) */
function parseImport(s: TokenStream): Declaration {
  const first = s.next();
  let from = '';
  while (!s.isWord('import')) {
    if (!(s.is('.') || s.is('-') || s.is('@') || s.isName || s.token.kind === 'int'))
      s.stop('expected import');
    s.notes?.name(s.token, { kind: 'package' });
    from += s.next().text;
  }
  s.next();
  if (s.accept('*')) return { kind: 'import', from, symbols: null, span: s.since(first) };
  const symbols = [];
  do {
    const token = s.expectName('what is imported');
    s.notes?.name(token, { kind: 'imported', from });
    let as = token.text;
    if (s.isWord('as')) {
      s.next();
      as = s.expectName('a name after as').text;
    }
    symbols.push({ name: nameOf(token), as });
  } while (s.accept(','));
  return { kind: 'import', from, symbols, span: s.since(first) };
}

/** "include" string: the declarations of the file, here */
function parseInclude(s: TokenStream, include: IncludeReader): Declaration[] {
  const first = s.next();
  if (s.token.kind !== 'string') s.stop('expected the name of a file as a string');
  const path = s.next().text;
  const declarations = include(path);
  if (declarations === null) {
    s.findings.report('unknown-include', s.since(first), `there is no file ${path} to include`);
    return [];
  }
  return [{ kind: 'include', path, declarations, span: s.since(first) }];
}

/** "constants" "{" name "=" constant { "," … } "}" */
function parseConstants(s: TokenStream): void {
  s.next();
  s.expect('{', 'to begin the constants');
  while (s.isName) {
    const named = s.next();
    const { text } = named;
    s.notes?.name(named, { kind: 'constant', declares: true });
    s.expect('=', 'after the constant’s name');
    const { kind } = s.token;
    if (kind === 'symbol' || kind === 'end' || kind === 'error')
      s.stop('expected a constant: a string, a number, true, false or a name');
    if (!s.constants.has(text)) s.constants.set(text, s.token);
    s.next();
    if (!s.accept(',')) break;
  }
  s.expect('}', 'to close the constants');
}

/** "execution" ( ":" mode | "{" mode "}" ) */
function parseExecution(s: TokenStream): Declaration {
  const first = s.next();
  const braced = s.accept('{');
  if (!braced) s.expect(':', 'or { after execution');
  const mode = s.expectName('single, concurrent or sequential').text;
  if (mode !== 'single' && mode !== 'concurrent' && mode !== 'sequential') {
    s.findings.report('syntax', first, `${mode} is no execution mode`, {
      hint: 'there are single, concurrent and sequential',
    });
  }
  if (braced) s.expect('}', 'to close execution');
  return { kind: 'execution', mode: mode as 'single', span: s.since(first) };
}

/** "cset" "{" path ":" { type "." path } { "," … } "}" */
function parseCorrelationSet(s: TokenStream): Declaration {
  const first = s.next();
  s.expect('{', 'to begin the correlation set');
  const variables = [];
  while (s.isName) {
    const path = parsePath(s);
    s.expect(':', 'after the correlation variable');
    const aliases = [];
    while (s.isName) {
      const type = s.next().text;
      s.expect('.', 'after the type');
      aliases.push({ type, path: parsePath(s) });
    }
    variables.push({ path, aliases });
    if (!s.accept(',')) break;
  }
  s.expect('}', 'to close the correlation set');
  return { kind: 'cset', variables, span: s.since(first) };
}

/** operations = { ( "OneWay" | "RequestResponse" ) ":" operation { "," operation } } */
function parseOperations(s: TokenStream, extender: boolean): Operation[] {
  const operations: Operation[] = [];
  while (isOperationKind(s)) {
    const requestResponse = s.next().text.toLowerCase() === 'requestresponse';
    s.expect(':', 'before the operations');
    while (s.token.kind === 'id' || (extender && s.is('*'))) {
      const token = s.next();
      s.notes?.name(token, { kind: 'operation' });
      const request = s.is('(') ? parseMessageType(s) : null;
      const response = requestResponse && request !== null ? parseMessageType(s) : null;
      const faults = [];
      if (requestResponse && s.isWord('throws')) {
        s.next();
        while (s.token.kind === 'id') {
          const fault = s.next();
          const type = s.is('(') ? parseMessageType(s) : null;
          faults.push({ name: fault.text, type, span: s.since(fault) });
        }
      }
      operations.push({ name: token.text, request, response, requestResponse, faults, span: s.since(token) });
      if (!s.accept(',')) break;
    }
  }
  return operations;
}

const operationKinds: ReadonlySet<string> = new Set([
  'OneWay',
  'oneWay',
  'RequestResponse',
  'requestResponse',
]);

const isOperationKind = (s: TokenStream) => s.isName && operationKinds.has(s.token.text);

function parseMessageType(s: TokenStream): TypeNode {
  s.expect('(', 'with the type of the message');
  if (!s.isName) s.stop('expected the name of a type', 'declare it first: type NAME: …');
  const type = parseTypeName(s);
  if (!s.is(')')) s.stop('expected ) to close the type', 'a type is named here, not written out');
  s.next();
  return type;
}

/** What a port may say, beside its operations. */
const partsOf: Readonly<Record<Port['kind'], readonly string[]>> = {
  'input-port': ['location', 'protocol', 'interfaces', 'aggregates', 'redirects'],
  'output-port': ['location', 'protocol', 'interfaces'],
};

/** port = ( "inputPort" | "outputPort" ) name "{" { location | protocol | interfaces | operations | aggregates | redirects } "}" */
function parsePort(s: TokenStream, kind: Port['kind']): Port {
  const first = s.next();
  const name = expectDeclared(s, kind, 'the name of the port');
  s.expect('{', 'to begin the port');
  let location: Expression | null = null;
  let protocol: Expression | null = null;
  const interfaces: Name[] = [];
  const operations: Operation[] = [];
  const aggregates: Aggregate[] = [];
  const redirects: Port['redirects'][number][] = [];
  while (!s.is('}')) {
    if (isOperationKind(s)) {
      operations.push(...parseOperations(s, false));
      continue;
    }
    const word = s.isName ? s.token.text.charAt(0).toLowerCase() + s.token.text.slice(1) : '';
    const allowed = partsOf[kind];
    if (!allowed.includes(word)) {
      if (s.isName) s.notes?.name(s.token, { kind: 'port-part' });
      const near = nearest(word, [...allowed, 'oneWay', 'requestResponse']);
      s.stop(
        `expected ${allowed.join(', ')}, OneWay or RequestResponse in port ${name}`,
        near === undefined ? undefined : `did you mean ${near}?`,
      );
    }
    if ((word === 'location' && location !== null) || (word === 'protocol' && protocol !== null))
      s.findings.report('duplicate', s.token, `port ${name} has a ${word} already`);
    s.next();
    s.expect(':', `after ${word}`);
    if (word === 'location') location = parseSum(s);
    else if (word === 'protocol') protocol = parseSum(s);
    else if (word === 'interfaces') interfaces.push(...parseNames(s, 'interface', 'an interface'));
    else if (word === 'aggregates') aggregates.push(...parseAggregates(s));
    else {
      do {
        const resource = s.expectName('the name of a resource').text;
        s.expect('=>', 'before the port');
        redirects.push({ resource, port: nameOf(expectNoted(s, 'output-port', 'an output port')) });
      } while (s.accept(','));
    }
  }
  s.next();
  return {
    kind,
    name,
    location,
    protocol,
    interfaces,
    operations,
    aggregates,
    redirects,
    span: s.since(first),
  };
}

const nameOf = (token: Token): Name => ({ name: token.text, span: token });

/** The name that a declaration gives. */
function expectDeclared(s: TokenStream, kind: Declarable, what: string): string {
  const token = s.expectIdentifier(what);
  s.notes?.name(token, { kind, declares: true });
  return token.text;
}

/** The name of something that is declared elsewhere. */
function expectNoted(s: TokenStream, kind: Declarable, what: string): Token {
  const token = s.expectName(what);
  s.notes?.name(token, { kind, declares: false });
  return token;
}

type Declarable = 'interface' | 'definition' | 'service' | 'input-port' | 'output-port';

function parseNames(s: TokenStream, kind: Declarable, what: string): Name[] {
  const names = [];
  do names.push(nameOf(expectNoted(s, kind, what)));
  while (s.accept(','));
  return names;
}

/** aggregates = ( port | "{" port { "," port } "}" ) [ "with" extender ] { "," … } */
function parseAggregates(s: TokenStream): Aggregate[] {
  const aggregates: Aggregate[] = [];
  do {
    let ports: Name[];
    if (s.accept('{')) {
      ports = parseNames(s, 'output-port', 'an output port');
      s.expect('}', 'to close the ports');
    } else ports = [nameOf(expectNoted(s, 'output-port', 'an output port'))];
    const extender = s.isWord('with')
      ? (s.next(), nameOf(expectNoted(s, 'interface', 'an interface extender')))
      : null;
    aggregates.push({ ports, extender });
  } while (s.accept(','));
  return aggregates;
}

/** "embedded" "{" { ( "Jolie" | "Java" | "JavaScript" ) ":" string [ "in" port ] { "," … } } "}" */
function parseEmbedded(s: TokenStream): Declaration[] {
  const first = s.next();
  const embedded: Declaration[] = [];
  s.expect('{', 'after embedded');
  while (s.isName) {
    const technology = s.next().text;
    s.expect(':', 'after the kind of service');
    do {
      const { token } = s;
      if (token.kind !== 'string') s.stop('expected the service as a string');
      s.next();
      const port = s.isWord('in') ? (s.next(), expectNoted(s, 'output-port', 'an output port').text) : null;
      embedded.push({ kind: 'embedded', technology, path: token.text, port, span: s.since(token) });
    } while (s.accept(','));
  }
  s.expect('}', 'to close embedded');
  return embedded.length > 0
    ? embedded
    : [{ kind: 'embedded', technology: '', path: '', port: null, span: s.since(first) }];
}

/** "embed" ( service | string ) [ "(" [ sum ] ")" ] [ ( "as" | "in" ) port ] */
function parseEmbed(s: TokenStream): Declaration {
  const first = s.next();
  const service = s.token.kind === 'string' ? s.next().text : expectNoted(s, 'service', 'a service').text;
  let argument: Expression | null = null;
  if (s.accept('(')) {
    if (!s.is(')')) argument = parseSum(s);
    s.expect(')', 'to close what is passed');
  }
  const makesPort = s.isWord('as');
  let port: string | null = null;
  if (makesPort || s.isWord('in')) {
    s.next();
    const token = s.expectName('an output port');
    s.notes?.name(token, { kind: 'output-port', declares: makesPort });
    port = token.text;
  }
  return { kind: 'embed', service, argument, port, makesPort, span: s.since(first) };
}

/** "courier" port "{" { "[" ( "interface" name | operation ) "(" path ")" [ "(" path ")" ] ( block "]" | "]" block ) } "}" */
function parseCourier(s: TokenStream): Declaration {
  const first = s.next();
  const port = expectNoted(s, 'input-port', 'an input port').text;
  s.expect('{', 'to begin the courier');
  const branches: CourierBranch[] = [];
  while (s.is('[')) {
    const token = s.next();
    const isInterface = s.isWord('interface');
    if (isInterface) s.next();
    const named = s.expectName(isInterface ? 'an interface' : 'an operation');
    const name = named.text;
    s.notes?.name(named, isInterface ? { kind: 'interface', declares: false } : { kind: 'input' });
    const parameter = () => {
      s.expect('(', 'with a variable');
      const path = parsePath(s);
      s.notes?.gives(path, null);
      s.expect(')', 'to close the variable');
      return path;
    };
    const request = parameter();
    const requestResponse = s.is('(');
    const response = requestResponse ? parameter() : null;
    const bracketFirst = s.accept(']');
    const body = parseBlock(s, 'to begin the branch');
    if (!bracketFirst) s.expect(']', 'to close the branch');
    branches.push({
      interface: isInterface,
      name,
      request,
      response,
      requestResponse,
      body,
      span: s.since(token),
    });
  }
  s.expect('}', 'to close the courier');
  return { kind: 'courier', port, branches, span: s.since(first) };
}

/** "service" name [ "(" [ name ":" type ] ")" ] "{" [ "Interfaces" ":" names ] declarations [ foreign ] "}" */
function parseService(s: TokenStream, include: IncludeReader, isPrivate: boolean): Service {
  const first = s.next();
  const named = s.expectIdentifier('the name of the service');
  const name = named.text;
  s.notes?.name(named, { kind: 'service', declares: true });
  s.notes?.service(named);
  try {
    return parseServiceBody(s, include, { first, name, isPrivate });
  } finally {
    s.notes?.service(null);
  }
}

function parseServiceBody(
  s: TokenStream,
  include: IncludeReader,
  { first, name, isPrivate }: { first: Token; name: string; isPrivate: boolean },
): Service {
  let parameter: Service['parameter'] = null;
  if (s.accept('(')) {
    if (!s.is(')')) {
      const token = s.expectName('the name of the parameter');
      const { text: variable } = token;
      s.notes?.name(token, { kind: 'path', root: 'variable', names: [variable] });
      s.expect(':', 'before its type');
      parameter = { name: variable, type: parseType(s) };
      const path: Path = { root: 'variable', steps: [{ name: variable, index: null }], span: token };
      s.notes?.gives(path, { kind: 'type', type: parameter.type });
    }
    s.expect(')', 'to close the parameter');
  }
  s.expect('{', 'to begin the service');
  const interfaces: Name[] = [];
  if (s.isWord('Interfaces')) {
    s.next();
    s.expect(':', 'after Interfaces');
    interfaces.push(...parseNames(s, 'interface', 'an interface'));
  }
  const declarations: Declaration[] = [];
  let foreign: Name | null = null;
  while (!s.atEnd && !s.is('}')) {
    if (s.isWord('foreign')) foreign = parseForeign(s);
    else attempt(s, declarations, include, name);
  }
  s.expect('}', `to close service ${name}`);
  return {
    kind: 'service',
    name,
    parameter,
    private: isPrivate,
    interfaces,
    declarations,
    foreign,
    span: s.since(first),
  };
}

/** "foreign" technology "{" … "}": its inside is another language’s */
function parseForeign(s: TokenStream): Name {
  const first = s.next();
  const technology = s.expectName('a technology').text;
  s.expect('{', 'after foreign');
  let depth = 1;
  while (!s.atEnd && depth > 0) {
    if (s.is('{')) depth++;
    if (s.is('}')) depth--;
    s.next();
  }
  return { name: technology, span: s.since(first) };
}
