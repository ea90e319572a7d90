import { describeLibrary, type OperationContents } from '../index';
import type { Random } from '../run/random';

const below = (random: Random, limit: number): number => Math.floor(random.double() * limit);
const pick = <T>(random: Random, from: readonly T[]): T => from[below(random, from.length)]!;
const many = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);

/** Pieces of the languages that the library reads; strung together they are mostly wrong, and sometimes deep. */
const pieces: readonly (readonly string[])[] = [
  '( ) (a) a b a+ a* (a*)* (a|b) [a-z] [^b] [a-z&&[^b]] \\d \\1 \\k<n> (?<n>a) (?=a) (?<=a{1,9}) (?>a) (?iu) ^ $ \\b \\X \\R . {2,5} {0,99} ? *+ ~ & <1-99> @ # "'.split(
    ' ',
  ),
  '{ } [ ] , : "a" "\\u00e9" "\\x" 1 -0 1e999 9999999999 true null "$" "_" "__proto__" '.split(' '),
  '<a> </a> <b/> <a:b> xmlns:a="x" k="v" &amp; &#65; &x; <!--c--> <![CDATA[x]]> <!DOCTYPE a [<!ENTITY x "&x;">]> <?xml version="1.0"?> text'.split(
    ' ',
  ),
  '{{a}} {{{a}}} {{#a}} {{/a}} {{^a}} {{>p}} {{!c}} {{=<% %>=}} <%a%> {{.}} {{a.b}} \n'.split(' '),
  "dd MM yyyy EEEE MMMM HH mm ss SSS a Z ' '' - / : 12 Monday June 2020 +0100".split(' '),
  '{a} {a,number} {a,number,#,##0.00} {a,choice,0#x|1<y} {a,date} \\{ } {+a} {?a,b} {a:3} %41 %zz % + é漢😀'.split(
    ' ',
  ),
  '* ? , - / 0 59 JAN MON-FRI */5 2199'.split(' '),
  [' ', '\0', '\t', '\ud800', '\u0301', 'ß', 'İ', '😀', 'a'.repeat(300), ' '.repeat(300)],
];

/** Patterns of refinements, which may stand beside each other. */
const patterns = 'a b (a|b)* ~(ab) (a&.) [a-z]{2,9} [^b] (a{0,50}){0,50} <1-99> <01-31> @ . a+ b? | &'.split(
  ' ',
);

const numbers = '0 1 -1 7 63 1000 65536 2147483647 -2147483648'.split(' ');

function text(random: Random): string {
  const from = pick(random, pieces);
  const glue = pick(random, ['', '', ' ']);
  const made = many(below(random, 12), () => pick(random, from)).join(glue);
  return JSON.stringify(random.double() < 0.1 ? made.repeat(below(random, 60)) : made).replace(
    /\\[bf]/g,
    '?',
  );
}

/** A value of some type, or of any. */
function value(random: Random): string {
  switch (below(random, 10)) {
    case 0:
      return 'void';
    case 1:
      return pick(random, ['true', 'false', 'x', 'l', 'raw', 'deep']);
    case 2:
      return `${pick(random, numbers)}L`;
    case 3:
      return pick(random, ['0.5', '-1.0E300', 'double( "NaN" )', 'double( "Infinity" )', '1.0E-320']);
    case 4:
    case 5:
      return pick(random, numbers);
    default:
      return text(random);
  }
}

/** A call with the operation's own fields, each with a value that mostly fits, in a scope that catches its fault. */
function call(random: Random, { name, kind, fields }: OperationContents, port: string): string {
  const given = fields.filter(({ optional }) => random.double() < (optional ? 0.4 : 0.95));
  const one = (type: string): string =>
    type.startsWith('int') || type.startsWith('long')
      ? pick(random, numbers)
      : type.startsWith('string') && random.double() < 0.9
        ? text(random)
        : type.startsWith('bool')
          ? 'true'
          : value(random);
  const children = given.map(({ name: field, type }) =>
    random.double() < 0.3 ? `.${field} << ${pick(random, ['x', 'l', 'deep'])}` : `.${field} = ${one(type)}`,
  );
  const request = `${value(random)}${children.length === 0 ? '' : ` { ${children.join(', ')} }`}`;
  const made = `${name}@${port}( ${request} )${kind === 'one-way' ? '' : `( ${pick(random, ['x', 'r', 'l.item[1]', 'deep.c'])} )`}`;
  return `scope( s ) { install( default => nullProcess ); ${made} }`;
}

/** A program of calls of the standard library, with odd values: texts of every kind, trees, extremes. */
export function libraryCalls(random: Random): string {
  const packages = describeLibrary();
  const chosen = many(1 + below(random, 3), () => pick(random, packages));
  const used = [...new Set(chosen)];
  const statements = many(1 + below(random, 25), () => {
    const { service, operations } = pick(random, used);
    const operation = pick(random, operations);
    return operation === undefined ? 'nullProcess' : call(random, operation, service);
  });
  const pattern = many(below(random, 8), () => pick(random, patterns)).join('');
  return `${used.map(({ name, service }) => `from ${name} import ${service}`).join('\n')}
type T: string( regex( "${pattern}" ) ) | void { c*: T }
service Main {
${used.map(({ service }) => `embed ${service} as ${service}`).join('\n')}
main {
l.item[2] = "b"; l.item[0] = 1.5; deep.c.c.c.c = ${value(random)}; x = ${text(random)}
${statements.join('\n')}
scope( s ) { install( default => nullProcess ); y = x instanceof T; z = deep instanceof T; x.( x ) = int( x ) + double( x ) }
} }`;
}
