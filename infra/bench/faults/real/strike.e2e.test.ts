import { describe, expect, it, jest } from '@jest/globals';
import { strikeProduct, strikes } from './index';

// A guard against hanging: the product is started several times.
jest.setTimeout(600_000);

describe('the product as a process, struck by everything that may happen to it', () => {
  it('breaks no promise', async () => {
    // when each kind of strike happens once at least
    const outcome = await strikeProduct({
      root: process.cwd(),
      seed: 1,
      milliseconds: 12_000,
      pauseMilliseconds: 1_000,
      messageMilliseconds: 200,
      print: () => {},
    });
    // then
    expect(outcome.findings).toEqual([]);
    const possible = strikes.filter((kind) => !outcome.leftOut.some((each) => each.startsWith(kind)));
    expect([...new Set(outcome.struck)].sort()).toEqual([...possible].sort());
    expect(outcome.accepted).toBe(outcome.sent);
  });
});
