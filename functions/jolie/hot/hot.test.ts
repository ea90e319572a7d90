import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { collectCases } from '../cli/conformance-folder';
import { judgeCase } from '../cli/conformance-case';
import { limitsOf } from '../cli/limits';
import { kinds } from '../fuzz/sources';
import { Random } from '../run/random';
import {
  compile,
  defaultLimits,
  type CompileOptions,
  type Limits,
  type Outcome,
  type Source,
} from '../index';
import { hotTier } from './index';

const cases = collectCases(path.join(__dirname, '../conformance'));
const corpus = cases.map(({ source }) => source.text);

/** The tier with what it generated looked at. */
function watched(): { readonly tier: NonNullable<CompileOptions['tier']>; readonly texts: string[] } {
  const texts: string[] = [];
  const tier = hotTier((...all) => {
    texts.push(all.at(-1)!);
    return new Function(...all) as () => unknown;
  });
  return { tier, texts };
}

const host = { start: 1_750_000_000_000, seed: 'hot' };

/** How a source ends by closures, and by what is generated; null when it does not compile. */
function outcomes(source: Source, limits: Limits): readonly [Outcome, Outcome] | null {
  const closures = compile(source).program;
  const hot = compile(source, { tier: watched().tier, hotAfter: 0 }).program;
  if (closures === null || hot === null) return null;
  return [closures.run(['one'], host, limits), hot.run(['one'], host, limits)];
}

