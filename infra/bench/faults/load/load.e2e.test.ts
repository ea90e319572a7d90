import { describe, expect, it, jest } from '@jest/globals';
import { loadProduct } from './index';

// A guard against hanging: on a busy machine everything takes ten times as long.
jest.setTimeout(900_000);

describe('a product that is asked for more than it can do', () => {
  it('refuses with clear errors, loses nothing that it accepted, and recovers by itself', async () => {
    // when
    const outcome = await loadProduct({
      root: process.cwd(),
      sockets: 40,
      openMilliseconds: 600_000,
      print: () => {},
      now: () => performance.now(),
    });
    // then
    const { sockets, burst, everybody, slowReader } = outcome;
    expect(sockets).toEqual({ wanted: 40, open: 40 });
    expect(burst.rateLimited).toBeGreaterThan(0);
    expect(burst.closedForRate).toBeGreaterThan(0);
    expect(burst).toMatchObject({ missing: 0, recovered: true });
    expect(everybody.reached).toBe(everybody.recipients);
    // Who reads nothing does not come to the code, which stands behind what it has not read.
    expect([4408, 1006]).toContain(slowReader.closedWith);
    expect(slowReader).toMatchObject({ fastMissing: 0, slowMissing: 0 });
  });
});
