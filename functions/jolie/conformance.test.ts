import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { judgeCase } from './cli/conformance-case';
import { collectCases } from './cli/conformance-folder';
import { limitsOf } from './cli/limits';

const folder = path.join(__dirname, 'conformance');
const cases = collectCases(folder);
const pending = JSON.parse(
  readFileSync(path.join(__dirname, 'conformance-pending.json'), 'utf8'),
) as string[];
const limits = limitsOf({ gas: null, milliseconds: null, memoryBytes: null });
const judge = (name: string) => {
  const found = cases.find((each) => each.name === name)!;
  return judgeCase(found, limits, { start: 1_750_000_000_000, seed: name });
};

describe('the conformance cases', () => {
  it('are there, and the pending list names only cases that are', () => {
    expect(cases.length).toBeGreaterThan(200);
    expect(pending.filter((name) => !cases.some((each) => each.name === name))).toEqual([]);
  });

  it('of message automation are never pending', () => {
    expect(pending.filter((name) => name.startsWith('auto-'))).toEqual([]);
  });

  const expected = cases.map(({ name }) => name).filter((name) => !pending.includes(name));
  it.each(expected)('%s prints what the official interpreter printed', (name) => {
    expect(judge(name)).toEqual({ passed: true });
  });

  it('on the pending list still fail: one that passes must leave the list', () => {
    const stale = pending.filter((name) => judge(name).passed);
    expect(stale).toEqual([]);
  });
});
