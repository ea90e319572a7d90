import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { judgeCase } from './cli/conformance-case';
import { collectCases } from './cli/conformance-folder';
import { limitsOf } from './cli/limits';

const folder = path.join(__dirname, 'conformance');
const cases = collectCases(folder);
const limits = limitsOf({ gas: null, milliseconds: null, memoryBytes: null });
const judge = (name: string) => {
  const found = cases.find((each) => each.name === name)!;
  return judgeCase(found, limits, { start: 1_750_000_000_000, seed: name });
};

describe('the conformance cases', () => {
  it('are there', () => {
    expect(cases.length).toBeGreaterThan(200);
  });

  it.each(cases.map(({ name }) => name))('%s prints what the official interpreter printed', (name) => {
    expect(judge(name)).toEqual({ passed: true });
  });
});
