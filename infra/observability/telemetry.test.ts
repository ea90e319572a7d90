import { describe, expect, it } from '@jest/globals';
import { jsonLog, prometheusTelemetry } from './index';

const clock = { now: () => Date.parse('2027-01-01T00:00:00Z'), setTimer: () => ({ cancel() {} }) };

describe('measurements', () => {
  it('are counted, set and put into buckets by their labels, and read as Prometheus reads them', async () => {
    const { telemetry, metrics } = prometheusTelemetry();
    telemetry.count('parley_things_total', { outcome: 'done' });
    telemetry.count('parley_things_total', { outcome: 'done' }, 2);
    telemetry.count('parley_things_total', { outcome: 'failed' });
    telemetry.gauge('parley_sessions', 3);
    telemetry.gauge('parley_sessions', 2);
    telemetry.observe('parley_work_seconds', 0.02, { stage: 'router' });
    const { contentType, text } = await metrics();
    expect(contentType).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(text).toContain('# TYPE parley_things_total counter');
    expect(text).toContain('parley_things_total{outcome="done"} 3');
    expect(text).toContain('parley_things_total{outcome="failed"} 1');
    expect(text).toContain('parley_sessions 2');
    expect(text).toContain('parley_work_seconds_bucket{le="0.025",stage="router"} 1');
    expect(text).toContain('parley_work_seconds_bucket{le="0.01",stage="router"} 0');
  });
});

describe('the log', () => {
  it('is one JSON object a line, whatever stands in its fields', () => {
    const lines: string[] = [];
    const log = jsonLog({ clock, write: (line) => lines.push(line), least: 'INFO' });
    log('ERROR', 'It failed', { reason: 'a\n{"severity":"CRITICAL"}' });
    log('DEBUG', 'is not written');
    expect(lines).toHaveLength(1);
    expect(lines[0]!.trimEnd().split('\n')).toHaveLength(1);
    expect(JSON.parse(lines[0]!)).toEqual({
      severity: 'ERROR',
      time: '2027-01-01T00:00:00.000Z',
      message: 'It failed',
      reason: 'a\n{"severity":"CRITICAL"}',
    });
  });

  it('holds warnings and errors when nothing else is said', () => {
    const lines: string[] = [];
    const log = jsonLog({ clock, write: (line) => lines.push(line) });
    log('INFO', 'no');
    log('WARNING', 'yes');
    expect(lines).toHaveLength(1);
  });
});
