import fc from 'fast-check';
import type {
  Declaration,
  Expression,
  Handler,
  InlineOperation,
  Input,
  InputBranch,
  Literal,
  Module,
  Name,
  Operation,
  Path,
  PathStep,
  Port,
  Refinement,
  Service,
  Statement,
  TypeNode,
} from '../language/ast';

/*
 * Random syntax trees, each of which some source has. What the parser never makes is left out: a sequence of one
 * statement, a sum of one term, a type that begins with a choice.
 */

const span = { file: '', line: 0, column: 0, endLine: 0, endColumn: 0 };
const spanned = <T extends object>(record: fc.Arbitrary<T>): fc.Arbitrary<T & { span: typeof span }> =>
  record.map((each) => ({ ...each, span }));
const node = <T extends object>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  spanned(fc.record(fields) as fc.Arbitrary<T>);
const is = <const T>(value: T): fc.Arbitrary<T> => fc.constant(value);
const oneOf = <const T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const maybe = <T>(each: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(each, { nil: null });
const few = <T>(each: fc.Arbitrary<T>, least = 0): fc.Arbitrary<T[]> =>
  fc.array(each, { minLength: least, maxLength: 3 });

const word = oneOf('a', 'b', 'list', 'Port', 'until', 'over', 'é', '_1', 'constructor');
const childName = fc.oneof(word, oneOf('for', 'if', 'type', 'int', 'with', 'this', 'new', '__proto__'));
const symbol: fc.Arbitrary<Name> = node({ name: word });
const text = fc.oneof(
  fc.string({ unit: oneOf(...'ab"\\\n\t\r/*{}u é😀') }),
  fc.string({ unit: 'grapheme' }).filter((each) => !each.includes('\0')),
);

const literal: fc.Arbitrary<Literal> = fc.oneof(
  fc.record({ type: is('int'), value: fc.integer() }),
  fc.record({ type: is('long'), value: fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n) }),
  fc.record({ type: is('double'), value: fc.double({ noNaN: true }) }),
  fc.record({ type: is('string'), value: text }),
  fc.record({ type: is('bool'), value: fc.boolean() }),
);

const end = oneOf(Infinity, -Infinity);
const ranges = (bound: fc.Arbitrary<number | bigint>): fc.Arbitrary<Refinement> =>
  fc.record({ kind: is('ranges'), ranges: few(fc.tuple(fc.oneof(bound, end), fc.oneof(bound, end))) });
const long = fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n);
const double = fc.double({ noNaN: true, noDefaultInfinity: true });
const textual: fc.Arbitrary<Refinement> = fc.oneof(
  fc.record({ kind: is('length'), least: fc.nat(), most: fc.oneof(fc.nat(), is(Infinity)) }),
  fc.record({
    kind: is('enum'),
    values: few(
      text.map((each) => each.replaceAll('"', '')),
      1,
    ),
  }),
  fc.record({ kind: is('regex'), pattern: text }),
);
const refinedBase = fc.oneof(
  fc.record({ base: is('int'), refinements: few(ranges(fc.integer())) }),
  fc.record({ base: is('long'), refinements: few(ranges(long)) }),
  fc.record({ base: is('double'), refinements: few(ranges(double)) }),
  fc.record({ base: is('string'), refinements: few(textual) }),
  fc.record({ base: oneOf('bool', 'raw', 'void', 'any'), refinements: is([]) }),
);
const cardinality = fc.oneof(
  oneOf({ least: 1, most: 1 }, { least: 0, most: 1 }, { least: 0, most: Infinity }),
  fc.record({ least: fc.nat(9), most: fc.oneof(fc.integer({ min: 1, max: 9 }), is(Infinity)) }),
);

interface TypeTrees {
  type: TypeNode;
  single: TypeNode;
}

const { type } = fc.letrec<TypeTrees>((tie: fc.LetrecTypedTie<TypeTrees>) => ({
  type: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tie('single'),
    node({ kind: is('choice'), left: tie('single'), right: tie('type') }),
  ) as fc.Arbitrary<TypeNode>,
  single: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    node({ kind: is('named'), name: oneOf('T', 'Message', 'undefined') }),
    fc
      .record({
        refined: refinedBase,
        open: fc.boolean(),
        fields: fc.uniqueArray(node({ name: fc.oneof(childName, text), cardinality, type: tie('type') }), {
          maxLength: 3,
          selector: ({ name }) => name,
        }),
      })
      .map(({ refined, ...rest }) => ({ kind: 'tree' as const, ...refined, ...rest, span })),
  ) as fc.Arbitrary<TypeNode>,
}));

interface Trees {
  expression: Expression;
  path: Path;
  step: PathStep;
  inline: InlineOperation;
  statement: Statement;
  handler: Handler;
  input: Input;
  branch: InputBranch;
}

