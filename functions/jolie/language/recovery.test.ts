import { describe, expect, it } from '@jest/globals';
import { check } from '../index';

const port = 'outputPort P { location: "local" OneWay: tell( int ) RequestResponse: ask( int )( int ) }\n';

/** What is found in the body of a main: line and column within it, and the code. */
const foundIn = (body: string) =>
  check({ file: 'main.ol', text: `${port}main {\n${body}\n}` })
    .filter(({ severity }) => severity === 'error')
    .map(({ line, column, code }) => `${line - 2}:${column} ${code}`);

describe('after an error', () => {
  it.each([
    [
      'the next statement of the block is read',
      'x = \ny = )\ntel@P( 1 )',
      ['2:5 syntax', '3:1 unknown-operation'],
    ],
    [
      'a parenthesis that is never closed ends with its block',
      'if( x == 1 {\n  tell@P( 1 )\n}\ntel@P( 1 )',
      ['2:7 syntax', '4:1 unknown-operation'],
    ],
    [
      'what stands before it in the block is judged',
      'tel@P( 1 )\nx = = 2',
      ['1:1 unknown-operation', '2:5 syntax'],
    ],
    [
      'the blocks around a wrong statement stay open',
      'while( true ) {\n  if( true ) {\n    x y\n  }\n  tel@P( 1 )\n}\ntell@Q( 1 )',
      ['3:7 syntax', '5:3 unknown-operation', '7:6 unknown-port'],
    ],
    [
      'a string that is not closed ends with its line',
      's = "abc\ntel@P( 1 )',
      ['1:5 unterminated-string', '2:1 unknown-operation'],
    ],
    ['a parallel branch goes on', '{ x = }\n|\n{ tel@P( 1 ) }', ['1:7 syntax', '3:3 unknown-operation']],
  ])('%s', (_, body, expected) => {
    expect(foundIn(body)).toEqual(expected);
  });

  it('given many that stand deep, then what follows them may nest as deep as ever', () => {
    const deep = `${'{ '.repeat(20)}x = ${'( '.repeat(60)}= ${'}'.repeat(20)}\n`;
    const found = foundIn(
      `${deep.repeat(3)}${'{ '.repeat(30)}y = ${'('.repeat(60)}1${')'.repeat(60)}${' }'.repeat(30)}`,
    );
    expect(found.filter((each) => each.includes('nesting-too-deep'))).toEqual([]);
    expect(found.length).toBeGreaterThan(0);
  });

  it('names are not judged by declarations that could not be read', () => {
    const text = 'interface I { OneWay: tell int }\noutputPort P { interfaces: I }\nmain { tell@P( 1 ) }';
    expect(check({ file: 'main.ol', text }).map(({ line, code }) => `${line} ${code}`)).toEqual(['1 syntax']);
  });

  it('declarations behind a wrong one are read', () => {
    const text = 'type A {\n  x: int,\n}\ntype B: {\n  y: int,\n}\nmain { nullProcess }';
    expect(check({ file: 'main.ol', text }).map(({ line }) => line)).toEqual([2, 5]);
  });

  it('the uses of a port whose service is unknown are not reported again', () => {
    const text = 'service A { embed Nothing as N main { a@N( 1 )( r ); b@N( 1 ) } }';
    expect(check({ file: 'main.ol', text }).map(({ code }) => code)).toEqual(['unknown-service']);
  });
});

describe('a hint', () => {
  it.each([
    ['int x = 1', /not declared/],
    ['let x = 1', /not declared/],
    ['return x', /response variable/],
    ['for( i = 0; i < 3; i++ ) { nullProcess }', /commas/],
    ['y = x ? 1 : 2', /if\( … \)/],
    ["y = 'a'", /double quotes/],
    ['y = -x', /0 - x/],
    ['println( "a" )', /NAME@PORT/],
  ])('is given for %s', (body, hint) => {
    const [first] = check({ file: 'main.ol', text: `main {\nx = 1\n${body}\n}` });
    expect(first!.hint).toMatch(hint);
  });
});
