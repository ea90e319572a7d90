import { describe, expect, it } from '@jest/globals';
import { compile, defaultLimits } from '../index';

/** What a program prints that is given some lines. */
function printed(text: string, ...lines: string[]): string {
  const { program, diagnostics } = compile({ file: 'main.ol', text }, { usual: 'Main' });
  if (program === null) throw new Error(JSON.stringify(diagnostics));
  const rest = [...lines];
  const host = { start: 0, seed: 's', readLine: () => rest.shift() ?? null };
  return program.run([], host, defaultLimits).output;
}

describe('input of the console', () => {
  it('comes to the operation in, line by line, through a port that the include file declares', () => {
    const text = `include "console.iol"
main {
  registerForInput@Console()()
  in( a ); in( b )
  println@Console( a + b )()
}`;
    expect(printed(text, 'one', 'two', 'three')).toBe('onetwo\n');
  });

  it('comes to a port of its own in a service, and is void at its end', () => {
    const text = `from console import Console, ConsoleInputInterface
service Main {
  embed Console as Console
  inputPort Lines { location: "local" interfaces: ConsoleInputInterface }
  init { registerForInput@Console()() }
  main {
    in( a ); println@Console( a )()
    in( b ); x = b instanceof void; println@Console( x )()
  }
}`;
    expect(printed(text, 'one')).toBe('one\ntrue\n');
  });

  it('carries the token of each session that subscribed to it', () => {
    const text = `include "console.iol"
main {
  registerForInput@Console( { enableSessionListener = true } )()
  subscribeSessionListener@Console( { token = "t" } )()
  subscribeSessionListener@Console( { token = "gone" } )()
  unsubscribeSessionListener@Console( { token = "gone" } )()
  in( a ); in( b )
  println@Console( a + a.token + b + b.token )()
}`;
    expect(printed(text, '1', '2')).toBe('1t2t\n');
  });
});
