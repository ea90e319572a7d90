import { describe, expect, it } from '@jest/globals';
import { compile, diagnosticCodes, type CompileOptions, type DiagnosticCode } from './index';

interface Example {
  readonly text: string;
  /** Where it lies: line and column. */
  readonly at: string;
  readonly message: RegExp;
  readonly options?: CompileOptions;
}

const port = 'outputPort P { location: "local" OneWay: tell( int ) RequestResponse: ask( int )( int ) }\n';

/** A source for each code: a code without one does not compile here. */
const examples: Readonly<Record<DiagnosticCode, Example>> = {
  'source-too-large': {
    text: 'main { x = 1 }',
    at: '1:1',
    message: /14 characters/,
    options: { sourceLimit: 9 },
  },
  'source-encoding': { text: 'main { x = "\ud800" }', at: '1:13', message: /cannot stand/ },
  syntax: { text: 'main { x = }', at: '1:12', message: /expected an expression, but found }/ },
  'unterminated-string': { text: 'main { x = "a }', at: '1:12', message: /not closed/ },
  'unterminated-comment': { text: 'main { nullProcess } /* a', at: '1:26', message: /begins on line 1/ },
  'bad-escape': { text: 'main { x = "\\q" }', at: '1:13', message: /escape/ },
  'bad-number': { text: 'main { x = 2147483648 }', at: '1:12', message: /out of range/ },
  'bad-pattern': {
    text: 'type T: string( regex( "(" ) )\nmain { x = 1 instanceof T }',
    at: '1:9',
    message: /position 1/,
  },
  'nesting-too-deep': { text: `main { x = ${'('.repeat(99)}1 }`, at: '1:76', message: /64 levels/ },
  'trailing-semicolon': { text: 'main { x = 1; }', at: '1:15', message: /after the semicolon/ },
  'unknown-include': { text: 'include "shop.iol"\nmain { nullProcess }', at: '1:1', message: /shop\.iol/ },
  'unknown-module': { text: 'from .shop import T\nmain { nullProcess }', at: '1:1', message: /shop/ },
  'unknown-symbol': {
    text: 'from console import Consle\nmain { nullProcess }',
    at: '1:21',
    message: /Consle/,
  },
  'unknown-port': { text: `${port}main { tell@Q( 1 ) }`, at: '2:13', message: /no output port Q/ },
  'unknown-operation': { text: `${port}main { tel@P( 1 ) }`, at: '2:8', message: /tel/ },
  'wrong-call': { text: `${port}main { tell@P( 1 )( x ) }`, at: '2:8', message: /one-way/ },
  'unknown-definition': { text: 'define go { nullProcess }\nmain { goo }', at: '2:8', message: /goo/ },
  'unknown-type': { text: 'type T: Strng\nmain { nullProcess }', at: '1:9', message: /Strng/ },
  'unknown-interface': {
    text: 'outputPort P { interfaces: I }\nmain { nullProcess }',
    at: '1:28',
    message: /interface I/,
  },
  'unknown-service': { text: 'service A { embed B main { nullProcess } }', at: '1:13', message: /service B/ },
  forbidden: {
    text: 'define go { nullProcess }\nexecution: concurrent\nmain { go }',
    at: '3:8',
    message: /begins with an input/,
  },
  duplicate: { text: 'type T: int\ntype T: string\nmain { nullProcess }', at: '2:1', message: /already/ },
  'no-main': { text: 'define go { nullProcess }', at: '1:1', message: /main/ },
  'several-services': {
    text: 'service A { main { nullProcess } }\nservice B { main { nullProcess } }',
    at: '1:1',
    message: /several services/,
  },
  'needs-parameter': {
    text: 'service A( p: { name: string } ) { main { nullProcess } }',
    at: '1:15',
    message: /needs a parameter/,
    options: { parameterless: true },
  },
  unavailable: { text: 'from file import File\nmain { nullProcess }', at: '1:1', message: /^scripts cannot/ },
  unsupported: { text: `${port}main { a.( ask@P( 1 ) ) -> b }`, at: '2:8', message: /path of an alias/ },
  'message-type': { text: `${port}main { tell@P( "one" ) }`, at: '2:16', message: /must be int/ },
  unreachable: { text: 'main { throw( F ); x = 1 }', at: '1:20', message: /never runs/ },
  'never-written': { text: `${port}main { tell@P( x ) }`, at: '2:16', message: /nothing writes it/ },
  'never-thrown': {
    text: 'main { install( F => nullProcess ); nullProcess }',
    at: '1:8',
    message: /throws F/,
  },
};

describe('a diagnostic', () => {
  it.each(Object.entries(examples))('%s is given at its place', (code, { text, at, message, options }) => {
    const { program, diagnostics } = compile({ file: 'main.ol', text }, options);
    const found = diagnostics.find((each) => each.code === code);
    expect(diagnostics.map((each) => each.code)).toContain(code);
    expect(`${found!.line}:${found!.column}`).toBe(at);
    expect(found!.message).toMatch(message);
    const isWarning = diagnosticCodes[code as DiagnosticCode].endsWith('Warning.');
    expect(found!.severity).toBe(isWarning ? 'warning' : 'error');
    expect(program === null).toBe(!isWarning);
  });

  it.each(['void', 'void | int', '{ name?: string }', 'undefined', 'any'])(
    'a script whose parameter is %s needs none',
    (type) => {
      const text = `service A( p: ${type} ) { main { nullProcess } }`;
      expect(compile({ file: 'main.ol', text }, { parameterless: true }).diagnostics).toEqual([]);
    },
  );
});
