import { describe, expect, it } from '@jest/globals';
import { compile, defaultLimits } from '../index';

const packages = {
  StringUtils: 'string_utils',
  JsonUtils: 'json_utils',
  XmlUtils: 'xml_utils',
  Converter: 'converter',
  Mustache: 'mustache',
  UriTemplates: 'uri_templates',
  HTMLUtils: 'html_utils',
  MessageDigest: 'message_digest',
  Scheduler: 'scheduler',
  Time: 'time',
};
const names = Object.keys(packages) as (keyof typeof packages)[];

/** Gas of a run, and how it ended. */
function gasOf(main: string, args: readonly string[] = [], types = ''): number {
  const text = `${names.map((name) => `from ${packages[name]} import ${name}`).join('\n')}
${types}
service Main {
${names.map((name) => `embed ${name} as ${name}`).join('\n')}
main { ${main} } }`;
  const { program, diagnostics } = compile({ file: 'cost.ol', text });
  if (program === null) throw new Error(JSON.stringify(diagnostics[0]));
  const outcome = program.run(args, { start: 0, seed: 'cost' }, { ...defaultLimits, gas: 100_000_000 });
  expect(outcome.kind).not.toBe('limit');
  return outcome.gas;
}

const long = 100_000;
/** What a statement costs more for a long text than for a short one, for a thousand characters. */
const perThousand = (main: string, unit = 'a', types = '', length = long): number =>
  ((gasOf(main, [unit.repeat(length / unit.length)], types) - gasOf(main, [unit], types)) * 1000) / length;

/** So many characters, from one on. */
const many = (first: string, count: number): string =>
  String.fromCharCode(...Array.from({ length: count }, (_, i) => first.charCodeAt(0) + i));

describe('gas', () => {
  it.each([
    ['a cast to int', 'x = int( args[0] )', '1'],
    ['a cast of spaces to bool', 'x = bool( args[0] )', ' '],
    ['a condition', 'if( args[0] ) { nullProcess }', 'x'],
    ['an equality', 'x = args[0] == args[0] + ""', 'a'],
    ['a comparison', 'x = args[0] < 1', '1'],
    ['a product', 'x = args[0] * 2', '1'],
    ['a child by its name', 'x.( args[0] ) = 1', 'a'],
    ['a text that is no int', 'x = args[0] instanceof int', 'a'],
    ['a change of case', 'toLowerCase@StringUtils( args[0] )( r )', 'İ'],
    ['a search for a word', 'contains@StringUtils( args[0] { substring = "aaaab" } )( r )', 'a'],
    ['a conversion to bytes', 'stringToRaw@Converter( args[0] )( r )', '漢'],
    ['bytes as text', 'stringToRaw@Converter( args[0] )( r ); x = string( r )', 'é'],
    ['a digest', 'md5@MessageDigest( args[0] )( r )', 'a'],
    ['escaping for JSON', 'getJsonString@JsonUtils( args[0] )( r )', '\u0001'],
    ['escaping for HTML', 'escapeHTML@HTMLUtils( args[0] )( r )', 'é'],
    ['escaping for an address', 'urlEncode@StringUtils( args[0] )( r )', 'é'],
    ['a date pattern', 'getCurrentDateTime@Time( { format = args[0] } )( r )', "'a'"],
    ['a template', 'render@Mustache( { template = args[0] } )( r )', '{{x}}'],
    ['an address template', 'expand@UriTemplates( { template = args[0] } )( r )', '{a}'],
  ])('%s is charged by its length', (_, main, unit) => {
    expect(perThousand(main, unit)).toBeGreaterThan(40);
  });

  it.each([
    ['a class', `[${many('à', 300)}]`],
    ['a class before more', `[${many('à', 300)}]b`],
    ['a class of ranges', `[${'ā-ē'.repeat(200)}]`],
    ['a class of scripts', `[${'\\\\p{IsThai}'.repeat(80)}]`],
    ['a class within classes', `[^x&&[^${many('à', 300)}]&&[^y]]{9}z`],
    ['letters of either case', `(?iu)[${many('à', 100)}]`],
  ])('given a pattern with %s, when it passes a text, then each look is charged by the parts', (_, regex) => {
    const found = `find@StringUtils( args[0] { regex = "${regex}" } )( r )`;
    expect(perThousand(found, '漢', '', 2_000)).toBeGreaterThan(20_000);
  });

  it.each([
    ['a choice', 'a|', ''],
    ['a look ahead', '(?=b|', ')a'],
    ['a look that must fail', '(?!', ')b'],
  ])(
    'given a pattern of many groups in %s, when it is looked for, then each look is charged by the groups',
    (_, begin, end) => {
      const replaced = `replaceAll@StringUtils( args[0] { regex = "${begin}${'(b)'.repeat(300)}${end}", replacement = "" } )( r )`;
      expect(perThousand(replaced, 'a', '', 2_000)).toBeGreaterThan(20_000);
    },
  );

  it('of an expression is charged by its parts', () => {
    const parts = (count: number) =>
      gasOf(`x = ${'1 * '.repeat(count)}1; y = ${'true && '.repeat(count)}true`);
    expect(parts(400) - parts(4)).toBeGreaterThan(200);
    const steps = (count: number) => gasOf(`x${'.a'.repeat(count)} = 1`);
    expect(steps(400) - steps(4)).toBeGreaterThan(90);
  });

  it('of an alias is charged by the path that it stands for', () => {
    const used = (count: number) =>
      gasOf(`a -> b${'.c'.repeat(count)}; for( i = 0, i < 100, i++ ) { y = a }`);
    expect(used(400) - used(4)).toBeGreaterThan(90 * 100);
  });

  it('of a fault, and of what it ends, is more than that of a statement', () => {
    const thrown = gasOf('scope( s ) { install( F => nullProcess ); throw( F ) }');
    expect(thrown - gasOf('scope( s ) { install( F => nullProcess ) }')).toBeGreaterThan(100);
  });

  it('of memory is charged with the bytes', () => {
    expect(gasOf('x[ 10000 ] = 1')).toBeGreaterThan(7_000);
  });

  it('of a loop over names is charged for the table, even when it was emptied', () => {
    const fill = 'for( i = 0, i < 3000, i++ ) { x.( "n" + i ) = 1 }';
    const empty = 'for( i = 0, i < 3000, i++ ) { undef( x.( "n" + i ) ) }';
    const loop = 'foreach( n : x ) { nullProcess }';
    expect(gasOf(`${fill}; ${empty}; ${loop}`) - gasOf(`${fill}; ${empty}`)).toBeGreaterThan(200);
  });

  it('of a cron field is charged for what it may name', () => {
    const set = (year: string) =>
      gasOf(
        `specs << { second = "0", minute = "0", hour = "0", dayOfMonth = "1", month = "1", dayOfWeek = "*", year = args[0] }
        q << { jobName = "j", groupName = "g" }; q.cronSpecs << specs; setCronJob@Scheduler( q )()
        deleteCronJob@Scheduler( { jobName = "j", groupName = "g" } )()`,
        [year],
      );
    expect(set(`${'*,'.repeat(1_000)}*`) - set('*')).toBeGreaterThan(50_000);
  });
});
