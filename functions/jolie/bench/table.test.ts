import { describe, expect, it } from '@jest/globals';
import { isHeld, tableOf, verdictOf, type Row } from './table';
import { inTurn } from './measure';

const samples = (median: number) => ({ median, lowest: median, highest: median });
const row = (more: Partial<Row> = {}): Row => ({
  what: 'something',
  unit: 'µs',
  ours: samples(8),
  baselineName: 'a baseline',
  baseline: samples(2),
  better: 'less',
  ...more,
});

describe('the table of a bench', () => {
  it('given a goal for the ratio, then it is held up to the bound and not beyond', () => {
    expect(isHeld(row({ goal: { of: 'ratio', atMost: 4 } }))).toBe(true);
    expect(isHeld(row({ goal: { of: 'ratio', atMost: 3.9 } }))).toBe(false);
    expect(isHeld(row({ goal: { of: 'ratio', atLeast: 4.1 } }))).toBe(false);
  });

  it('given a goal for ours alone, then the baseline has no say', () => {
    expect(isHeld(row({ goal: { of: 'ours', atMost: 8 } }))).toBe(true);
    expect(isHeld(row({ goal: { of: 'ours', atLeast: 9 } }))).toBe(false);
  });

  it('given a row without a goal, then it is neither held nor missed', () => {
    expect(isHeld(row())).toBeNull();
    expect(verdictOf([row()])).toBe('0 of 0 goals are held.');
  });

  it('given rows, when they are printed, then each has its figures, its ratio, its goal and a word about it', () => {
    const printed = tableOf([
      row({ goal: { of: 'ratio', atMost: 3 } }),
      { what: 'hops', unit: 'hops', ours: samples(2), better: 'less', goal: { of: 'ours', atMost: 2 } },
      row({ ours: { median: 1234, lowest: 1.234, highest: 56789 } }),
    ]).split('\n');
    expect(printed.slice(2)).toEqual([
      '| something, µs | 8 | 2 (a baseline) | 4 (less is better) | ≤ 3 × | **no** |',
      '| hops, hops | 2 |  |  | ≤ 2 hops | yes |',
      '| something, µs | 1,234 (1.23–56,789) | 2 (a baseline) | 617 (less is better) |  |  |',
    ]);
  });

  it('given goals that are missed, then the last line names them', () => {
    const rows = [row({ goal: { of: 'ratio', atMost: 3 } }), row({ goal: { of: 'ratio', atMost: 4 } })];
    expect(verdictOf(rows)).toBe('1 of 2 goals are held; not held: something (a baseline).');
  });
});

describe('measuring in turn', () => {
  it('given several, then each is measured once a round, and the first round does not count', async () => {
    const asked: string[] = [];
    const of = (name: string, values: number[]) => () => (asked.push(name), values.shift()!);
    const found = await inTurn(3, [of('a', [99, 1, 2, 3]), of('b', [99, 6, 5, 4])]);
    expect(asked.join('')).toBe('abababab');
    expect(found).toEqual([
      { median: 2, lowest: 1, highest: 3 },
      { median: 5, lowest: 4, highest: 6 },
    ]);
  });
});