const { expression, path, statement } = fc.letrec<Trees>((tie: fc.LetrecTypedTie<Trees>) => {
  const value = tie('expression');
  const variable = tie('path');
  const process = tie('statement');
  const choices = <T>(...each: fc.Arbitrary<unknown>[]) =>
    fc.oneof({ depthSize: 'small', withCrossShrink: true }, ...each) as fc.Arbitrary<T>;
  const index = maybe(value);
  const call = { operation: word, port: word, portSpan: is(span), value: maybe(value) };
  return {
    path: fc
      .tuple(oneOf('variable', 'global', 'csets'), word, index, few(tie('step')))
      .map(([root, name, at, steps]) => ({ root, steps: [{ name, index: at }, ...steps], span })),
    step: fc.record({ name: choices<string | Expression>(childName, value), index }),
    inline: choices<InlineOperation>(
      fc.record({ kind: oneOf('assign', 'copy'), path: variable, value }),
      fc.record({ kind: is('link'), path: variable, target: variable }),
    ),
    expression: choices<Expression>(
      node({ kind: is('literal'), literal }),
      node({ kind: is('variable'), path: variable }),
      fc
        .tuple(value, fc.array(fc.record({ minus: fc.boolean(), value }), { minLength: 1, maxLength: 2 }))
        .map(([first, rest]) => ({ kind: 'sum', terms: [{ minus: false, value: first }, ...rest], span })),
      node({
        kind: is('product'),
        first: value,
        rest: few(fc.record({ operator: oneOf('*', '/', '%'), value }), 1),
      }),
      node({ kind: oneOf('or', 'and'), operands: few(value, 2) }),
      node({
        kind: is('compare'),
        operator: oneOf('==', '!=', '<', '<=', '>', '>='),
        left: value,
        right: value,
      }),
      node({ kind: is('not'), operand: value }),
      node({ kind: is('instanceof'), value, type }),
      node({
        kind: is('is'),
        test: oneOf('defined', 'int', 'long', 'double', 'bool', 'string'),
        path: variable,
      }),
      node({ kind: is('cast'), to: oneOf('int', 'long', 'double', 'bool', 'string'), value }),
      node({ kind: is('size'), path: variable }),
      node({ kind: is('increment'), path: variable, by: oneOf(1, -1), prefix: fc.boolean() }),
      node({ kind: is('assignment'), path: variable, value }),
      node({
        kind: is('tree'),
        root: choices<Expression>(is({ kind: 'literal', literal: { type: 'void' }, span }), value),
        operations: few(tie('inline')),
      }),
      node({ kind: is('conditional'), condition: value, then: value, otherwise: value }),
      is({ kind: 'fresh', span }),
      node({ kind: is('call'), operation: word, port: word, argument: maybe(value) }),
    ),
    handler: fc.record({ names: few(maybe(word), 1), body: process }),
    input: choices<Input>(
      node({ kind: is('one-way'), operation: word, request: maybe(variable) }),
      node({
        kind: is('request-response'),
        operation: word,
        request: maybe(variable),
        response: maybe(value),
        body: maybe(process),
      }),
    ),
    branch: fc.record({ input: tie('input'), body: maybe(process) }),
    statement: choices<Statement>(
      oneOf({ kind: 'null', span }, { kind: 'exit', span }, { kind: 'current-handler', span }),
      node({ kind: is('assign'), operator: oneOf('=', '+=', '-=', '*=', '/='), path: variable, value }),
      node({ kind: oneOf('sequence', 'parallel'), statements: few(process, 2) }),
      node({ kind: is('copy'), path: variable, value, links: fc.boolean() }),
      node({ kind: is('link'), path: variable, target: variable }),
      node({ kind: is('step'), path: variable, by: oneOf(1, -1) }),
      node({ kind: is('undef'), path: variable }),
      node({ kind: is('synchronized'), lock: word, body: process }),
      node({ kind: is('spawn'), index: variable, count: value, result: maybe(variable), body: process }),
      fc.tuple(variable, variable, word, process).map(([element, { root, steps }, last, body]) => {
        const vector = { root, steps: [...steps, { name: last, index: null }], span };
        return { kind: 'for-in', element, vector, body, span };
      }),
      node({
        kind: is('for'),
        init: node({ kind: is('assign'), operator: is('='), path: variable, value }),
        condition: value,
        step: node({ kind: is('step'), path: variable, by: oneOf(1, -1) }),
        body: process,
      }),
      node({ kind: is('foreach'), name: variable, tree: variable, body: process }),
      node({ kind: is('while'), condition: value, body: process }),
      node({
        kind: is('if'),
        branches: few(fc.record({ condition: value, body: process }), 1),
        // After `else if` comes one more branch, never an `if` of its own: in a sequence it is one.
        otherwise: maybe(process.filter(({ kind }) => kind !== 'if')),
      }),
      node({ kind: oneOf('link-in', 'link-out'), name: word }),
      node({ kind: is('scope'), name: word, body: process }),
      node({ kind: is('compensate'), name: word }),
      node({ kind: is('throw'), fault: word, value: maybe(value) }),
      node({ kind: is('install'), handlers: few(tie('handler'), 1) }),
      node({ kind: is('choice'), branches: few(tie('branch'), 1) }),
      node({ kind: is('provide'), provide: few(tie('branch'), 1), until: few(tie('branch'), 1) }),
      node({ kind: is('receive'), input: tie('input') }),
      node({ kind: is('notify'), ...call }),
      node({ kind: is('solicit'), ...call, response: maybe(variable), handlers: few(tie('handler')) }),
      fc
        .tuple(maybe(word), maybe(variable), maybe(variable), fc.boolean())
        .map(([port, request, response, solicit]) => ({
          kind: 'forward',
          port,
          request,
          response: solicit ? response : null,
          solicit,
          span,
        })),
      node({ kind: is('define-call'), name: fc.oneof(word, is('forward')) }),
    ),
  };
});

