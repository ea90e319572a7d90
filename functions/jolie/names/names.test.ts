import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aboutName, proposalsAt, renameAt, signatureAt, type JsonContract, type Source } from '../index';

const modules = new Map([
  [
    'packages/parley.ol',
    `type Extra { to: int message: string }
     type InboundMessage { messageBody: string senderID: int }
     type InboundAnswer { action: string reply*: Extra }
     interface InboundAutomation { RequestResponse: onMessage( InboundMessage )( InboundAnswer ) }`,
  ],
]);
const json: JsonContract = {
  module: 'packages/parley.ol',
  received: 'InboundMessage',
  sent: 'InboundAnswer',
};

/** A source with `¦` where the question is asked. */
function asked(marked: string): [Source, number] {
  const offset = marked.indexOf('¦');
  return [{ file: 'script.ol', text: marked.replace('¦', ''), modules }, offset];
}
const about = (marked: string) => aboutName(...asked(marked), { json });
const labels = (marked: string) =>
  proposalsAt(...asked(marked), { json })?.proposals.map(({ label }) => label);
/** The texts that a range of the source holds. */
const usesIn = (marked: string) => {
  const [{ text }] = asked(marked);
  return about(marked)?.uses.map(
    ({ from, to }) => `${text.slice(0, from).split('\n').length}:${text.slice(from, to)}`,
  );
};
const service = (body: string, more = '') => `from parley import InboundAutomation
from string-utils import StringUtils
type Item: void { name: string price?: int }
interface ShopInterface {
  RequestResponse: price( Item )( int ) throws Unknown
  OneWay: note( string )
}
service Shop {
  inputPort In { location: "local" interfaces: ShopInterface }
  main { nullProcess }
}
service Main {
  embed StringUtils as StringUtils
  embed Shop as Shop
  inputPort Messages { location: "local" interfaces: InboundAutomation }
  define greet { hello = "hi" }
  ${more}
  main {
    onMessage( message )( answer ) {
      ${body}
    }
  }
}`;

describe('what is said of a name', () => {
  it('of an operation of the source: its messages, its faults, and where it is declared', () => {
    expect(about(service('pri¦ce@Shop( x )( y )'))).toMatchObject({
      kind: 'operation',
      name: 'price',
      of: null,
      operations: [{ name: 'price', response: 'int', faults: ['Unknown'] }],
    });
    expect(usesIn(service('pri¦ce@Shop( x )( y )'))).toEqual(['5:price', '20:price']);
  });

  it('of an operation of the library: its package', () => {
    expect(about(service('tr¦im@StringUtils( x )( y )'))).toMatchObject({
      kind: 'operation',
      of: 'string_utils',
    });
  });

  it('of an operation that the source takes in', () => {
    expect(about(service('').replace('onMessage(', 'on¦Message('))).toMatchObject({
      kind: 'operation',
      operations: [{ name: 'onMessage', fields: [{ name: 'messageBody' }, { name: 'senderID' }] }],
    });
  });

  it.each([
    [
      'what an operation brings',
      'x = mess¦age',
      'void {\n  messageBody: string\n  senderID: int\n}',
      'variable',
    ],
    ['a field of it', 'x = message.sender¦ID', 'int', 'field'],
    ['what a call answers', 'trim@StringUtils( x )( te¦xt )', 'string', 'variable'],
    ['a value that is written', 'x = 5\ny = x¦', 'int', 'variable'],
    ['what another variable holds', 'x << message\ny = x.sender¦ID', 'int', 'field'],
    ['a field of a tree', 'x << { a = "b" }\ny = x.a¦', 'string', 'field'],
    ['the message that it becomes', 'answer.reply[0].t¦o = 1', 'int', 'field'],
    ['a field of the tree that is written', 'answer.reply << { t¦o = 1 }', 'int', 'field'],
    ['a field of a message', 'price@Shop( { na¦me = "x" } )( p )', 'string', 'field'],
    ['an element', 'for( one in answer.reply ) { x = one.mes¦sage }', 'string', 'field'],
    ['a path in a with block', 'with( answer.reply ) { .t¦o = 1 }', 'int', 'field'],
  ])('of a variable and its fields: the type of %s', (_, body, type, kind) => {
    expect(about(service(body))).toMatchObject({ kind, types: expect.arrayContaining([type]) });
  });

  it('of what is read from JSON, when the host says what that is', () => {
    const text = (rest: string) =>
      `from json-utils import JsonUtils\nservice Main { embed JsonUtils as J\nmain { getJsonValue@J( args[0] )( m )\n${rest}\ngetJsonString@J( a )( json ) } }`;
    expect(about(text('x = m.sender¦ID'))).toMatchObject({ types: ['int'] });
    expect(labels(text('a.reply._[0].¦'))).toEqual(['to', 'message']);
  });

  it('of a variable: the lines on which it gets something', () => {
    expect(about(service('count = 1\ncount¦++\nx = count'))).toMatchObject({
      written: [20, 21],
      name: 'count',
    });
  });

  it('of types, interfaces, ports, services and definitions', () => {
    const inPlace = (name: string) => service('greet').replace(name, `${name}¦`);
    expect(about(inPlace('type Item'))).toMatchObject({
      kind: 'type',
      types: [expect.stringContaining('price?')],
    });
    expect(about(inPlace('interface ShopInterface'))).toMatchObject({
      kind: 'interface',
      operations: [{ name: 'price' }, { name: 'note' }],
    });
    expect(about(inPlace('embed Shop as Shop'))).toMatchObject({ kind: 'port', operations: [{}, {}] });
    expect(about(inPlace('embed StringUtils'))).toMatchObject({ kind: 'service', of: 'string_utils' });
    expect(about(service('gree¦t'))).toMatchObject({ kind: 'definition', declared: {} });
  });

  it.each(['x = "tr¦im"', '// mess¦age', 'x = 1¦2', 'nobo¦dy'])('says nothing in %s', (body) => {
    expect(about(service(body))).toBeNull();
  });

  it('whatever is wrong elsewhere', () => {
    const body = 'x = = 2\ny = message.sender¦ID\nif( {';
    expect(about(service(body))).toMatchObject({ types: ['int'] });
  });

  it('each service has variables of its own', () => {
    const text = 'service A { main { x = 1; y = x¦ } }\nservice B { main { x = 2 } }';
    expect(about(text)!.uses).toHaveLength(2);
    expect(about(`define d { x = 3 }\n${text}`)!.uses).toHaveLength(4);
  });
});

