import { describe, expect, it } from '@jest/globals';
import { compile, defaultLimits } from './index';

function printed(text: string, files: Readonly<Record<string, string>> = {}): string {
  const modules = new Map(Object.entries(files));
  const { program, diagnostics } = compile({ file: 'main.ol', text, modules });
  if (program === null) return diagnostics.map(({ code, message }) => `${code}: ${message}`).join('\n');
  const outcome = program.run([], { start: 0, seed: 'x' }, defaultLimits);
  return outcome.kind === 'finished' ? outcome.output : `${outcome.output}${outcome.kind}`;
}

describe('a service whose init receives', () => {
  it('given an embedded one, when its init waits, then who embeds it goes on and can send the message', () => {
    const text = `
include "runtime.iol"
include "console.iol"
outputPort Counter { RequestResponse: begin, next }
main {
  rq.code = "
    execution { concurrent }
    inputPort In { Location: \\"local\\" RequestResponse: begin, next }
    init { begin( first )(); global.count = first }
    main { next()( global.count ) { global.count++ } }
  "
  loadEmbeddedService@Runtime( rq )( Counter.location )
  print@Console( "loaded " )()
  begin@Counter( 5 )()
  next@Counter()( count )
  println@Console( count )()
}`.replaceAll('\\\\"', '\\"');
    expect(printed(text)).toBe('loaded 6\n');
  });
});

describe('an include', () => {
  it('is found beside the file that includes it, and else from the root', () => {
    const files = {
      'private/server.iol': 'include "names.iol"\ninclude "shared.iol"\nconstants { ALL = 3 }',
      'private/names.iol': 'constants { NAME = "beside" }',
      'shared.iol': 'constants { SHARED = "root" }',
    };
    const text = `include "console.iol"
include "private/server.iol"
main { println@Console( NAME + " " + SHARED + " " + ALL )() }`;
    expect(printed(text, files)).toBe('beside root 3\n');
  });
});

describe('a type that is declared twice', () => {
  const types = (second: string) => `type T: int { a?: string }
${second}
include "console.iol"
main { println@Console( 5 instanceof T )() }`;

  it('alike is one type', () => {
    expect(printed(types('type T: int { a?: string }'))).toBe('true\n');
  });

  it('otherwise is an error', () => {
    expect(printed(types('type T: int { b?: string }'))).toMatch(/^duplicate: /);
  });
});

describe('a scope that ended in a branch', () => {
  it('can be compensated where the branches began', () => {
    const text = `
include "console.iol"
main {
  scope( outer ) {
    install( Late => comp( inner ) )
    { scope( inner ) { install( this => done = "undone" ) } | nullProcess }
    throw( Late )
  }
  println@Console( done )()
}`;
    expect(printed(text)).toBe('undone\n');
  });
});
