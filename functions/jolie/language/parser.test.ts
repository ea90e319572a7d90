import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Findings, parse, type Diagnostic } from './index';

const parsed = (text: string) => {
  const findings = new Findings();
  const module = parse('t.ol', text, { includes: () => null, sourceLimit: 64 * 1024 }, findings);
  return { module, diagnostics: findings.sorted() };
};
const places = (diagnostics: readonly Diagnostic[]) =>
  diagnostics.map(({ line, column, code }) => `${line}:${column} ${code}`);
const main = (text: string) => parsed(`main {\n${text}\n}`);

const folder = 'functions/jolie/conformance';
const cases = readdirSync(folder).filter((file) => file.endsWith('.ol'));
const wellFormed = cases.filter((file) => !file.startsWith('error-'));

describe('the parser', () => {
  it.each(wellFormed)('takes %s without a finding', (file) => {
    expect(
      places(parsed(readFileSync(`${folder}/${file}`, 'utf8')).diagnostics).filter(
        (each) => !each.endsWith('unknown-include'),
      ),
    ).toEqual([]);
  });

  it('separates statements by semicolons or new lines', () => {
    expect(main('a = 1; b = 2\nc = 3').diagnostics).toEqual([]);
    expect(places(main('a = 1 b = 2').diagnostics)).toEqual(['2:7 syntax']);
  });

  it('finds every error of a source in one pass, each at its place', () => {
    const { diagnostics } = main('x = 1\ny = 1;\nz = )\nfor( i = 0 ) { nullProcess }\nok = 1\nthrow( )');
    expect(places(diagnostics)).toEqual(['4:5 syntax', '5:12 syntax', '7:8 syntax']);
  });

  it.each([
    ['a semicolon before the end of a block', 'a = 1;', '3:1 trailing-semicolon'],
    ['a string without an end', 'a = "x', '2:5 unterminated-string'],
    ['a comment without an end', 'a = 1 /* x', '3:2 unterminated-comment'],
    ['an escape that Jolie does not have', 'a = "\\q"', '2:6 bad-escape'],
    ['an exponent with a sign and no point', 'a = 1e-3', '2:5 bad-number'],
    ['an int that is too large', 'a = 2147483648', '2:5 bad-number'],
    ['a negated variable', 'a = -b', '2:5 syntax'],
    ['a prefixed path outside of with', '.a = 1', '2:1 syntax'],
  ])('says where %s is', (_, text, place) => {
    expect(places(main(text).diagnostics)).toContain(place);
  });

  it('reads a number right after a minus as part of it, and subtracts all the same', () => {
    expect(main('x = y -1; z = y-1').diagnostics).toEqual([]);
  });

  it.each([
    ['parentheses', `main { x = ${'('.repeat(100_00)}1 }`],
    ['blocks', `main ${'{'.repeat(10_000)}`],
    ['types', `type T { ${'a { '.repeat(10_000)}`],
    ['negations', `main { x = ${'!'.repeat(10_000)}1 }`],
    ['dynamic names', `main { ${'a.('.repeat(10_000)} }`],
    ['choices', `type T: ${'int | '.repeat(10_000)} int`],
  ])('given %s nested without end, then it says that they are nested too deep', (_, text) => {
    expect(parsed(text).diagnostics.map(({ code }) => code)).toContain('nesting-too-deep');
  });

  it('takes a sum of very many terms, which is wide and not deep', () => {
    expect(main(`x = ${'1 + '.repeat(15_000)}1`).diagnostics).toEqual([]);
  });

  it('refuses a source that is over its limit before it scans it', () => {
    expect(places(parsed(' '.repeat(64 * 1024 + 1)).diagnostics)).toEqual(['1:1 source-too-large']);
  });

  it('gives at most 50 findings, however many errors there are', () => {
    expect(parsed('@'.repeat(60_000)).diagnostics.length).toBeLessThanOrEqual(50);
    expect(main(Array.from({ length: 500 }, () => 'x = )').join('\n')).diagnostics).toHaveLength(50);
  });

  it.each([['\ufeffmain { nullProcess }'], ['#!/usr/bin/env jolie\nmain { nullProcess }']])(
    'skips what a file may begin with: %j',
    (text) => {
      expect(parsed(text).diagnostics).toEqual([]);
    },
  );

  it.each([['\0'], ['\ud800']])('refuses a source with %j in it', (odd) => {
    expect(places(parsed(`main {\n x${odd} = 1 }`).diagnostics)).toEqual(['2:3 source-encoding']);
  });

  it('given any text, when it is parsed, then nothing is thrown', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(Array.isArray(parsed(text).diagnostics)).toBe(true);
      }),
    );
  });

  it('given a program that is cut, doubled or stirred, then nothing is thrown', () => {
    const sources = wellFormed.map((file) => readFileSync(`${folder}/${file}`, 'utf8'));
    fc.assert(
      fc.property(
        fc.constantFrom(...sources),
        fc.nat(),
        fc.nat(),
        fc.string({ maxLength: 5 }),
        (source, a, b, insert) => {
          const [from, to] = [a % source.length, b % source.length];
          const text = source.slice(0, from) + insert + source.slice(to);
          expect(Array.isArray(parsed(text.slice(0, 60_000)).diagnostics)).toBe(true);
        },
      ),
    );
  });
});
