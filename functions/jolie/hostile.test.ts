import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { check, compile, defaultLimits, type Limits } from './index';

const imports = `from console import Console
from string_utils import StringUtils
from json_utils import JsonUtils
from security_utils import SecurityUtils
from math import Math
from runtime import Runtime
`;
const embeds = `embed Console as Console
embed StringUtils as StringUtils
embed JsonUtils as JsonUtils
embed SecurityUtils as SecurityUtils
embed Math as Math
embed Runtime as Runtime
`;
const script = (main: string, before = ''): string => `${imports}${before}
service Main { ${embeds} main { ${main} } }`;

function runSource(text: string, args: readonly string[] = [], limits: Partial<Limits> = {}) {
  const { program, diagnostics } = compile({ file: 'script.ol', text });
  if (program === null)
    throw new Error(`does not compile: ${diagnostics[0]!.line}: ${diagnostics[0]!.message}`);
  const began = performance.now();
  const elapsed = () => performance.now() - began;
  return program.run(
    args,
    { start: 0, seed: 'hostile', elapsed },
    { ...defaultLimits, milliseconds: 20_000, ...limits },
  );
}

const run = (main: string, args: readonly string[] = [], limits: Partial<Limits> = {}) =>
  runSource(script(main), args, limits);
const refused = (text: string) => check({ file: 'script.ol', text });
const lines = (main: string): string[] => run(main).output.split('\n').slice(0, -1);

const prototypes = [Object.prototype, Array.prototype, Function.prototype, String.prototype, Map.prototype];
const snapshot = (): string[][] => prototypes.map((each) => Reflect.ownKeys(each).map(String));
let before: string[][];