describe('what may be written', () => {
  it.each([
    ['fields of a message', 'message.¦', ['messageBody', 'senderID']],
    [
      'fields of an answer, and those named elsewhere',
      'answer.other = 1\nanswer.¦',
      ['action', 'reply', 'other'],
    ],
    ['fields of fields', 'answer.reply[ #answer.reply ].¦', ['to', 'message']],
    ['fields of a tree', 'answer.reply << { to = 1, ¦ }', ['to', 'message']],
    ['fields of a message that is written', 'price@Shop( { ¦ } )( p )', ['name', 'price']],
    ['ports that have the operation', 'price@¦', ['Shop']],
    ['operations of a port', '¦@Shop( 1 )', ['price', 'note']],
  ])('%s', (_, body, expected) => {
    expect(labels(service(body))).toEqual(expected);
  });

  it('at the beginning of a statement: calls, inputs, definitions, variables and words', () => {
    expect(labels(service('count = 1\nc¦'))).toEqual(
      expect.arrayContaining([
        'price@Shop',
        'trim@StringUtils',
        'onMessage',
        'greet',
        'count',
        'message',
        'while',
      ]),
    );
  });

  it('where a type, an interface, a service or a package comes', () => {
    const text = service('');
    expect(labels(text.replace('name: string', 'name: ¦'))).toEqual(
      expect.arrayContaining(['string', 'Item']),
    );
    expect(labels(text.replace('interfaces: ShopInterface', 'interfaces: ¦'))).toEqual(
      expect.arrayContaining(['InboundAutomation']),
    );
    expect(labels(text.replace('embed Shop', 'embed ¦'))).toEqual(
      expect.arrayContaining(['StringUtils', 'Shop']),
    );
    expect(labels('from str¦')).toEqual(expect.arrayContaining(['string-utils', 'parley']));
    expect(labels('from parley import ¦')).toEqual([
      'InboundAutomation',
      'Extra',
      'InboundMessage',
      'InboundAnswer',
    ]);
  });

  it('replaces the whole name of a package', () => {
    expect(proposalsAt(...asked('from string-ut¦'))).toMatchObject({ from: 5, to: 14 });
  });

  it('given a service that is not closed yet, then its names are known all the same', () => {
    const text = service('message.¦');
    const [head] = text.split('¦');
    expect(labels(`${head}¦`)).toEqual(['messageBody', 'senderID']);
  });

  it.each(['x = "a¦"', '// a¦', '/* ¦'])('nothing in %s', (body) => {
    expect(labels(service(body))).toBeUndefined();
  });
});

describe('the signature', () => {
  it.each([
    ['price@Shop( ¦ )( p )', 'price', 'request'],
    ['price@Shop( ¦', 'price', 'request'],
    ['price@Shop( { name = "(" } )( ¦p )', 'price', 'response'],
    ['price@Shop( { name = f( ¦ ) } )( p )', 'price', 'request'],
    ['x = trim@StringUtils( ( 1 + ¦ ) )', 'trim', 'request'],
  ])('of %s', (body, name, part) => {
    expect(signatureAt(...asked(service(body)))).toMatchObject({ operation: { name }, part });
  });

  it('is of no operation outside of parentheses', () => {
    expect(signatureAt(...asked(service('price@Shop( x )( y )\n¦')))).toBeNull();
    expect(signatureAt(...asked(service('if( ¦')))).toBeNull();
  });
});

