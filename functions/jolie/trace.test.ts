import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { collectCases } from './cli/conformance-folder';
import {
  compile,
  type CompileOptions,
  type Program,
  type Source,
  type Step,
  type TraceLimits,
} from './index';

const host = { start: 0, seed: 'seed' };
const programOf = (source: Source, options: CompileOptions = {}): Program => {
  const { program, diagnostics } = compile(source, options);
  if (program === null) throw new Error(JSON.stringify(diagnostics));
  return program;
};

/** The steps of a program's run, and whether there were more. */
function stepsOf(text: string, limits?: TraceLimits, args: readonly string[] = []) {
  const steps: Step[] = [];
  let full = 0;
  const outcome = programOf({ file: 't.ol', text }, { traced: true, usual: 'Main' }).run(
    args,
    host,
    undefined,
    {
      trace: {
        observe: (step) => steps.push(step),
        onFull: () => full++,
        ...(limits === undefined ? {} : { limits }),
      },
    },
  );
  return { steps, full, outcome };
}
const linesOf = (steps: readonly Step[]) => steps.map(({ place }) => place.line);

describe('the steps of a run', () => {
  it('tells each statement before it runs, with the variables as they are then, and the end', () => {
    const { steps } = stepsOf('main {\n  a = 1;\n  b.c = "x";\n  a = a + 1\n}');
    expect(steps.map(({ kind, place, variables }) => [kind, place.line, variables])).toEqual([
      ['statement', 2, {}],
      ['statement', 3, { a: 1 }],
      ['statement', 4, { a: 1, b: { c: 'x' } }],
      ['end', 4, { a: 2, b: { c: 'x' } }],
    ]);
  });

  it('tells the way through conditions, loops and definitions', () => {
    const { steps } = stepsOf(
      'define twice {\n  n = n * 2\n}\nmain {\n  n = 1\n  for( i = 0, i < 2, i++ ) {\n    twice\n  }\n  if( n == 4 ) {\n    ok = true\n  } else {\n    ok = false\n  }\n}',
    );
    expect(linesOf(steps)).toEqual([5, 6, 6, 7, 2, 6, 7, 2, 6, 9, 10, 13]);
  });

  it('says what a statement calls, and how much was printed before it', () => {
    const { steps, outcome } = stepsOf(
      'include "console.iol"\nmain {\n  println@Console( "ab" )()\n  print@Console( "c" )()\n}',
    );
    expect(steps.map(({ call, printed }) => [call, printed])).toEqual([
      ['println@Console', 0],
      ['print@Console', 3],
      [undefined, 4],
    ]);
    expect(outcome.output).toBe('ab\nc');
  });

  it('tells a statement once, before the calls that its expressions wait for', () => {
    const { steps } = stepsOf(
      'interface I { RequestResponse: ask( int )( int ) }\nservice Other { execution: concurrent inputPort In { location: "local" interfaces: I }\nmain { ask( n )( m ) { m = n + 1 } } }\nservice Main { embed Other as Other\nmain {\n  x = ask@Other( 1 ) + ask@Other( 2 )\n} }',
      undefined,
      [],
    );
    expect(steps.filter(({ service, place }) => service === 'Main' && place.line === 6)).toMatchObject([
      { kind: 'statement', variables: {} },
      { kind: 'end', variables: { x: 5 } },
    ]);
  });

  it('shows an alias as what it stands for, and leaves alone what cannot be looked at without an effect', () => {
    const { steps } = stepsOf(
      'main {\n  a.b = 1; a.b[1] = 2;\n  x -> a.b;\n  y -> a.nothing;\n  i = 0;\n  z -> a.b[i++];\n  for( e in a.b ) { e = e * 10 }\n  w -> w2; w2 -> w;\n  last = #a.nothing\n}',
    );
    const { variables } = steps.at(-1)!;
    expect(variables).toMatchObject({ x: [10, 20], y: '…', z: '…', i: 0, e: 20, w: '…', last: 0 });
  });

  it('tells as many steps, nodes and characters as its limits say, and that there were more', () => {
    const { steps, full, outcome } = stepsOf(
      'main {\n  t = "0123456789"\n  for( i = 0, i < 100, i++ ) { a[i] = i }\n}',
      { steps: 50, nodes: 6, characters: 4 },
    );
    expect([steps.length, full, outcome.kind]).toEqual([50, 1, 'finished']);
    expect(steps.at(-1)!.variables).toEqual({ t: '0123…', i: 23, a: [0, 1, 2, 3, '…'] });
  });

  it('keeps names that mean something to JavaScript as names', () => {
    const { steps } = stepsOf('main {\n  __proto__.x = 1\n  constructor = 2\n}');
    expect(Object.entries(steps.at(-1)!.variables)).toEqual([
      ['__proto__', { x: 1 }],
      ['constructor', 2],
    ]);
  });

  it('tells nothing of a program that was compiled without', () => {
    const steps: Step[] = [];
    programOf({ file: 't.ol', text: 'main { a = 1 }' }).run([], host, undefined, {
      trace: { observe: (step) => steps.push(step) },
    });
    expect(steps).toEqual([]);
  });
});

describe('a traced run', () => {
  const cases = collectCases(path.join(__dirname, 'conformance')).filter(
    ({ errorLine }) => errorLine === null,
  );

  it.each(cases.map((each) => [each.name, each] as const))(
    '%s: ends as the untraced one does, gas and memory included, and tells the same again',
    (_, { source, arguments: args }) => {
      const untraced = programOf(source).run(args, host);
      const traced = programOf(source, { traced: true });
      const told = [0, 1].map(() => {
        const steps: Step[] = [];
        const outcome = traced.run(args, host, undefined, {
          trace: {
            observe: (step) => steps.push(step),
            limits: { steps: 300, nodes: 50, characters: 40 },
          },
        });
        expect(outcome).toEqual(untraced);
        return steps;
      });
      expect(told[1]).toEqual(told[0]);
    },
  );
});
