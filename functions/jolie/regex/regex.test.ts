import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compileRegex, Matches, replace, split, type Match, type Regex } from './index';

const free = {
  charge() {},
  allocate() {},
  making: <T>(make: () => T): T => make(),
  hold: () => 0,
  release() {},
};

function compiled(pattern: string): Regex {
  const result = compileRegex(pattern, free);
  if (!result.ok) throw new Error(`${pattern}: ${result.error} near index ${result.index}`);
  return result.regex;
}

function findAll(regex: Regex, input: string): Pick<Match, 'start' | 'groups'>[] {
  const found: Pick<Match, 'start' | 'groups'>[] = [];
  const matches = new Matches(regex, input, free);
  while (matches.advance()) found.push({ start: matches.start, groups: matches.match.groups });
  return found;
}
const groupsOf = (pattern: string, input: string) =>
  findAll(compiled(pattern), input).map(({ groups }) => groups);
const found = (pattern: string, input: string) => groupsOf(pattern, input).map(([whole]) => whole);
const matches = (pattern: string, input: string) => compiled(pattern).matches(input, free) !== null;

/** The gas of a search, whatever comes of it. */
function gasOf(pattern: string, input: string): number {
  let gas = 0;
  const regex = compiled(pattern);
  regex.find(input, 0, { ...free, charge: (more) => (gas += more) });
  return gas;
}

// What is expected here was seen by running Java 17.
describe('a regular expression', () => {
  it.each([
    ['[a-z&&[^aeiou]]+', 'hello', ['h', 'll']],
    ['[^a-c&&[^x]]', 'abxd', ['x', 'd']],
    ['[]a]+', 'a]b', ['a]']],
    ['[a-]+', 'a-b', ['a-']],
    ['a{2}{3}', 'aaaaaa', ['aa', 'aa', 'aa']],
    ['(?i)straSSe', 'STRASSE', ['STRASSE']],
    ['(?iu)ΣΊΣΥΦΟΣ', 'σίσυφος', ['σίσυφος']],
    ['(?i)É', 'é', []],
    ['\\bè\\b', 'è è', ['è', 'è']],
    ['(?x) a b # c', 'ab', ['ab']],
    ['\\Qa.b\\E+', 'a.bb', ['a.bb']],
    ['\\R', '\r\n\n', ['\r\n', '\n']],
    ['\\X', 'e\u0301👨‍👩‍👧🇮🇹', ['e\u0301', '👨‍👩‍👧', '🇮🇹']],
    ['(?<=a+)b', 'aab', ['b']],
    ['x*+x', 'xxx', []],
    ['(?s).', '😀', ['😀']],
    ['\\Ga', 'aaba', ['a', 'a']],
    ['(?m)^', '', []],
    ['a$', 'a\r\n', ['a']],
    ['\\cA', '\u0001', ['\u0001']],
    ['\\uD83D\\uDE00', '😀', ['😀']],
    ['\\p{script=Greek}+|\\p{InCyrillic}+', 'αβ жя', ['αβ', 'жя']],
    ['(?U)\\w+', 'già', ['già']],
  ])('%s finds in %j what Java finds', (pattern, input, expected) => {
    expect(found(pattern, input)).toEqual(expected);
  });

  it('keeps of a group what its last round took', () => {
    expect(groupsOf('(a|b)*', 'ab')[0]).toEqual(['ab', 'b']);
    expect(groupsOf('(a*)*', 'b')[0]).toEqual(['', '']);
    expect(groupsOf('(?<n>a)|(b)', 'ba')).toEqual([
      ['b', undefined, 'b'],
      ['a', 'a', undefined],
    ]);
    expect(groupsOf('(a)\\1', 'aa')[0]).toEqual(['aa', 'a']);
    expect(groupsOf('(?:(a)|b)*', 'ab')[0]).toEqual(['ab', 'a']);
  });

  it.each([
    ['[', 'Unclosed character class', 0],
    ['[]', 'Unclosed character class', 1],
    ['(', 'Unclosed group', 1],
    [')', "Unmatched closing ')'", -1],
    ['*a', "Dangling meta character '*'", 0],
    ['a**', "Dangling meta character '*'", 2],
    ['a{', 'Illegal repetition', 2],
    ['a{2', 'Unclosed counted closure', 3],
    ['a{3,2}', 'Illegal repetition range', 5],
    ['\\', 'Unexpected internal error', 1],
    ['\\p{Nothing}', 'Unknown character property name {Nothing}', 10],
    ['\\p{sc=Nothing}', 'Unknown Unicode property {name=<sc>, value=<Nothing>}', 13],
    ['\\q', 'Illegal/unsupported escape sequence', 1],
    ['(?<1>a)', 'capturing group name does not start with a Latin letter', 3],
    ['\\k<n>', 'named capturing group <n> does not exist', 4],
    ['(?<=(a|b)*)c', 'Look-behind group does not have an obvious maximum length', 9],
    ['(?z)', 'Unknown inline modifier', 2],
    ['[b-a]', 'Illegal character range', 3],
  ])('%s is refused in Java’s words', (pattern, error, index) => {
    expect(compileRegex(pattern, free)).toEqual({ ok: false, error, index });
  });

  it('has limits: its length, its depth, and its counted repeats written out', () => {
    const refused = ['a'.repeat(1025), '('.repeat(21) + ')'.repeat(21), '[a'.repeat(21), '(?:a{1000}){6}'];
    for (const pattern of refused) expect(compileRegex(pattern, free).ok).toBe(false);
    expect(compileRegex(`${'('.repeat(19)}a${')'.repeat(19)}`, free).ok).toBe(true);
    expect(matches('(?:){2147483647}a', 'a')).toBe(true);
  });
});

