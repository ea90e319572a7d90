import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compile, defaultLimits, type Program } from '../index';

const folder = 'functions/jolie/conformance';
const names = readdirSync(folder)
  .filter((file) => file.startsWith('auto-') && file.endsWith('.ol'))
  .map((file) => file.slice(0, -3));
const host = { start: 0, seed: 'seed' };
const programOf = (text: string): Program => {
  const { program, diagnostics } = compile({ file: 't.ol', text });
  if (program === null) throw new Error(JSON.stringify(diagnostics));
  return program;
};
const caseOf = (name: string) => ({
  program: programOf(readFileSync(`${folder}/${name}.ol`, 'utf8')),
  args: existsSync(`${folder}/${name}.args`)
    ? readFileSync(`${folder}/${name}.args`, 'utf8').trimEnd().split('\n')
    : [],
});

describe('a run', () => {
  it.each(names)('of %s has the same outcome again, gas included, also after others', (name) => {
    const { program, args } = caseOf(name);
    const first = program.run(args, host);
    for (const other of names.slice(0, 5)) {
      const { program: between, args: its } = caseOf(other);
      between.run(its, host);
    }
    expect(program.run(args, host)).toEqual(first);
    expect(first.gas).toBeGreaterThan(0);
  });

  it('given one gas less than it needs, then it is stopped; with exactly as much it ends', () => {
    const { program, args } = caseOf('auto-word-counter');
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
    const programs = names.map(caseOf);
    fc.assert(
      fc.property(
        fc.constantFrom(...programs),
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
    const program = programOf(
      'include "console.iol"\nmain { println@Console( is_defined( global.secret ) )(); global.secret = "s" }',
    );
    expect([1, 2].map(() => program.run([], host).output)).toEqual(['false\n', 'false\n']);
  });
});
