import { describe, expect, it } from '@jest/globals';
import { parseCommandLine } from './command-line';

const parsed = (...words: string[]) => {
  const result = parseCommandLine(words);
  return result.ok ? result.line : result.reason;
};

describe('the command line', () => {
  it('takes everything after FILE as the arguments of the program', () => {
    expect(parsed('--gas', '10', 'a.ol', '--gas', 'x')).toMatchObject({
      mode: 'run',
      target: 'a.ol',
      gas: 10,
      programArguments: ['--gas', 'x'],
    });
  });

  it('knows its modes', () => {
    expect(parsed('--check', 'a.ol')).toMatchObject({ mode: 'check', target: 'a.ol' });
    expect(parsed('--conformance', 'cases')).toMatchObject({ mode: 'conformance', target: 'cases' });
    expect(parsed('--help')).toMatchObject({ mode: 'help' });
  });

  it.each([
    [['--gas', 'many', 'a.ol'], '--gas needs a whole number, not "many"'],
    [['--gas', '-1', 'a.ol'], '--gas needs a whole number, not "-1"'],
    [['--seed'], '--seed needs a value'],
    [['--tier', 'cold', 'a.ol'], '--tier needs hot or closures'],
    [['--constructor', 'a.ol'], 'there is no option --constructor'],
    [[], 'FILE is missing'],
  ])('refuses %j', (words, reason) => {
    expect(parsed(...words)).toBe(reason);
  });
});
