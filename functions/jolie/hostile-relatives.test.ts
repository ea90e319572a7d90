import { describe, expect, it } from '@jest/globals';
import { compile, defaultLimits, type Outcome } from './index';

const packages = {
  Console: 'console',
  StringUtils: 'string_utils',
  JsonUtils: 'json_utils',
  XmlUtils: 'xml_utils',
  Vectors: 'vectors',
  Mustache: 'mustache',
  Math: 'math',
  Time: 'time',
  Runtime: 'runtime',
  Reflection: 'reflection',
  QueueUtils: 'queue_utils',
  UriTemplates: 'uri_templates',
  Scheduler: 'scheduler',
};
const names = Object.keys(packages) as (keyof typeof packages)[];

function run(main: string, args: readonly string[] = [], types = ''): Outcome {
  const text = `${names.map((name) => `from ${packages[name]} import ${name}`).join('\n')}
${types}
service Main {
${names.map((name) => `embed ${name} as ${name}`).join('\n')}
main { ${main} } }`;
  const { program, diagnostics } = compile({ file: 'script.ol', text });
  if (program === null) throw new Error(JSON.stringify(diagnostics[0]));
  return program.run(args, { start: 0, seed: 'hostile' }, defaultLimits);
}

const ended = (outcome: Outcome): string =>
  outcome.kind === 'limit' ? outcome.limit : outcome.kind === 'fault' ? outcome.name : outcome.kind;

