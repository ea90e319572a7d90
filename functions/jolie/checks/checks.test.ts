import { describe, expect, it } from '@jest/globals';
import { check } from '../index';

/** The warnings of a program whose main is this, each with its place. */
const warnings = (body: string, before = ''): string[] =>
  check({ file: 'main.ol', text: `include "console.iol"\n${before}\nmain {\n${body}\n}` })
    .filter(({ severity }) => severity === 'warning')
    .map(
      ({ code, line, column, hint }) => `${code} ${line}:${column}${hint === undefined ? '' : ` ${hint}`}`,
    );

describe('a message', () => {
  const library = `include "string_utils.iol"
include "math.iol"
type Inner: void { x: int y*: string }
type Message: void { text: string inner?: Inner } | int
interface I { RequestResponse: ask( Message )( Inner ) OneWay: tell( bool ) }
outputPort P { location: "local://p" interfaces: I }
inputPort In { location: "local://p" interfaces: I }`
    .replaceAll(', y', '\n y')
    .replaceAll(', .i', '\n.i');
  const said = (body: string): string[] =>
    check({ file: 'main.ol', text: `${library}\nmain {\n${body}\n}` }).map(
      ({ code, message, hint, column }) =>
        `${code} ${column}: ${message}${hint === undefined ? '' : `; ${hint}`}`,
    );

  it.each([
    ['abs@Math( "five" )( r )', '11: the request of abs must be int, but is string'],
    ['abs@Math()( r )', '5: the request of abs must be int, but is void'],
    ['r = length@StringUtils( true )', '25: the request of length must be string, but is bool'],
    ['split@StringUtils( "a" { limit = 1 } )( r )', '20: the request of split lacks the field regex'],
    [
      'split@StringUtils( "a" { regex = ",", limt = 1 } )( r )',
      '39: the request of split has no field limt; did you mean limit?',
    ],
    ['ask@P( { text = 1 } )( r )', '8: the request of ask must be int, but is void'],
    ['ask@P( 1 { text = "t" } )( r )', '12: the request of ask has no field text'],
    ['tell@P( "b" + 1 )', '9: the request of tell must be bool, but is string'],
    ['ask( q )( { x = "one" } )', '13: x in the response of ask must be int, but is string'],
    ['ask( q )( { x << 1 { y = 2 } } )', '22: x in the response of ask has no field y'],
  ])('%s is said not to fit', (body, found) => {
    expect(said(body)).toEqual([`message-type ${found}`]);
  });

  it.each([
    'abs@Math( 5 )( r )',
    'x = 1; abs@Math( x )( r ); abs@Math( x + 1 )( r )',
    'ask@P( { text = "a", inner << { x = 1, y[0] = "a", y[1] = "b" } } )( r )',
    'ask@P( 5 )( r )',
    'x.text = "t"; ask@P( x )( r )',
    'ask( q )( q ) { nullProcess }',
  ])('%s may fit', (body) => expect(said(body)).toEqual([]));
});

describe('what is never reached', () => {
  it.each([
    ['throw( Late )\nx = 1', ['unreachable 5:1']],
    ['exit\nx = 1', ['unreachable 5:1']],
  ])('%j is said', (body, found) => {
    expect(warnings(body)).toEqual(found);
  });

  it.each([
    'if( true ) { throw( Late ) }\nx = 1',
    'scope( s ) { throw( Late ) }\nx = 1',
    'x = 1\nthrow( Late )',
  ])('%j is reached', (body) => expect(warnings(body)).toEqual([]));
});

describe('what is never written', () => {
  it('is said where it is read first, with the name that was meant', () => {
    expect(warnings('counter = 1\nprintln@Console( countr )()\nprintln@Console( countr )()')).toEqual([
      'never-written 5:18 did you mean counter?',
    ]);
  });

  it.each([
    'println@Console( args[0] )()',
    'x = void\nprintln@Console( x )()',
    'println@Console( is_defined( y ) )()',
    'println@Console( #y )()',
    'scope( s ) { install( Late => println@Console( s.Late )() ); throw( Late, 1 ) }',
    'for( each in list ) { println@Console( each )() }\nlist = 1',
    'y -> x\nx = 1\nprintln@Console( y )()',
    'with( x ) { .a = 1 }\nprintln@Console( x.a )()',
  ])('%j is written, or need not be', (body) => expect(warnings(body)).toEqual([]));
});

describe('what is never thrown', () => {
  it('is said where a handler waits for it', () => {
    expect(warnings('scope( s ) { install( Latte => x = 1 ); throw( Late ) }')).toEqual([
      expect.stringMatching(/^never-thrown 4:/),
    ]);
  });

  it.each([
    'scope( s ) { install( Late => x = 1 ); throw( Late ) }',
    'scope( s ) { install( default => x = 1, this => x = 2 ); throw( Late ) }',
    'scope( s ) { install( IOException => x = 1, TypeMismatch => x = 2 ); nullProcess }',
  ])('%j may be', (body) => expect(warnings(body)).toEqual([]));
});
