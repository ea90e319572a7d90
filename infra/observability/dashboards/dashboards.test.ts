import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { catalogue } from '../metrics/catalogue';
import { panels, rows, type Panel } from './description';
import { grafanaFile } from './grafana';

const file = readFileSync('infra/observability/dashboards/parley.json', 'utf8');

/** Names of metrics in queries that the catalogue does not have. */
const unknown = (all: readonly Panel[]) =>
  all
    .flatMap(({ queries }) => queries.flatMap(({ expr }) => expr.match(/\bparley_[a-z_]+/g) ?? []))
    .map((name) => name.replace(/_(bucket|sum|count)$/, ''))
    .filter((name) => !(name in catalogue));

describe('the dashboard', () => {
  it('is what is described', () => expect(file).toBe(grafanaFile(rows)));

  it('would differ with a panel less', () =>
    expect(grafanaFile([{ ...rows[0]!, panels: rows[0]!.panels.slice(1) }, ...rows.slice(1)])).not.toBe(
      file,
    ));

  it('asks for metrics of the catalogue, and for no other', () => {
    expect(panels.length).toBeGreaterThan(20);
    expect(unknown(panels)).toEqual([]);
    const wrong = { ...panels[0]!, queries: [{ expr: 'rate(parley_sent_total[5m])', legend: '' }] };
    expect(unknown([wrong])).toEqual(['parley_sent_total']);
  });

  it('has every title once', () => {
    const titles = panels.map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
  });
});