describe('what is generated', () => {
  it('given the conformance cases, then it prints what the official interpreter printed', () => {
    const { tier, texts } = watched();
    const limits = limitsOf({ gas: null, milliseconds: null, memoryBytes: null });
    const failed = cases.flatMap((each) => {
      const verdict = judgeCase(each, limits, { ...host, seed: each.name }, { tier, hotAfter: 0 });
      return verdict.passed ? [] : [`${each.name}: ${verdict.difference}`];
    });
    expect(failed).toEqual([]);
    expect(texts.length).toBeGreaterThan(200);
  });

  it('given programs, whole and spoilt, and any limits, then they end as the closures do, gas and memory included', () => {
    let ran = 0;
    fc.assert(
      fc.property(
        fc.nat(),
        fc.integer({ min: 1, max: 40_000 }),
        fc.integer({ min: 1_000, max: 200_000 }),
        (seed, gas, memoryBytes) => {
          const random = new Random(`tiers ${seed}`);
          const source = kinds[['varied', 'trees', 'library'][seed % 3]!]!(random, corpus);
          const limits = { ...defaultLimits, gas, memoryBytes, milliseconds: Infinity };
          const ended = outcomes({ file: 'fuzz.ol', text: source }, limits);
          if (ended === null) return;
          ran++;
          expect(ended[1]).toEqual(ended[0]);
        },
      ),
      { numRuns: 200 },
    );
    expect(ran).toBeGreaterThan(20);
  });

  it.each([
    [
      'a loop of ints',
      's = 0; for( i = 0, i < 50, i++ ) { s = s * 31 + i % 7 - i / 3; if( s > 9 || !( i < 4 ) ) { s -= i } else { s = 1 } }',
    ],
    ['a loop in which a variable is made', 'for( i = 0, i < 9, i++ ) { last = i * i }'],
    [
      'a loop whose variable becomes a text',
      's = 1; for( i = 0, i < 9, i++ ) { s += i; if( i == 5 ) { s = "x" } }',
    ],
    [
      'ints that wrap',
      'x = 2147483647; n = -2147483648; for( i = 0, i < 3, i++ ) { x++; n--; x = x * 3; n = n / 2 }',
    ],
    ['a division by zero in a loop', 'd = 3; while( true ) { d--; x = 7 / d }'],
    ['an alias among the variables', 'a = 1; b -> a; for( i = 0, i < 5, i++ ) { b = b + i }'],
    ['definitions in definitions', 'for( i = 0, i < 4, i++ ) { one }'],
    [
      'a walk over what a loop changes',
      't.a = 1; t.b = 2; while( n < 3 ) { n++; foreach( k : t ) { t.( k ) += n }; for( e in t.c ) { e++ } ; t.c[ n ] = n }',
    ],
    ['a fault in a definition', 'scope( s ) { install( F => x = s.F ); i = 0; two }'],
  ])('given %s, then it ends as the closures do at every unit of gas', (_, body) => {
    const text = `define two { i++; throw( F, i ) } define inner { s += "x" + i } define one { inner; inner }
      main { ${body}; printing = "" + s + x + n + last + a + b + i; println@Console( printing )() }`;
    const source = { file: 'tiers.ol', text: `include "console.iol"\n${text}` };
    const whole = outcomes(source, defaultLimits)!;
    expect(whole[1]).toEqual(whole[0]);
    for (let gas = 1; gas < Math.min(whole[0].gas, 400); gas++) {
      const ended = outcomes(source, { ...defaultLimits, gas })!;
      expect(ended[1]).toEqual(ended[0]);
    }
  });

  it.each([
    [
      'texts, long and short',
      'toUpperCase@StringUtils( prose )( a ); toUpperCase@StringUtils( "b" )( b.c[ 1 ] )',
    ],
    ['what is no text', 'n = 3; contains@StringUtils( prose { substring = n } )( a )'],
    ['other types at one place', 'for( i = 0, i < 3, i++ ) { println@Console( x )(); x = "text" + i }'],
    [
      'an alias',
      'y -> prose; toUpperCase@StringUtils( y )( a ); a -> b; toUpperCase@StringUtils( "x" )( a )',
    ],
    [
      'a tree that is sent whole',
      't.a = "x"; t.b = prose; t = "z"; valueToPrettyString@StringUtils( t )( a ); t.c = 1',
    ],
    ['variables that are not there', 'length@StringUtils( none.at[ 2 ].all )( a )'],
    [
      'several fields',
      'replaceAll@StringUtils( prose { regex = "[aeiou]" replacement = "" } )( a ); substring@StringUtils( prose { begin = 2 end = 9 } )( b )',
    ],
    [
      'a pattern that is none',
      'scope( s ) { install( default => b = s.default ); replaceAll@StringUtils( prose { regex = "[" replacement = "" } )( a ) }',
    ],
    [
      'fields in another order, too many, too few, of other types and with children',
      `scope( s ) { install( default => b = s.default ); n = "x"; prose.k = 1; q = "a"; q.k = 1
        replaceAll@StringUtils( prose { replacement = "-" regex = q } )( a ); startsWith@StringUtils( a { prefix = a } )( x )
        for( i = 0, i < 3, i++ ) { split@StringUtils( a { regex = n, limit = i } )( a.p ); if( i == 1 ) { n = i } } }
      scope( s ) { install( default => b = b + s.default ); contains@StringUtils( "x" { substring = none } )( a ) }
      scope( s ) { install( default => b = b + s.default ); match@StringUtils( "x" { regex = "x", other = 1 } )( a ) }
      scope( s ) { install( default => b = b + s.default ); length@StringUtils( prose )( a ) }`,
    ],
    [
      'pieces',
      'split@StringUtils( prose { regex = " " } )( p ); a = p.result[ 1 ]; n = #p.result; split@StringUtils( "   " { regex = " " } )( p )',
    ],
  ])(
    'given calls of the library with %s, then they end as the closures do at every unit of gas',
    (_, body) => {
      const text = `from string-utils import StringUtils
from console import Console
service Main {
  embed StringUtils as StringUtils
  embed Console as Console
  main { prose = "a text of several words that is long, 32 and more"; ${body}
    said = "" + a + b + b.c[ 1 ] + n + x; println@Console( said )() } }`;
      const source = { file: 'asked.ol', text };
      const whole = outcomes(source, defaultLimits)!;
      for (const memoryBytes of [defaultLimits.memoryBytes, 4_000, 6_000, 8_000]) {
        const ended = outcomes(source, { ...defaultLimits, memoryBytes })!;
        expect(ended[1]).toEqual(ended[0]);
      }
      for (let gas = 1; gas <= whole[0].gas; gas++) {
        const ended = outcomes(source, { ...defaultLimits, gas })!;
        expect(ended[1]).toEqual(ended[0]);
      }
    },
  );

  it('given a host that refuses to generate, then all of it is closures', () => {
    const tier = hotTier(() => {
      throw new EvalError('the policy forbids it');
    });
    const source = {
      file: 't.ol',
      text: 'include "console.iol"\nmain { x = 1; println@Console( x + 1 )() }',
    };
    const { program } = compile(source, { tier, hotAfter: 0 });
    expect(program!.run([], host)).toMatchObject({ kind: 'finished', output: '2\n' });
  });

  it.each([
    ['a path of very many steps', `main { x${'.a'.repeat(5_000)} = 1; y = #x${'.a'.repeat(5_000)} }`],
    ['a sum of very many terms', `main { x = 1${' + x'.repeat(9_000)} }`],
    ['a product of very many', `main { x = 1; for( i = 0, i < 9, i++ ) { x = x${' * 3'.repeat(9_000)} } }`],
    ['very many conditions', `main { x = true${' && x'.repeat(9_000)} }`],
    [
      'very many branches',
      `main { ${Array.from({ length: 1_500 }, (_, i) => `if( x == ${i} ) { x = ${i} } else `).join('')} { y = 1 } }`,
    ],
    ['very many statements', `main { ${'x += "y"\n'.repeat(6_000)} }`],
    ['blocks as deep as they go', `main { ${'while( x < 3 ) { x++; '.repeat(14)} y = 1 ${'}'.repeat(14)} }`],
    ['brackets as deep as they go', `main { x = ${'( 1 + y * '.repeat(60)} 2 ${')'.repeat(60)} }`],
  ])('given %s, then it ends as the closures do', (_, text) => {
    const limits = { ...defaultLimits, gas: 50_000_000, milliseconds: Infinity };
    const [closures, hot] = outcomes({ file: 't.ol', text }, limits)!;
    expect(hot).toEqual(closures);
    expect(hot.kind).not.toBe('fault');
  });

  it('given a port of the library that is bound elsewhere, then the service stays closures', () => {
    const text = `include "console.iol"\nmain { Console.location = "local://nowhere"; println@Console( 1 )() }`;
    const [closures, hot] = outcomes({ file: 't.ol', text }, defaultLimits)!;
    expect(hot).toEqual(closures);
    expect(hot).toMatchObject({ kind: 'fault', name: 'IOException' });
  });
});

