import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { collectCases } from '../cli/conformance-folder';
import { compile, defaultLimits, type Program, type Source } from '../index';

const host = { start: 0, seed: 'seed' };
const programOf = (source: Source): Program => {
  const { program, diagnostics } = compile(source);
  if (program === null) throw new Error(JSON.stringify(diagnostics));
  return program;
};
const cases = collectCases(path.join(__dirname, '../conformance'))
  .filter(({ errorLine }) => errorLine === null)
  .map(({ name, source, arguments: args }) => ({ name, program: programOf(source), args }));
const small = cases.filter(({ name }) => name.startsWith('auto-'));

describe('a run', () => {
  it('has the same outcome again, gas included, after and between any others', () => {
    const outcomes = () => new Map(cases.map(({ name, program, args }) => [name, program.run(args, host)]));
    const first = outcomes();
    expect(outcomes()).toEqual(first);
    fc.assert(
      fc.property(fc.shuffledSubarray(cases, { maxLength: 20 }), (some) => {
        for (const { name, program, args } of some) expect(program.run(args, host)).toEqual(first.get(name));
      }),
      { numRuns: 20 },
    );
  });

  it('given one gas less than it needs, then it is stopped; with exactly as much it ends', () => {
    const { program, args } = cases.find(({ name }) => name === 'auto-word-counter')!;
    const { gas, output } = program.run(args, host);
    expect(program.run(args, host, { ...defaultLimits, gas })).toMatchObject({
      kind: 'finished',
      output,
      gas,
    });
    expect(program.run(args, host, { ...defaultLimits, gas: gas - 1 })).toMatchObject({
      kind: 'limit',
      limit: 'gas',
    });
  });

  it('given any limits, then any of the programs ends in an outcome', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...small),
        fc.nat(2_000),
        fc.nat(20_000),
        ({ program, args }, gas, memoryBytes) => {
          const { kind } = program.run(args, host, { ...defaultLimits, gas, memoryBytes });
          expect(['finished', 'fault', 'limit']).toContain(kind);
        },
      ),
    );
  });

  it('keeps nothing for the next: global state is each run’s own', () => {
    const text =
      'include "console.iol"\nmain { println@Console( is_defined( global.secret ) )(); global.secret = "s" }';
    const program = programOf({ file: 't.ol', text });
    expect([1, 2].map(() => program.run([], host).output)).toEqual(['false\n', 'false\n']);
  });
});
