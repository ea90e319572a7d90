import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createCleanups } from '../local/testing/running-server';
import { panels, rows, type Panel } from './dashboards/description';
import { answered, drawDashboard, legendOf, type Line } from './dashboards/draw';
import { drive } from './testing/load';
import { startObserved, type Observed } from './testing/observed';
import { hasPrometheus, startPrometheus, type RunningPrometheus } from './testing/prometheus-server';

const folder = 'infra/observability/prometheus';
const promtool = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync('promtool', args, { encoding: 'utf8' });
  return { status, said: stdout + stderr };
};

(hasPrometheus ? describe : describe.skip)('promtool', () => {
  const copy = mkdtempSync(path.join(tmpdir(), 'parley-rules-'));
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  it('finds nothing wrong with the configuration and the rules', () => {
    expect(promtool('check', 'config', `${folder}/prometheus.yml`)).toMatchObject({ status: 0 });
    expect(promtool('test', 'rules', `${folder}/tests.yml`)).toMatchObject({ status: 0 });
  });

  it.each([
    ['a threshold that is ten times as high', '> 60', '> 600'],
    ['a burn rate that nobody reaches', '14.4', '1440'],
    ['an alert that comes too late', 'for: 10m', 'for: 10h'],
  ])('finds %s', (_, from, to) => {
    cpSync(folder, copy, { recursive: true });
    const alerts = readFileSync(`${folder}/alerts.yml`, 'utf8');
    expect(alerts).toContain(from);
    writeFileSync(path.join(copy, 'alerts.yml'), alerts.replaceAll(from, to));
    expect(promtool('test', 'rules', path.join(copy, 'tests.yml'))).toMatchObject({ status: 1 });
  });
});

const cleanups = createCleanups();