describe('the steps of a search', () => {
  it.each([
    '(a+)+$',
    '(a|a)*b',
    '(a|aa)+$',
    'a.*b|a.*c',
    '(.*)*x',
    '(?=.*b)c',
    '(?>a*)b',
    '(?=(a+)+$)b',
    'a*+b',
    '((a?b?)*)*c',
    '(?<!a{1,9})ab',
    '(?:a?){30}a{30}b',
  ])('of %s grow no faster than the input', (pattern) => {
    const [short, long] = [gasOf(pattern, `${'a'.repeat(1_000)}!`), gasOf(pattern, `${'a'.repeat(8_000)}!`)];
    expect(long).toBeLessThan(short * 9);
  });

  const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\w', '(?=a)', '(?!b)', '^', '$');
  const { pattern: patterns } = fc.letrec<{ pattern: string }>((tie) => ({
    pattern: fc.oneof(
      { maxDepth: 4 },
      atom,
      fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => a + b),
      fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => `(?:${a}|${b})`),
      fc
        .tuple(tie('pattern'), fc.constantFrom('*', '+', '?', '*?', '+?', '*+'))
        .map(([a, q]) => `(?:${a})${q}`),
    ),
  }));

  it('are bounded by the input and the pattern, whatever the pattern', () => {
    fc.assert(
      fc.property(patterns, fc.constantFrom('a', 'ab', 'aab'), (pattern, unit) => {
        const [short, long] = [200, 1_600].map((length) => gasOf(pattern, `${unit.repeat(length)}!`));
        expect(long!).toBeLessThan(short! * 9 + 500);
      }),
      { numRuns: 300 },
    );
  });
});

describe('where both dialects agree', () => {
  // A repeat whose rounds may take nothing is where they do not: so only what takes something is repeated.
  const { pattern: patterns } = fc.letrec<{ pattern: string; solid: string }>((tie) => ({
    solid: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom('a', 'b', 'c', '[ab]', '[^ab]', '\\d', '\\w', '\\s', '\\W', 'x1'),
      fc.tuple(tie('solid'), tie('pattern')).map(([a, b]) => a + b),
      fc.tuple(tie('solid'), tie('solid')).map(([a, b]) => `(${a}|${b})`),
      fc.tuple(tie('solid'), fc.constantFrom('+', '+?', '{2}', '{1,2}')).map(([a, q]) => `(?:${a})${q}`),
    ),
    pattern: fc.oneof(
      { maxDepth: 4 },
      tie('solid'),
      fc.constantFrom('\\b', '\\B'),
      fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => a + b),
      fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => `(?:${a}|${b})`),
      fc.tuple(tie('solid'), fc.constantFrom('*', '?', '*?', '??')).map(([a, q]) => `(?:${a})${q}`),
      tie('pattern').map((a) => `(?=${a})`),
      tie('pattern').map((a) => `(?!${a})`),
      tie('solid').map((a) => `(?:${a})`),
    ),
  }));
  const texts = fc.array(fc.constantFrom('a', 'b', 'c', 'x', '1', ' ', '-', '\n'), { maxLength: 10 });

  it('finds what the host’s RegExp finds, and judges whole texts alike', () => {
    fc.assert(
      fc.property(patterns, texts, (pattern, characters) => {
        const text = characters.join('');
        const hosts = [...text.matchAll(new RegExp(pattern, 'g'))].map((match) => [match.index, match[0]]);
        const ours = findAll(compiled(pattern), text).map(({ start, groups }) => [start, groups[0]]);
        expect(ours).toEqual(hosts);
        expect(matches(pattern, text)).toBe(new RegExp(`^(?:${pattern})$`).test(text));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('replacing and splitting', () => {
  const replaced = (pattern: string, input: string, replacement: string, all = true) => {
    let text = '';
    const append = (piece: string) => (text += piece);
    const result = replace(compiled(pattern), input, replacement, all, free, { append });
    return result.ok ? text : result.exception;
  };

  it('takes groups by number and by name, and what a backslash protects', () => {
    expect(replaced('(a)(b)?', 'ab a', '<$1$2>')).toBe('<ab> <a>');
    expect(replaced('(?<n>a)', 'aa', '${n}${n}', false)).toBe('aaa');
    expect(replaced('a', 'a', '\\$1\\\\')).toBe('$1\\');
    expect(replaced('(a)', 'a', '$10')).toBe('a0');
    expect(replaced('', 'ab', '-')).toBe('-a-b-');
  });

  it.each([
    ['$2', 'IndexOutOfBoundsException'],
    ['$', 'IllegalArgumentException'],
    ['\\', 'IllegalArgumentException'],
    ['${m}', 'IllegalArgumentException'],
    ['${n', 'IllegalArgumentException'],
    ['$x', 'IllegalArgumentException'],
  ])('the replacement %s is refused', (replacement, exception) => {
    expect(replaced('(?<n>a)', 'a', replacement)).toBe(exception);
  });

  it('gives pieces as Java does', () => {
    const pieces = (pattern: string, input: string, limit: number) =>
      split(compiled(pattern), input, limit, free);
    expect(pieces(',', 'a,,b,,', 0)).toEqual(['a', '', 'b']);
    expect(pieces(',', 'a,,b,,', -1)).toEqual(['a', '', 'b', '', '']);
    expect(pieces(',', 'a,b,c', 2)).toEqual(['a', 'b,c']);
    expect(pieces('', 'abc', 0)).toEqual(['a', 'b', 'c']);
    expect(pieces('x', '', 0)).toEqual(['']);
  });
});
