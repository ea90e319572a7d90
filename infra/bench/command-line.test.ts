import { describe, expect, it } from '@jest/globals';
import { partNames, readCommandLine } from './command-line';

describe('the command line of the bench', () => {
  it('given no part, then all are measured and no page is written', () => {
    expect(readCommandLine([])).toEqual({ parts: partNames, page: null });
  });

  it('given parts in any order, then they are measured in the order of the table', () => {
    expect(readCommandLine(['growth', '--write', 'a.md', 'engine'])).toEqual({
      parts: ['engine', 'growth'],
      page: 'a.md',
    });
  });

  it.each([['speed'], ['--write'], ['constructor']])('given %s, then it is refused', (word) => {
    expect(() => readCommandLine([word])).toThrow(expect.objectContaining({ code: 'usage' }));
  });
});