describe('a program with the tier', () => {
  const source = { file: 't.ol', text: 'main { for( i = 0, i < 100, i++ ) { s += i } }' };

  it('given runs that spend much gas, then its code is made anew, once', () => {
    const { tier, texts } = watched();
    const { program } = compile(source, { tier, hotAfter: 1_000 });
    const gas = Array.from({ length: 20 }, () => program!.run([], host).gas);
    expect(texts).toHaveLength(1);
    expect(new Set(gas).size).toBe(1);
  });

  it('given a rest, then it runs as before', () => {
    const { program } = compile(source, { tier: watched().tier, hotAfter: 0 });
    const before = program!.run([], host);
    program!.rest();
    expect(program!.run([], host)).toEqual(before);
    program!.rest();
    expect(program!.operations()).toEqual([]);
  });
});

describe('the generated text', () => {
  /** Everything that the writers write: words of the host's language, the helpers, and names with a number. */
  const grammar =
    /^(?:[\s(){}[\];,.:?=<>!&|+\-*/%]|(?<![\w$])(?:\d+|[cginv]\d*|[hkmst]|const|let|function|return|for|if|else|break|new|typeof|void|null|true|false|number|boolean|run|meter|state|slots|left|place|refill|basic|allocate|made|vectorMade|length|findVector|aliasItem|add|answer|ask|at|compare|copyInto|copyOf|enter|equal|findRoot|holds|imul|index|look|madeAt|makeRoot|makeRootVector|multiply|namesIn|over|peek|put|readRoot|rootVector|size|solicit|stepped|subtract|Value|vec)(?![\w$])|'(?:number|boolean)')*$/;
  const hostile = fc.oneof(
    fc.constantFrom(
      '__proto__',
      'constructor',
      'process',
      'return',
      '`${process.exit()}`',
      '\\u2028',
      "');throw 1;('",
      '*/x/*',
    ),
    fc.string({ unit: 'binary', maxLength: 20 }),
  );
  const name = fc.oneof(
    fc.constantFrom(
      '__proto__',
      'constructor',
      'process',
      'eval',
      'arguments',
      'globalThis',
      'c0',
      'm',
      't',
      'k',
      'this_',
    ),
    fc.stringMatching(/^[a-zA-Z_][a-zA-Z0-9_]{0,8}$/),
  );

  it('given hostile names, texts and numbers, then nothing of them is in it', () => {
    let generated = 0;
    fc.assert(
      fc.property(name, name, hostile, fc.double(), fc.maxSafeInteger(), (a, b, said, double, long) => {
        const quoted = `"${said.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n').replace(/\r/g, '\\r')}"`;
        const text = `include "string_utils.iol"
          define helping { ${a}.${b}[ 1 ] += ${quoted} }
          main { ${a} = ${quoted}; ${a}.${b}.${a}[ ${b} ] = ${Math.abs(long)}L; x = ${Math.abs(double).toFixed(3)} + ${a}.${b}
            toUpperCase@StringUtils( ${a} { ${b} = ${quoted} } )( ${b}.${a} ); foreach( ${b} : ${a} ) { helping }
            for( i = 0, i < 3, i++ ) { if( ${a} == ${quoted} ) { ${a} -= i } } }`;
        const { tier, texts } = watched();
        compile({ file: `${said}.ol`, text }, { tier, hotAfter: 0 });
        for (const each of texts) {
          generated++;
          expect(each).toMatch(grammar);
        }
      }),
    );
    expect(generated).toBeGreaterThan(10);
  });

  it('given all the cases, then it is of that grammar', () => {
    const { tier, texts } = watched();
    for (const { source } of cases) compile(source, { tier, hotAfter: 0 });
    expect(texts.filter((each) => !grammar.test(each)).map((each) => each.slice(0, 300))).toEqual([]);
    expect(texts.length).toBeGreaterThan(200);
  });
});
