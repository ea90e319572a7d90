import { describe, expect, it } from '@jest/globals';
import { counted } from './counted';

describe('an adapter whose calls are counted', () => {
  class Adapter {
    readonly #state = 3;
    async read(by: number) {
      return this.#state * by;
    }
    async fail(): Promise<void> {
      throw new Error('away');
    }
    now() {
      return 7;
    }
  }
  it('gives what the adapter gives, and counts each call by its method and its end', async () => {
    const calls: unknown[] = [];
    const adapter = counted(new Adapter(), {
      service: 'firestore',
      telemetry: { count: (name, labels) => void calls.push([name, labels]) },
    });
    expect(await adapter.read(2)).toBe(6);
    await expect(adapter.fail()).rejects.toThrow('away');
    expect(adapter.now()).toBe(7);
    expect(calls).toEqual([
      ['parley_google_calls_total', { service: 'firestore', method: 'read', outcome: 'done' }],
      ['parley_google_calls_total', { service: 'firestore', method: 'fail', outcome: 'failed' }],
    ]);
  });
});
