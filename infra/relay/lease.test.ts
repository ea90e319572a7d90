import { describe, expect, it } from '@jest/globals';
import { silentTelemetry } from '@parley/ports';
import { holdLease } from './lease';

function given() {
  const time = { now: 0 };
  const timers = new Set<{ at: number; fire: () => void }>();
  const store = { away: false, leases: [] as number[], lost: 0 };
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  const pass = async (milliseconds: number) => {
    const end = time.now + milliseconds;
    for (;;) {
      const [next] = [...timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (next === undefined) break;
      timers.delete(next);
      time.now = Math.max(time.now, next.at);
      next.fire();
      await settle();
    }
    time.now = end;
  };
  const held = holdLease({
    relayId: 'r',
    presence: {
      async putLease(_, until) {
        if (store.away) throw new Error('away');
        store.leases.push(until);
      },
    },
    clock: {
      now: () => time.now,
      setTimer(milliseconds, fire) {
        const timer = { at: time.now + Math.max(0, milliseconds), fire };
        timers.add(timer);
        return { cancel: () => void timers.delete(timer) };
      },
    },
    telemetry: silentTelemetry,
    onLost: () => store.lost++,
  });
  return { held, store, pass, timers };
}

describe('a relay’s lease', () => {
  it('is valid for 30 s and renewed every 10 s', async () => {
    const { held, store, pass } = given();
    await held;
    await pass(25_000);
    expect(store.leases).toEqual([30_000, 40_000, 50_000]);
    expect(store.lost).toBe(0);
  });

  it('counts as lost before it ends, once, and is held again when the store is back', async () => {
    const { held, store, pass } = given();
    const lease = await held;
    store.away = true;
    await pass(24_999);
    expect([store.lost, lease.isHeld()]).toEqual([0, true]);
    await pass(60_000);
    expect([store.lost, lease.isHeld()]).toEqual([1, false]);
    store.away = false;
    await pass(10_000);
    expect([store.lost, lease.isHeld()]).toEqual([1, true]);
  });

  it('is not renewed any more once it is stopped', async () => {
    const { held, store, pass, timers } = given();
    (await held).stop();
    await pass(60_000);
    expect(store.leases).toEqual([30_000]);
    expect(timers.size).toBe(0);
  });
});
