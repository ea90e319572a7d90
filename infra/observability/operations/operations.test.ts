import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { ManualClock } from '@parley/ports/contract';
import { prometheusTelemetry } from '../metrics/prometheus';
import { createOperations } from './operations';
import { quantile } from './snapshot';

const bus = {
  deadLetters: async () => ({ deadLetters: [], next: null }),
  replay: async () => false,
  deadLetterCount: () => 3,
  topics: () => [{ name: 'router', depth: 2, oldest: '2026-01-01T00:00:00.000Z' }],
};

describe('an overview', () => {
  it('tells what happened in each interval, and in all of them, and no more', async () => {
    // given
    const clock = new ManualClock();
    const { telemetry, series } = prometheusTelemetry();
    telemetry.count('parley_sends_total', { outcome: 'accepted' }, 100);
    const operations = await createOperations({ clock, series, bus });
    // when
    telemetry.count('parley_sends_total', { outcome: 'accepted' }, 5);
    telemetry.count('parley_sends_total', { outcome: 'conflict' });
    for (let i = 0; i < 5; i++) telemetry.observe('parley_delivery_seconds', 0.02);
    telemetry.count('parley_stage_messages_total', { stage: 'router', outcome: 'done' }, 5);
    telemetry.count('parley_script_runs_total', { outcome: 'limit' });
    telemetry.gauge('parley_relay_sessions', 7);
    await clock.advance(5_000);
    await new Promise((resolve) => setImmediate(resolve));
    telemetry.count('parley_sends_total', { outcome: 'failed' }, 2);
    await clock.advance(2_000);
    const overview = await operations.overview();
    operations.close();
    // then
    expect(overview).toMatchObject({ sockets: 7, deadLetters: 3 });
    expect(overview.recent).toMatchObject([
      { seconds: 5, accepted: 5, failed: 0, delivered: 5 },
      { seconds: 2, accepted: 0, failed: 2, delivered: 0, delivery: { p50: null, p99: null } },
    ]);
    expect(overview.recent[0]!.delivery.p50).toBeGreaterThan(0.01);
    expect(overview.recent[0]!.delivery.p99).toBeLessThanOrEqual(0.025);
    expect(overview.lately.stages).toContainEqual(
      expect.objectContaining({ stage: 'router', done: 5, failed: 0, poison: 0 }),
    );
    expect(overview.lately.runs).toContainEqual({ outcome: 'limit', count: 1 });
    expect(overview.topics[0]).toMatchObject({ topic: 'router', waiting: 2 });
  });
});

describe('a quantile', () => {
  it('lies in the bucket of the value that has that rank, and grows with it', () => {
    const bounds = [0.01, 0.1, 1, 10];
    const values = fc.array(fc.double({ min: 0, max: 10, noNaN: true }), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(values, fc.double({ min: 0.01, max: 1, noNaN: true }), (measured, q) => {
        const buckets = [...bounds, Infinity].map((upTo) => ({
          upTo,
          count: measured.filter((value) => value <= upTo).length,
        }));
        const sorted = [...measured].sort((a, b) => a - b);
        const exact = sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)]!;
        const bucket = bounds.findIndex((bound) => exact <= bound);
        const found = quantile(buckets, q)!;
        expect(found).toBeLessThanOrEqual(bounds[bucket]!);
        expect(found).toBeGreaterThanOrEqual(bounds[bucket - 1] ?? 0);
        expect(quantile(buckets, q / 2)!).toBeLessThanOrEqual(found);
      }),
    );
  });

  it('of nothing is none', () => expect(quantile([{ upTo: Infinity, count: 0 }], 0.5)).toBeNull());
});
