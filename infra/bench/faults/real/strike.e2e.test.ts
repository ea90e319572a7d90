import { describe, expect, it, jest } from '@jest/globals';
import { onEmulators, oneMachine, strikeProduct } from './index';

// A guard against hanging: the product is started several times, in the cloud’s shape in many processes.
jest.setTimeout(1_800_000);

const isCloud = process.env['PARLEY_E2E'] === 'cloud';

describe('the product as processes, struck by everything that may happen to them', () => {
  it('breaks no promise', async () => {
    // when each kind of strike happens once at least
    const outcome = await strikeProduct({
      ground: (isCloud ? onEmulators : oneMachine)(process.cwd()),
      seed: 1,
      milliseconds: 12_000,
      pauseMilliseconds: 1_000,
      messageMilliseconds: isCloud ? 2_000 : 200,
      print: () => {},
    });
    // then
    expect(outcome.findings).toEqual([]);
    expect([...new Set(outcome.struck)].sort()).toEqual([...outcome.kinds].sort());
    expect(outcome.sent).toBeGreaterThan(0);
    expect(outcome.accepted).toBe(outcome.sent);
  });
});