describe('a hostile script', () => {
  beforeEach(() => {
    before = snapshot();
  });

  afterEach(() => {
    expect(snapshot()).toEqual(before);
    const benign = run('println@Console( "hello " + ( 1 + 2 ) )()');
    expect(benign).toMatchObject({ kind: 'finished', output: 'hello 3\n' });
  });

  it('J01: an endless loop ends at the gas limit', () => {
    expect(run('while( true ) { nullProcess }')).toMatchObject({ kind: 'limit', limit: 'gas' });
  });

  it('J02: a loop in a handler ends at the gas limit', () => {
    const outcome = run('scope( s ) { install( default => while( true ) { x++ } ); throw( F ) }');
    expect(outcome).toMatchObject({ kind: 'limit', limit: 'gas' });
  });

  it('J03: no handler catches a limit', () => {
    const outcome = run(
      'while( true ) { scope( s ) { install( default => nullProcess ); while( true ) { x++ } } }',
    );
    expect(outcome).toMatchObject({ kind: 'limit', limit: 'gas' });
  });

  it('J04: a handler that throws its own fault ends the run with it', () => {
    const { kind } = run('install( F => throw( F ) ); throw( F )');
    expect(['fault', 'limit']).toContain(kind);
  });

  it('J05: endless recursion ends at the depth limit', () => {
    const outcome = runSource('define p { p } main { p }'.replace('} main', '}\nmain'));
    expect(outcome).toMatchObject({ kind: 'limit', limit: 'depth' });
  });

  it('J07: 100,000 parentheses are refused', () => {
    const text = `main { x = ${'('.repeat(100_000)}1${')'.repeat(100_000)} }`;
    expect(refused(text)).not.toEqual([]);
    expect(refused(`main { x = ${'('.repeat(10_000)}1${')'.repeat(10_000)} }`)[0]).toMatchObject({
      code: 'nesting-too-deep',
    });
  });

  it('J08: a sum of very many terms is refused or ends, and never overflows', () => {
    const text = `main { x = ${'1 + '.repeat(15_000)}1 }`;
    expect(refused(`main { x = ${'1 + '.repeat(500_000)}1 }`)).not.toEqual([]);
    expect(runSource(text).kind).toMatch(/finished|limit/);
  });

  it('J09: 50,000 nested types are refused', () => {
    const text = `type T { ${'a { '.repeat(15_000)} ${'} '.repeat(15_000)} }\nmain { nullProcess }`;
    expect(refused(text)[0]).toMatchObject({
      code: expect.stringMatching(/nesting|source-too-large/),
    });
  });

  it('J10: types that are nothing but themselves are refused or end at a limit', () => {
    const types = 'type A: B\ntype B: A\n';
    expect(runSource(script('b = x instanceof A', types))).toMatchObject({ kind: 'limit', limit: 'depth' });
    expect(refused(script('b = x instanceof T', 'type T: T\n'))).toMatchObject([{ code: 'unknown-type' }]);
  });

  it('J11: a choice that multiplies at each level ends at the gas limit', () => {
    const deep = Array.from({ length: 30 }, () => 'x').join('.');
    const main = `v.${deep}.wrong = 1; b = v instanceof T`;
    const outcome = runSource(script(main, 'type T: void { x?: T | T | T | T }\n'));
    expect(outcome).toMatchObject({ kind: 'limit', limit: 'gas' });
  });

  it('J12: a source of 10 MB is refused before it is scanned', () => {
    expect(refused(`main { x = "${'a'.repeat(10_000_000)}" }`)).toMatchObject([{ code: 'source-too-large' }]);
  });

  it.each([`main { x = "${'a'.repeat(60_000)}`, `main { /* ${'a'.repeat(60_000)}`])(
    'J13: what is not closed is one diagnostic (%#)',
    (text) => {
      const errors = refused(text).filter(({ severity }) => severity === 'error');
      expect(errors.length).toBeGreaterThan(0);
      expect(errors.length).toBeLessThanOrEqual(2);
    },
  );

  it('J14: an error at each byte gives at most 50 diagnostics', () => {
    const found = refused('@'.repeat(60_000));
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThanOrEqual(50);
  });

  it.each(['main { a\0b = 1 }', 'main { x = "\ud800" }'])(
    'J15: a character that no source has is refused (%#)',
    (text) => {
      expect(refused(text)).not.toEqual([]);
    },
  );

  it('J16: doubling a string ends at a limit', () => {
    expect(run('s = "a"; while( true ) { s += s }').kind).toBe('limit');
  });

  it('J17: a rope is flattened on gas', () => {
    const turn = 's += "x"; substring@StringUtils( s { begin = i / 2 } )( r )';
    expect(run(`for( i = 0, i < 1000000, i++ ) { ${turn} }`).kind).toBe('limit');
  });

  it('J18: padding to 2 GiB ends before anything is allocated', () => {
    const outcome = run('leftPad@StringUtils( "x" { length = 2147483647, char = "y" } )( r )');
    expect(outcome.kind).toBe('limit');
    expect(outcome.peakBytes).toBeLessThan(1_000_000);
  });

  it('J19: a vector of 2^31 elements ends at the memory limit', () => {
    expect(run('a[2147483647] = 1')).toMatchObject({ kind: 'limit', limit: 'memory' });
  });

  it('J20: doubling a tree ends at a limit', () => {
    expect(run('for( i = 0, i < 60, i++ ) { y << x; x.l << y; x.r << y; x = 1 }').kind).toBe('limit');
  });

  it('J21: an alias of itself ends', () => {
    expect(run('a -> a; println@Console( a )()').kind).toMatch(/limit|fault/);
  });

  it('J22: aliases that multiply end at a limit', () => {
    const levels = Array.from({ length: 40 }, (_, i) => `x${i + 1}.a -> x${i}; x${i + 1}.b -> x${i}`).join(
      '; ',
    );
    expect(run(`x0 = "ha"; ${levels}; valueToPrettyString@StringUtils( x40 )( s )`).kind).toBe('limit');
  });

  it('J23: 2^31 branches end at the limit of branches', () => {
    expect(run('spawn( i over 2147483647 ) in r { r = i }')).toMatchObject({ kind: 'limit' });
  });

  it('J24: parallel writers under a lock lose nothing', () => {
    const branches = Array.from({ length: 60 }, () => 'synchronized( t ) { global.x++ }').join(' | ');
    expect(lines(`{ ${branches} }; println@Console( global.x )()`)).toEqual(['60']);
  });

  it('J25: waiting for what never comes is a limit', () => {
    expect(run('linkIn( l )')).toMatchObject({ kind: 'limit', limit: 'blocked' });
  });

  it('J29: a pattern that backtracks for ever in others is linear', () => {
    const outcome = run(
      `match@StringUtils( "${'a'.repeat(32)}!" { regex = "(a+)+$" } )( r ); println@Console( r )()`,
    );
    expect(outcome).toMatchObject({ kind: 'finished', output: '0\n' });
    expect(outcome.gas).toBeLessThan(20_000);
  });

  it('J30: a quadratic find-all ends at the gas limit', () => {
    const find = 'replaceAll@StringUtils( args[0] { regex = "a.*b|a", replacement = "x" } )( r )';
    expect(run(find, ['a'.repeat(16_000)])).toMatchObject({ kind: 'limit', limit: 'gas' });
  });

  it.each(['((a{0,10}){0,10}){0,10}', '(a{1000}){1000}'])(
    'J31: the pattern %s costs little or is refused',
    (regex) => {
      const outcome = run(`match@StringUtils( "a" { regex = "${regex}" } )( r )`);
      expect(outcome.kind).toMatch(/finished|fault/);
      expect(outcome.gas).toBeLessThan(100_000);
    },
  );

  it('J32: a pattern in a type is matched in linear time', () => {
    const main = `x = "${'a'.repeat(32)}!"; b = x instanceof T; println@Console( b )()`;
    const outcome = runSource(script(main, 'type T: string( regex( "(a+)+" ) )\n'));
    expect(outcome).toMatchObject({ kind: 'finished', output: 'false\n' });
  });

  it('J33: class intersections and unions mean what they mean in Java', () => {
    const test = (text: string, regex: string) =>
      `match@StringUtils( "${text}" { regex = "${regex}" } )( r ); println@Console( r )()`;
    const tests = [test('a', '[a-z&&[^b]]'), test('b', '[a-z&&[^b]]'), test('x', '[[a-c]x]')];
    expect(lines(tests.join('; '))).toEqual(['1', '0', '1']);
  });

  it.each(['$9', '$', '\\\\'])('J34: the replacement %s is a fault', (replacement) => {
    const outcome = run(`replaceAll@StringUtils( "a" { regex = "a", replacement = "${replacement}" } )( r )`);
    expect(outcome).toMatchObject({
      kind: 'fault',
      name: expect.stringMatching(/^I\w+Exception$/),
    });
  });

  it('J35: splitting by length zero is a fault', () => {
    expect(run('splitByLength@StringUtils( "abc" { length = 0 } )( r )')).toMatchObject({ kind: 'fault' });
  });

  it('J36, J37: __proto__, constructor and the like are ordinary names', () => {
    const main = `x.("__proto__").polluted = true; y.a = 1; println@Console( "" + y.polluted )();
      println@Console( "" + x.("constructor") + x.("toString") )(); println@Console( is_defined( x.hasOwnProperty ) )()`;
    expect(lines(main)).toEqual(['', '', 'false']);
  });

  it('J38: declarations may have such names', () => {
    const text = `${imports}
type constructor { toString: int }
service Main { ${embeds}
define hasOwnProperty { println@Console( "defined" )() }
main { hasOwnProperty; scope( constructor ) { install( __proto__ => println@Console( "caught" )() ); throw( __proto__ ) } } }`;
    expect(runSource(text)).toMatchObject({ kind: 'finished', output: 'defined\ncaught\n' });
  });

  it('J40: a variable may be called constructor', () => {
    expect(
      lines('constructor = 1; println@Console( constructor )(); println@Console( "" + __proto__ )()'),
    ).toEqual(['1', '']);
  });

  it('J41: names that look like numbers keep the order of a Java hash table', () => {
    const main = 'x.("10") = 1; x.("9") = 1; x.("1") = 1; foreach( n : x ) { println@Console( n )() }';
    expect(lines(main)).toEqual(['1', '9', '10']);
  });

  it.each([
    'leftPad@StringUtils( "x" { length = 9, char = "" } )( r )',
    'urlEncode@StringUtils( "x" { charset = "NO-SUCH" } )( r )',
    'getJsonValue@JsonUtils( "{" )( r )',
    'substring@StringUtils( "x" { begin = 9 } )( r )',
  ])('J42: a failure inside the library tells nothing of the host: %s', (main) => {
    const outcome = run(main);
    expect(outcome.kind).toBe('fault');
    if (outcome.kind !== 'fault') return;
    expect(outcome.message.length).toBeLessThanOrEqual(1024);
    expect(`${outcome.message}${outcome.tree}`).not.toMatch(/\.ts\b|\.js\b|node|\/|at \w/);
  });

  it('J43: an include out of the folder is refused', () => {
    expect(refused('include "../../../../proc/self/environ"\nmain { nullProcess }')).not.toEqual([]);
  });

  it('J44: embedding Java is refused', () => {
    const text =
      'outputPort P { Location: "local" }\nembedded { Java: "java.lang.Runtime" in P }\nmain { nullProcess }';
    expect(refused(text)).toContainEqual(expect.objectContaining({ code: 'unavailable' }));
  });

  it.each(['exec', 'file'])('J46: the package %s is refused, in a sentence', (name) => {
    const text = `from ${name} import X\nservice Main { main { nullProcess } }`;
    expect(refused(text)).toContainEqual(
      expect.objectContaining({
        code: 'unavailable',
        message: expect.stringMatching(/^scripts cannot/),
      }),
    );
  });

  it('J47: a socket is refused', () => {
    const text = `interface I { OneWay: o( void ) }
outputPort P { location: "socket://169.254.169.254:80" protocol: http interfaces: I }
main { o@P() }`;
    expect(refused(text)).toContainEqual(expect.objectContaining({ code: 'unavailable' }));
  });

  it('J48: there are no variables of an environment to read', () => {
    expect(lines('getenv@Runtime( "PATH" )( s ); println@Console( "[" + s + "]" )()')).toEqual(['[]']);
  });

  it('J49: halting ends this run only, with its status', () => {
    const outcome = run(
      'println@Console( "before" )(); halt@Runtime( { status = 7 } )(); println@Console( "after" )()',
    );
    expect(outcome).toMatchObject({ kind: 'finished', exitStatus: 7, output: 'before\n' });
    expect(run('callExit@Runtime( 0 )(); println@Console( "after" )()')).toMatchObject({
      kind: 'finished',
      output: '',
    });
  });

  it('J50: a flood of output ends at the output limit', () => {
    const outcome = run('while( true ) { println@Console( "x" )() }');
    expect(outcome).toMatchObject({ kind: 'limit', limit: 'output' });
    expect(outcome.output.length).toBeLessThanOrEqual(64 * 1024);
  });

  it('J53: 100,000 opened brackets are a fault, not an overflow', () => {
    const main = 'getJsonValue@JsonUtils( args[0] )( v )';
    expect(run(main, ['['.repeat(100_000)])).toMatchObject({ kind: 'fault', name: 'JSONCreationError' });
    const nested = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    expect(run(`${main}; getJsonString@JsonUtils( v )( s )`, [nested]).kind).toMatch(/finished|limit/);
  });

  it('J56: random bytes are charged before they are made', () => {
    expect(run('secureRandom@SecurityUtils( { size = 2147483647 } )( r )').kind).toBe('limit');
  });

  it('J57: arithmetic wraps and faults as the official interpreter does', () => {
    expect(run('x = 1 / 0')).toMatchObject({ kind: 'fault', name: 'ArithmeticException' });
    expect(run('x = 1 % 0')).toMatchObject({ kind: 'fault', name: 'ArithmeticException' });
    expect(lines('println@Console( int( "9999999999" ) )(); println@Console( 2147483647 + 1 )()')).toEqual([
      '0',
      '-2147483648',
    ]);
  });

  it('J58: sorting and scanning are charged by their size', () => {
    const fill = 'for( i = 0, i < 3000, i++ ) { l.item[i] = "item " + ( 3000 - i ) }';
    const small = run(fill).gas;
    const sorted = run(`${fill}; sort@StringUtils( l )( r )`).gas;
    expect(sorted - small).toBeGreaterThan(3000 * 11);
  });

  it('J59: nothing stays for the next run', () => {
    const { program } = compile({
      file: 'script.ol',
      text: script('println@Console( "[" + global.s + "]" )(); global.s = "secret"'),
    });
    const host = { start: 0, seed: '' };
    expect([1, 2].map(() => program!.run([], host).output)).toEqual(['[]\n', '[]\n']);
  });

  it('J61: the same inputs give the same outcome and gas', () => {
    const text = script(`for( i = 0, i < 50, i++ ) { random@Math()( d ); x.( "k" + d ) = i };
      foreach( k : x ) { println@Console( k )() }`);
    const { program } = compile({ file: 'script.ol', text });
    const outcomes = Array.from({ length: 20 }, () => program!.run([], { start: 5, seed: 's' }));
    expect(new Set(outcomes.map((each) => JSON.stringify(each))).size).toBe(1);
  });

  it('J62: the gas limit ends a run exactly there', () => {
    const main = 'for( i = 0, i < 100, i++ ) { x += i }';
    const { gas } = run(main);
    expect(run(main, [], { gas }).kind).toBe('finished');
    expect(run(main, [], { gas: gas + 1 }).kind).toBe('finished');
    expect(run(main, [], { gas: gas - 1 })).toMatchObject({ kind: 'limit', limit: 'gas' });
  });
});
