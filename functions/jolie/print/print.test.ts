import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { collectCases } from '../cli/conformance-folder';
import { Findings, parse } from '../language';
import type { Module } from '../language/ast';
import { arbitraryModule } from '../fuzz/arbitrary-modules';
import { printModule } from './index';

const cases = collectCases(path.join(__dirname, '../conformance')).filter(
  ({ errorLine }) => errorLine === null,
);

/** A tree without the places of things. */
const bare = (tree: unknown): unknown =>
  JSON.parse(
    JSON.stringify(tree, (key, value: unknown) => {
      if (key === 'span' || key === 'portSpan') return undefined;
      if (typeof value === 'bigint') return `${value}L`;
      if (value === Infinity || value === -Infinity) return String(value);
      return Object.is(value, -0) ? '-0' : value;
    }),
  );

const parsed = (text: string): { module: Module; wrong: readonly string[] } => {
  const findings = new Findings();
  const includes = (file: string) => ({ file, text: '' });
  const module = parse('t.ol', text, { includes, sourceLimit: Infinity }, findings);
  return { module, wrong: findings.sorted().map(({ line, message }) => `${line}: ${message}`) };
};

describe('printing a program', () => {
  it.each(cases.map(({ name }) => name))('%s: what is printed parses to the same tree', (name) => {
    const { module } = parsed(cases.find((each) => each.name === name)!.source.text);
    const again = parsed(printModule(module));
    expect(again.wrong).toEqual([]);
    expect(bare(again.module)).toEqual(bare(module));
  });

  it('given any tree that a source can have, then what is printed parses to it', () => {
    fc.assert(
      fc.property(arbitraryModule, (module) => {
        const text = printModule(module);
        const again = parsed(text);
        expect({ text, wrong: again.wrong }).toEqual({ text, wrong: [] });
        expect(bare(again.module)).toEqual(bare(module));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['a value', 'a = b instanceof int'],
    ['the value of an assignment within', 'a = b = c instanceof int'],
    ['what is copied', 'a << b instanceof int'],
    ['the last operand', 'a = b && c instanceof int'],
    ['the last of two choices', 'a = if( b ) c else d instanceof int'],
  ])('given a type at the end of %s and a parallel after it, then the two stay apart', (_, statement) => {
    const { module } = parsed(`main { { ${statement} } | nullProcess }`);
    const again = parsed(printModule(module));
    expect(again.wrong).toEqual([]);
    expect(bare(again.module)).toEqual(bare(module));
  });

  it('writes in the manner of the language', () => {
    const { module } = parsed(
      'from console import Console as C\nservice A{embed Console as C main{with(x){.a=1;.b<<y};if(a)b=1 else{c@C(x{d=1})(e)|[f(g)]{h++}}}}',
    );
    expect(printModule(module)).toBe(`from console import Console as C

service A {
  embed Console as C
  main {
    {
      x.a = 1
      x.b << y
    }
    if( a ) {
      b = 1
    } else {
      c@C( x { d = 1 } )( e )
      |
      [ f( g ) ] {
        h++
      }
    }
  }
}
`);
  });
});
