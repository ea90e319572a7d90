import { describe, expect, it } from '@jest/globals';
import { check } from '../index';

/** The warnings of a program whose main is this, each with its place. */
const warnings = (body: string, before = ''): string[] =>
  check({ file: 'main.ol', text: `include "console.iol"\n${before}\nmain {\n${body}\n}` })
    .filter(({ severity }) => severity === 'warning')
    .map(
      ({ code, line, column, hint }) => `${code} ${line}:${column}${hint === undefined ? '' : ` ${hint}`}`,
    );

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