describe('renaming', () => {
  /** The source after it, or why there is none. */
  function renamed(marked: string, to: string) {
    const [source, offset] = asked(marked);
    const found = renameAt(source, offset, to);
    if (found.kind !== 'renamed') return found.kind;
    return [...found.places]
      .reverse()
      .reduce((text, place) => text.slice(0, place.from) + to + text.slice(place.to), source.text);
  }

  it.each([
    ['main { x = 1; y.x = x¦ + x[0].x }', 'main { z = 1; y.x = z + z[0].x }'],
    ['define d¦ { x = 1 } main { d; d }', 'define z { x = 1 } main { z; z }'],
    [
      'type T¦: int\ntype U: void { t: T }\nmain { x = 1 instanceof T }',
      'type z: int\ntype U: void { t: z }\nmain { x = 1 instanceof z }',
    ],
    [
      'interface I { OneWay: f( int ) }\noutputPort P¦ { location: "local" interfaces: I }\nmain { f@P( 1 ) }',
      'interface I { OneWay: f( int ) }\noutputPort z { location: "local" interfaces: I }\nmain { f@z( 1 ) }',
    ],
    [
      'interface I { OneWay: f( int ) }\noutputPort P { location: "local" interfaces: I }\nmain { f¦@P( 1 ) }',
      'interface I { OneWay: z( int ) }\noutputPort P { location: "local" interfaces: I }\nmain { z@P( 1 ) }',
    ],
  ])('of %s', (before, after) => {
    expect(renamed(before, 'z')).toBe(after);
  });

  it.each([
    ['main { x.y¦ = 1 }', 'z', 'not-own'],
    ['main { a = args¦[0] }', 'z', 'not-own'],
    [service('tr¦im@StringUtils( x )( y )'), 'z', 'not-own'],
    [service('').replace('onMessage(', 'on¦Message('), 'z', 'not-own'],
    ['main { x¦ = 1; y = 2 }', 'y', 'taken'],
    ['main { x¦ = 1 }', 'while', 'no-name'],
    ['main { x¦ = 1 }', 'a b', 'no-name'],
    ['main { x¦ = 1 }', '', 'no-name'],
  ])('of %j to %s is %s', (text, to, kind) => {
    expect(renamed(text, to)).toBe(kind);
  });
});

describe('given any source and any place', () => {
  const pieces = fc.constantFrom(
    ...'from parley import InboundMessage|service A {|}|{|(|)|[|]|main {|define d {|x|.|a.b|=|<<|->|@|f@P|onMessage( m )( r )|"|\n|//|/*|type T: T | T|interface I { OneWay: f( T ) }|outputPort P { interfaces: I }|embed A as P|with( x ) {|,|;|:|#|1|😀|ǂ|for( a in b )|x << x|x.y -> x|\ufeff|\r\n'.split(
      '|',
    ),
  );
  const text = fc.oneof(
    fc.array(pieces, { maxLength: 60 }).map((all) => all.join(' ')),
    fc.string({ unit: 'binary' }),
  );

  it('then each question has an answer within the source, and none throws', () => {
    fc.assert(
      fc.property(text, fc.nat(), (all, place) => {
        const source = { file: 'script.ol', text: all, modules };
        const offset = place % (all.length + 1);
        const ranges = [
          ...(aboutName(source, offset, { json })?.uses ?? []),
          proposalsAt(source, offset, { json }) ?? { from: 0, to: 0 },
        ];
        signatureAt(source, offset, { json });
        const renaming = renameAt(source, offset, 'other', { json });
        for (const { from, to } of [...ranges, ...(renaming.kind === 'renamed' ? renaming.places : [])])
          expect(0 <= from && from <= to && to <= all.length).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['a path', 'main { x' + '.a'.repeat(30_000) + ' = 1 }'],
    ['names that lead to each other', 'main { ' + 'x << x.a\n'.repeat(7_000) + ' }'],
    [
      'calls',
      'from string-utils import StringUtils\nservice Main { embed StringUtils as S\nmain { ' +
        'f@S( x )( x )\n'.repeat(4_500) +
        ' } }',
    ],
    [
      'types',
      'type T: void { a: T | T | T | T | T | T }\nmain { x = y instanceof T\n' +
        'x.a = x.a.a.a.a\n'.repeat(3_000) +
        ' }',
    ],
    ['parentheses', '('.repeat(65_536)],
    ['services', 'service A { main { x = 1 } }\n'.repeat(2_200)],
  ])('then a long source of %s is answered in a time that has bounds', (_, all) => {
    const source = { file: 'script.ol', text: all, modules };
    const began = performance.now();
    for (const offset of [all.length >> 1, (all.length >> 1) + 3, all.length - 4]) {
      aboutName(source, offset, { json });
      proposalsAt(source, offset, { json });
      signatureAt(source, offset, { json });
      renameAt(source, offset, 'other', { json });
    }
    // A guard against what grows with the square: each takes far less.
    expect(performance.now() - began).toBeLessThan(30_000);
  });
});