/** Inputs of the same kinds as those of `hostile.test.ts`, in other places; each with the ways in which it may end. */
const relatives: readonly (readonly [what: string, main: string, ends: RegExp, args?: readonly string[]])[] =
  [
    // J16–J19, J56: what would be huge is charged before it is made, wherever it is asked for.
    ...[
      'a[100000000]++',
      'a[100000000] += 1',
      'a[100000000] -> b',
      'a[100000000] << { b = 1 }',
      'a << { b[100000000] = 1 }',
      'length@StringUtils( "x" )( a[100000000] )',
      'with( a[100000000] ) { .x = 1 }',
      'x[1] = 1; for( e[100000000] in x ) { nullProcess }',
    ].map((main): readonly [string, string, RegExp] => [`an index bomb: ${main}`, main, /^memory$/]),
    [
      'a slice of 2^31 items',
      'slice@Vectors( { from = 0, to = 2147483647, vector.items = 1 } )( r )',
      /^(gas|memory)$/,
    ],
    [
      'a join of long delimiters',
      'for( i = 0, i < 1000, i++ ) { p.piece[i] = "" }; p.delimiter = args[0]; join@StringUtils( p )( r )',
      /^string$/,
      ['a'.repeat(1_000_000)],
    ],
    [
      'a replacement for each character',
      'replaceAll@StringUtils( args[0] { regex = "a", replacement = args[0] } )( r )',
      /^string$/,
      ['a'.repeat(100_000)],
    ],
    [
      'groups that multiply',
      'replaceAll@StringUtils( args[0] { regex = "(a*)", replacement = args[1] } )( r )',
      /^string$/,
      ['a'.repeat(10_000), '$1'.repeat(10_000)],
    ],
    [
      'a date with a million digits',
      'getCurrentDateTime@Time( { format = args[0] } )( r )',
      /^(gas|finished)$/,
      ['y'.repeat(900_000)],
    ],
    // J21, J22: aliases of themselves, by every way to follow one.
    ...[
      'a -> b; b -> a; x = a',
      'a -> a; x = #a',
      'a -> a; x = is_defined( a )',
      'a[0] -> a[1]; a[1] -> a[0]; a[0] = 1',
      'a[0] -> a[ a[0] ]; x = a[0]',
      'i -> a[i]; x = i',
      'global.a -> global.a; x = global.a',
    ].map((main): readonly [string, string, RegExp] => [
      `a circle of aliases: ${main}`,
      main,
      /^AliasAccessException$/,
    ]),
    ...[
      'a.b -> a; x << a',
      'a.b -> a; valueToPrettyString@StringUtils( a )( s )',
      'a.b -> a; getJsonString@JsonUtils( a )( s )',
      'a.b -> a; q.root -> a; valueToXml@XmlUtils( q )( s )',
      'a.b -> a; new_queue@QueueUtils( "q" )( r ); push@QueueUtils( { queue_name = "q", element -> a } )( r )',
    ].map((main): readonly [string, string, RegExp] => [
      `a tree below itself: ${main}`,
      main,
      /^(memory|gas|string)$/,
    ]),
    ['a fault with a tree below itself', 'a.b -> a; throw( F, a )', /^F$/],
    // J29–J32: conversions and searches whose cost would be a square.
    [
      'spaces within what is to be a number',
      'x = int( args[0] )',
      /^finished$/,
      [`x${' '.repeat(900_000)}x`],
    ],
    [
      'spaces within what is trimmed',
      'trim@StringUtils( args[0] )( r )',
      /^finished$/,
      [`x${' '.repeat(900_000)}x`],
    ],
    [
      'ampersands without an end',
      'getJsonValue@JsonUtils( args[0] )( r )',
      /^JSONCreationError$/,
      ['{'.repeat(100_000)],
    ],
    // J36–J39: names of JavaScript's objects, where a name is looked up.
    ...[
      [
        'setOutputPort@Runtime( { name = "__proto__", location = "local" } )(); getOutputPort@Runtime( { name = "constructor" } )( p )',
        /^OutputPortDoesNotExist$/,
      ],
      [
        'invoke@Reflection( { operation = "toString", outputPort = "constructor" } )( r )',
        /^(InvocationFault|OperationNotFound)$/,
      ],
      [
        'invoke@Reflection( { operation = "__proto__", outputPort = "StringUtils" } )( r )',
        /^OperationNotFound$/,
      ],
      [
        'setProperty@Runtime( { key = "__proto__", value = "x" } )( p ); getProperty@Runtime( "constructor" )( q ); if( is_defined( q ) && q != "" ) { throw( Leak ) }',
        /^finished$/,
      ],
      ['new_queue@QueueUtils( "__proto__" )( r ); size@QueueUtils( "constructor" )( q )', /^TypeMismatch$/],
      [
        'render@Mustache( { template = "{{constructor}}{{a.toString}}", data.a = 1 } )( r ); if( r != "" ) { throw( Leak ) }',
        /^finished$/,
      ],
      [
        'expand@UriTemplates( { template = "{constructor}{__proto__}" } )( r ); if( r != "" ) { throw( Leak ) }',
        /^finished$/,
      ],
      ['q.root.a.("@Attributes").("__proto__") = 1; valueToXml@XmlUtils( q )( r )', /^finished$/],
    ].map(([main, ends]): readonly [string, string, RegExp] => [
      `a name of an object's: ${main}`,
      main as string,
      ends as RegExp,
    ]),
    // J53–J55: documents.
    [
      '100,000 objects in each other',
      'getJsonValue@JsonUtils( args[0] )( r ); valueToPrettyString@StringUtils( r )( s )',
      /^(memory|gas|string)$/,
      [`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
    ],
    [
      '50,000 elements in each other',
      'xmlToValue@XmlUtils( args[0] )( v ); q.root << v; valueToXml@XmlUtils( q )( s )',
      /^(memory|gas|string|finished)$/,
      [`${'<a>'.repeat(50_000)}${'</a>'.repeat(50_000)}`],
    ],
    [
      'entities that multiply in an attribute',
      'xmlToValue@XmlUtils( args[0] )( v )',
      /^(SAXParseException|gas|memory)$/,
      [
        `<!DOCTYPE a [<!ENTITY x0 "ha">${Array.from({ length: 30 }, (_, i) => `<!ENTITY x${i + 1} "&x${i};&x${i};">`).join('')}]><a b="&x30;"/>`,
      ],
    ],
    [
      'an external entity',
      'xmlToValue@XmlUtils( args[0] )( v )',
      /^SAXParseException$/,
      ['<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'],
    ],
    [
      'an external document type',
      'xmlToValue@XmlUtils( args[0] )( v )',
      /^SAXParseException$/,
      ['<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'],
    ],
    [
      'a partial that includes itself twice',
      'render@Mustache( { template = "{{>p}}", partials << { name = "p", template = "{{>p}}{{>p}}" }, recursionLimit = 2147483647, partialsRecursionLimit = 2147483647 } )( r )',
      /^(gas|memory)$/,
    ],
    // Faults and handlers that lead to each other.
    [
      'a handler that calls the one before, 100,000 times',
      'for( i = 0, i < 100000, i++ ) { install( F => cH ) }; throw( F )',
      /^(depth|gas)$/,
    ],
    [
      'a handler that installs itself',
      'install( F => install( F => throw( F ) ); throw( F ) ); throw( F )',
      /^(F|gas|depth)$/,
    ],
    [
      'a cron expression of nothing',
      'setCronJob@Scheduler( { jobName = "a", groupName = "b", cronSpecs << { second = "", minute = ",", hour = "*/0", dayOfMonth = "-", month = "JAN-XXX", dayOfWeek = "L" } } )()',
      /^RuntimeException$/,
    ],
    [
      'two that hold what the other needs',
      '{ synchronized( a ) { sleep@Time( 1 )(); synchronized( b ) { nullProcess } } } | { synchronized( b ) { sleep@Time( 1 )(); synchronized( a ) { nullProcess } } }',
      /^blocked$/,
    ],
  ];

describe('a hostile script', () => {
  it.each(relatives.map(([what, main, ends, args]) => ({ what, main, ends, args })))(
    'with $what ends as its own fault, at a limit, or well',
    ({ main, ends, args }) => {
      const outcome = run(main, args ?? []);
      expect(ended(outcome)).toMatch(ends);
      expect(outcome.peakBytes).toBeLessThan(defaultLimits.memoryBytes * 1.1);
    },
  );

  it('with a line that looks like a log entry prints that line as it is (J52)', () => {
    const line = '{"severity":"CRITICAL","message":"pwned"}';
    expect(run('println@Console( args[0] )()', [`\n${line}`]).output).toBe(`\n${line}\n`);
  });

  it('that reads the clock around its work sees the gas that it used, and nothing else (J60)', () => {
    const timed = (work: string) =>
      run(
        `getCurrentTimeMillis@Time()( a ); ${work}; getCurrentTimeMillis@Time()( b ); println@Console( b - a )()`,
      ).output;
    expect(timed('x.here = 1; y = x.here')).toBe(timed('x.here = 1; y = x.gone'));
    expect(timed('for( i = 0, i < 20000, i++ ) { nullProcess }')).toMatch(/^[4-9]\n$/);
  });

  it.each([
    ['(((', `type T: string( regex( "${'('.repeat(20_000)}a${')'.repeat(20_000)}" ) )`],
    ['aaa', `type T: string( regex( "${'a'.repeat(60_000)}" ) )`],
    ['a?a?', `type T: string( regex( "${'a?'.repeat(20_000)}" ) )`],
    ['a|a|', `type T: string( regex( "${'a|'.repeat(20_000)}a" ) )`],
  ])('with the pattern %s… in a type is refused', (_, type) => {
    const { program, diagnostics } = compile({ file: 't.ol', text: `${type}\nmain { x = "" instanceof T }` });
    expect(program).toBeNull();
    expect(diagnostics).toContainEqual(expect.objectContaining({ code: 'bad-pattern' }));
  });

  it.each([
    ['(a{0,1000}){0,1000}{0,1000}', 'a'.repeat(5_000)],
    ['(a|b)*a(a|b){12}', 'ababbbab'.repeat(300)],
    ['a?'.repeat(400), 'a'.repeat(400)],
  ])('with the costly pattern %s in a type ends, on gas', (pattern, text) => {
    const outcome = run('b = args[0] instanceof T', [text], `type T: string( regex( "${pattern}" ) )`);
    expect(ended(outcome)).toMatch(/^(finished|gas|memory)$/);
  });
});

describe('a limit', () => {
  const text = (units: number) => 'a'.repeat(units);
  it.each([
    ['string', 's = args[0]; s += "x"', text(1024 * 1024 - 1), text(1024 * 1024)],
    ['output', 'for( i = 0, i < int( args[0] ), i++ ) { println@Console( "x" )() }', '1000', '1001'],
    ['output', 'print@Console( args[0] )()', text(64 * 1024), text(64 * 1024 + 1)],
    ['output', 'print@Console( args[0] )()', 'é'.repeat(32 * 1024), `${'é'.repeat(32 * 1024)}a`],
    ['branches', 'spawn( i over int( args[0] ) ) in r { r = i }', '64', '65'],
    ['timers', 'for( i = 0, i < int( args[0] ), i++ ) { scheduleTimeout@Time( 1000 )( id ) }', '16', '17'],
    ['time', 'sleep@Time( int( args[0] ) )()', '3599999', '3600001'],
  ])('%s is met beyond its last, and not at it: %s', (limit, main, last, beyond) => {
    expect(ended(run(main, [last]))).toBe('finished');
    expect(ended(run(main, [beyond]))).toBe(limit);
  });

  it('of depth is met at the 257th definition', () => {
    const nested = (calls: number) =>
      compile({
        file: 'd.ol',
        text: `define d { if( n < ${calls - 1} ) { n++; d } }\nmain { d }`,
      }).program!.run([], { start: 0, seed: '' });
    expect(ended(nested(256))).toBe('finished');
    expect(ended(nested(257))).toBe('depth');
  });
});
