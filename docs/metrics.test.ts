import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { catalogue } from '../infra/observability';
import { withTable } from '../infra/observability/metrics/page';

const sources = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.includes('node_modules'))
    .map((file) => path.join(folder, file));

/** What the sources measure: each name with its kind. */
function measured(): Map<string, { kind: string }> {
  const kinds: Record<string, string> = { count: 'counter', observe: 'histogram', gauge: 'gauge' };
  const found = new Map<string, { kind: string }>();
  for (const file of [...sources('functions'), ...sources('infra')]) {
    const text = readFileSync(file, 'utf8');
    for (const [, call, name] of text.matchAll(/\.(count|observe|gauge)\(\s*'(parley_[a-z_]+)'/g))
      found.set(name!, { kind: kinds[call!]! });
  }
  return found;
}

describe('the catalogue of metrics', () => {
  it('has what the sources measure, by its kind, and nothing else', () => {
    const kindsOf = (all: Iterable<readonly [string, { kind: string }]>) =>
      [...all].map(([name, { kind }]) => `${name} ${kind}`).sort();
    expect(measured().size).toBeGreaterThan(20);
    expect(kindsOf(Object.entries(catalogue))).toEqual(kindsOf(measured()));
  });

  it.each(Object.entries(catalogue))('names %s as Prometheus would', (name, { kind, labels }) => {
    expect(name.endsWith('_total')).toBe(kind === 'counter');
    if (kind === 'histogram') expect(name).toMatch(/_(seconds|gas)$/);
    for (const label of Object.keys(labels)) expect(label).toMatch(/^[a-z]+$/);
  });
});

/** Names that are two families' in OpenMetrics, where a counter's has no `_total`. */
const twice = (names: readonly string[]) => {
  const families = names.map((name) => name.replace(/_total$/, ''));
  return families.filter((family, i) => families.indexOf(family) !== i);
};

describe('the families of metrics', () => {
  it('have each a name of its own, a counter without its ending too', () => {
    expect(twice(Object.keys(catalogue))).toEqual([]);
    expect(twice([...Object.keys(catalogue), 'parley_sends'])).toEqual(['parley_sends']);
  });
});

describe('the page of metrics', () => {
  const page = readFileSync('docs/metrics.md', 'utf8');
  it('has the table of the catalogue', () => expect(page).toBe(withTable(page, catalogue)));
  it('would not pass with a metric more', () => {
    const more = { ...catalogue, parley_more_total: { kind: 'counter', labels: {}, help: 'More.' } as const };
    expect(withTable(page, more)).not.toBe(page);
  });
});
