import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { collectCases } from '../cli/conformance-folder';
import { arbitraryModule } from '../fuzz/arbitrary-modules';
import { kinds } from '../fuzz/sources';
import { Findings, parse } from '../language';
import { printModule } from '../print';
import { Random } from '../run/random';
import { format } from './index';
import { piecesOf } from './pieces';

const cases = collectCases(path.join(__dirname, '../conformance')).filter(
  ({ errorLine }) => errorLine === null,
);

/** A tree without the places of things; null when the source has errors. */
function treeOf(text: string): unknown {
  const findings = new Findings();
  const includes = (file: string) => ({ file, text: '' });
  const module = parse('t.ol', text, { includes, sourceLimit: Infinity }, findings);
  if (findings.failed) return null;
  return JSON.parse(
    JSON.stringify(module, (key, value: unknown) => {
      if (key === 'span' || key === 'portSpan') return undefined;
      return typeof value === 'bigint' ? `${value}L` : Object.is(value, -0) ? '-0' : value;
    }),
  );
}

/** Tokens and comments, each with whether it begins a line. */
const saidBy = (text: string) =>
  piecesOf(text)
    ?.pieces.map(({ kind, text, breaks }) => [kind, text, breaks > 0])
    .slice(1);

/** What must hold of a source and of what it becomes. */
function expectSame(text: string): void {
  const formatted = format(text);
  if (formatted === null) return expect(treeOf(text)).toBeNull();
  expect(saidBy(formatted)).toEqual(saidBy(text));
  expect(treeOf(formatted)).toEqual(treeOf(text));
  expect(format(formatted)).toBe(formatted);
}

/** Puts white space, line breaks and comments between words, as careless authors do. */
const careless = (text: string, seed: string) => {
  const random = new Random(seed);
  const gaps = [' ', '  ', '\t', ' /* c\n d */ ', '\r\n', '\n\n\n', ' // e \n'];
  const pieces = piecesOf(text)?.pieces ?? [];
  return pieces
    .map(({ text: said, breaks }) => {
      const gap = random.double() < 0.3 ? gaps[Math.floor(random.double() * gaps.length)]! : '';
      return `${breaks > 0 ? '\n' : ' '}${gap}${said}`;
    })
    .join('');
};

describe('formatting', () => {
  it.each(cases.map(({ name, source }) => [name, source.text]))(
    '%s: keeps tokens, comments, lines and the tree, and does nothing the second time',
    (name, text) => {
      expectSame(text);
      expectSame(careless(text, name));
    },
  );

  it('given any tree that a source can have, however it is written, then it means the same', () => {
    fc.assert(
      fc.property(arbitraryModule, fc.string(), (module, seed) => {
        const text = printModule(module);
        expectSame(text);
        expectSame(careless(text, seed));
      }),
      { numRuns: 100 },
    );
  });

  it('given noise and spoilt programs, then it leaves them, or means the same', () => {
    const corpus = cases.map(({ source }) => source.text);
    for (const [kind, make] of Object.entries(kinds))
      for (let n = 0; n < 8; n++) expectSame(make(new Random(`${kind}/${n}`), corpus));
  });

  it('writes in the manner of the language', () => {
    expect(
      format(
        `#!/usr/bin/env jolie

from   json-utils  import JsonUtils
from .a.b import *
type T:void{a?:int
 b[1,*]:string(enum(["x","y"])) }


interface I{RequestResponse:
a(int)(T)throws F(string),
b(int)(T) // the second
OneWay:c(void)}
service Main{

embed JsonUtils as JsonUtils
inputPort In{location:"local"
interfaces:I,
J}
main{
[a(x)(y){
x<<{.a=1,.b=-2};i++; y.( "k" )[ i ]=!z&&#v>0
foreach(n:t){if(n=="{"){nullProcess}else{
sum@M({
a=i-1
})(r)}}
text="a"+
"b"
+"c"

}]
[c()]{nullProcess}
}}
`,
      ),
    ).toBe(`#!/usr/bin/env jolie
from json-utils import JsonUtils
from .a.b import *
type T: void { a?: int
	b[1, *]: string( enum( ["x", "y"] ) ) }

interface I { RequestResponse:
		a( int )( T ) throws F( string ),
		b( int )( T ) // the second
	OneWay: c( void ) }
service Main {
	embed JsonUtils as JsonUtils
	inputPort In { location: "local"
		interfaces: I,
			J }
	main {
		[ a( x )( y ) {
			x << { .a = 1, .b = -2 }; i++; y.( "k" )[i] = !z && #v > 0
			foreach( n : t ) { if( n == "{" ) { nullProcess } else {
				sum@M( {
					a = i-1
				} )( r ) } }
			text = "a" +
				"b"
				+ "c"
		} ]
		[ c() ] { nullProcess }
	} }
`);
  });

  it('leaves a source with errors of syntax alone', () => {
    expect(format('main { x = }')).toBeNull();
    expect(format('main { x = "')).toBeNull();
    expect(format('main {'.repeat(40))).toBeNull();
  });
});