/** The type of a message: a name, or a basic type as it is. */
const messageType: fc.Arbitrary<TypeNode> = fc.oneof(
  node({ kind: is('named'), name: oneOf('T', 'Message', 'undefined') }),
  node({
    kind: is('tree'),
    base: oneOf('bool', 'int', 'long', 'double', 'string', 'raw', 'void', 'any'),
    refinements: is([]),
    fields: is([]),
    open: is(false),
  }),
) as fc.Arbitrary<TypeNode>;

const operation = (extender: boolean): fc.Arbitrary<Operation> =>
  fc
    .record({
      name: extender ? fc.oneof(word, is('*')) : word,
      types: maybe(fc.tuple(messageType, messageType)),
      requestResponse: fc.boolean(),
      faults: few(node({ name: word, type: maybe(messageType) })),
    })
    .map(({ name, types, requestResponse, faults }) => ({
      name,
      request: types?.[0] ?? null,
      response: requestResponse ? (types?.[1] ?? null) : null,
      requestResponse,
      faults: requestResponse ? faults : [],
      span,
    }));

const port: fc.Arbitrary<Port> = fc
  .tuple(
    node({
      name: word,
      location: maybe(expression),
      protocol: maybe(expression),
      interfaces: few(symbol),
      operations: few(operation(false)),
    }),
    fc.boolean(),
    few(fc.record({ ports: few(symbol, 1), extender: maybe(symbol) })),
    few(fc.record({ resource: word, port: symbol })),
  )
  .map(([each, isInput, aggregates, redirects]) => ({
    ...each,
    kind: isInput ? 'input-port' : 'output-port',
    aggregates: isInput ? aggregates : [],
    redirects: isInput ? redirects : [],
  }));

const interfaces = fc.boolean().chain((extender) =>
  node({
    kind: is('interface'),
    name: word,
    extender: is(extender),
    operations: few(operation(extender)),
    private: fc.boolean(),
  }),
);

const declaration: fc.Arbitrary<Declaration> = fc.oneof(
  node({ kind: is('execution'), mode: oneOf('single', 'concurrent', 'sequential') }),
  node({
    kind: is('cset'),
    variables: few(fc.record({ path, aliases: few(fc.record({ type: word, path })) })),
  }),
  port,
  node({ kind: is('define'), name: word, body: statement }),
  node({ kind: oneOf('init', 'main'), body: statement }),
  node({
    kind: is('courier'),
    port: word,
    branches: few(
      fc.boolean().chain((requestResponse) =>
        node({
          interface: fc.boolean(),
          name: word,
          request: path,
          response: requestResponse ? path : is(null),
          requestResponse: is(requestResponse),
          body: statement,
        }),
      ),
    ),
  }),
) as fc.Arbitrary<Declaration>;

const inService = fc.oneof(
  declaration,
  node({
    kind: is('embed'),
    service: word,
    argument: maybe(expression),
    port: word,
    makesPort: fc.boolean(),
  }),
) as fc.Arbitrary<Declaration>;

const inModule = fc.oneof(
  declaration,
  node({
    kind: is('import'),
    from: oneOf('console', '.a.b', '..up', 'a.b-c'),
    symbols: maybe(few(fc.record({ name: symbol, as: word }), 1)),
  }),
  node({ kind: is('type'), name: word, type, private: fc.boolean() }),
  interfaces,
  node({ kind: is('embedded'), technology: oneOf('Jolie', 'Java'), path: text, port: maybe(word) }),
) as fc.Arbitrary<Declaration>;

const service: fc.Arbitrary<Service> = node({
  kind: is('service'),
  name: word,
  parameter: maybe(fc.record({ name: word, type })),
  private: fc.boolean(),
  interfaces: few(symbol),
  declarations: few(inService),
  foreign: maybe(symbol),
});

/** Modules of every construct that the language has, by what the parser can make of a source. */
export const arbitraryModule: fc.Arbitrary<Module> = fc.record({
  file: is('t.ol'),
  declarations: few(fc.oneof(inModule, service)),
});