(hasPrometheus ? describe : describe.skip)('a Prometheus that watches a server under load', () => {
  let observed: Observed;
  let prometheus: RunningPrometheus;
  beforeAll(async () => {
    observed = await startObserved(cleanups);
    const { scene } = observed;
    prometheus = await startPrometheus(new URL(scene.server.url).host);
    cleanups.add(() => prometheus.stop());
    const load = await drive(scene);
    await load.again();
    // A rate needs values before and after: so many scrapes lie between the waves.
    const scrapes = async () =>
      Number((await prometheus.query('count_over_time(up[10m])'))[0]?.value?.[1] ?? 0);
    for (let waves = 0; waves < 3; waves++) {
      const before = await scrapes();
      for (let tries = 0; (await scrapes()) < before + 2 && tries < 600; tries++) {
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      await load.again();
    }
    const before = await scrapes();
    while ((await scrapes()) < before + 2) await new Promise((resolve) => setTimeout(resolve, 100));
  }, 300_000);
  afterAll(() => cleanups.run());

  it('reaches it', async () => expect((await prometheus.query('up{job="parley"}'))[0]?.value?.[1]).toBe('1'));

  it.each([
    ['as they are', (text: string) => text, 0],
    ['with one described twice', (text: string) => `${text}# HELP parley_sends_total Again.\n`, 1],
  ])(
    'finds metrics %s: promtool says whether they are well formed and well named',
    async (_, changed, status) => {
      // Those of prom-client have names that promtool would have otherwise.
      const own = (await observed.measured.metrics()).text.match(/^(# \w+ )?parley_.*\n/gm)!.join('');
      const text = changed(own);
      const { status: found, stderr } = spawnSync('promtool', ['check', 'metrics'], {
        input: text,
        encoding: 'utf8',
      });
      expect({ found, told: found === status ? '' : stderr }).toEqual({ found: status, told: '' });
    },
  );

  it('knows how long messages take from end to end', async () => {
    const [p99] = await prometheus.query(
      'histogram_quantile(0.99, sum by (le) (rate(parley_delivery_seconds_bucket[5m])))',
    );
    expect(Number(p99?.value?.[1])).toBeGreaterThan(0);
    const delivered = await prometheus.query('parley_delivery_seconds_count');
    expect(Number(delivered[0]?.value?.[1])).toBeGreaterThanOrEqual(4 * 11);
  });

  it('counts what happened: scripts that answered and that were stopped, copies kept back, poison', async () => {
    const value = async (expr: string) => Number((await prometheus.query(expr))[0]?.value?.[1] ?? 0);
    expect(await value('parley_script_runs_total{outcome="finished"}')).toBeGreaterThanOrEqual(84);
    expect(await value('parley_script_runs_total{outcome="limit"}')).toBe(1);
    expect(await value('parley_messages_dropped_total{reason="script"}')).toBe(40);
    expect(await value('parley_dead_letters_waiting')).toBe(4);
    expect(await value('parley_script_run_gas_sum')).toBeGreaterThan(0);
  });

  it.each(panels.flatMap(({ title, queries }) => queries.map(({ expr }) => [title, expr] as const)))(
    'has an answer for the panel %s: %s',
    async (_, expr) => {
      const answers = await prometheus.query(expr.replaceAll('$window', '5m'));
      expect(answers.length).toBeGreaterThan(0);
      expect(answers.some(({ value }) => Number.isFinite(Number(value?.[1])))).toBe(true);
    },
  );

  it('gives what the dashboard is drawn from: every panel has a line with values', async () => {
    const lines = new Map<Panel, Line[]>();
    for (const panel of panels) {
      const own: Line[] = [];
      for (const { expr, legend } of panel.queries) {
        for (const { metric, values = [] } of await prometheus.range(expr.replaceAll('$window', '15s'), 60)) {
          const points = values.map(([at, value]) => [at, Number(value)] as const);
          const measured = points.filter(([, value]) => Number.isFinite(value));
          if (measured.length > 1) own.push({ name: legendOf(legend, metric), points: measured });
        }
      }
      lines.set(panel, own);
    }
    const drawn = (of: (panel: Panel) => readonly Line[]) =>
      drawDashboard(
        answered(rows, of),
        'Drawn from what Prometheus answered while a test drove a server: scrapes once a second, about half a minute.',
      );
    const picture = drawn((panel) => lines.get(panel)!);
    expect(panels.filter((panel) => lines.get(panel)!.length === 0).map(({ title }) => title)).toEqual([]);
    for (const { title } of panels) expect(picture).toContain(`>${title}</text>`);
    const paths = (svg: string) => svg.match(/stroke-width="1.75"/g)?.length ?? 0;
    expect(paths(picture)).toBeGreaterThanOrEqual(panels.length);
    expect(paths(drawn(() => []))).toBe(0);
    const file = process.env['PARLEY_PICTURE'];
    if (file !== undefined) writeFileSync(file, picture);
  });

  it('would have none for a metric that is not there', async () =>
    expect(await prometheus.query('rate(parley_sent_total[5m])')).toEqual([]));

  it('fires for what was put aside, and for nothing that did not happen', async () => {
    const { alerts } = (await prometheus.get('/api/v1/alerts')) as {
      alerts: { labels: { alertname: string }; state: string }[];
    };
    const firing = alerts.filter(({ state }) => state === 'firing').map(({ labels }) => labels.alertname);
    expect(firing).toContain('ParleyMessagePutAside');
    expect(firing).not.toContain('ParleySendsFail');
    expect(firing).not.toContain('ParleyIsDown');
  });

  it('leads from a bucket to the trace of a message that fell into it', async () => {
    const now = Date.now() / 1000;
    const found = (await prometheus.get(
      `/api/v1/query_exemplars?query=parley_delivery_seconds_bucket&start=${now - 600}&end=${now}`,
    )) as { exemplars: { labels: { trace_id: string } }[] }[];
    const ids = found.flatMap(({ exemplars }) => exemplars.map(({ labels }) => labels.trace_id));
    expect(ids.length).toBeGreaterThan(0);
    const traces = new Set(observed.spans.getFinishedSpans().map((span) => span.spanContext().traceId));
    for (const id of ids) expect(traces.has(id)).toBe(true);
  });
});

if (!hasPrometheus) {
  describe('Prometheus', () => {
    it('is not asked: prometheus and promtool are not on this machine (Debian: apt-get install prometheus)', () =>
      expect(hasPrometheus).toBe(false));
  });
}
