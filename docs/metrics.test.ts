import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';

const sources = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.includes('node_modules'))
    .map((file) => path.join(folder, file));

describe('the page of metrics', () => {
  it('lists what the sources measure, and nothing else', () => {
    const measured = new Set<string>();
    for (const file of [...sources('functions'), ...sources('infra')]) {
      const text = readFileSync(file, 'utf8');
      for (const [, name] of text.matchAll(/\.(?:count|observe|gauge)\(\s*'(parley_[a-z_]+)'/g))
        measured.add(name!);
    }
    const listed = [...readFileSync('docs/metrics.md', 'utf8').matchAll(/^\| `(parley_[a-z_]+)`/gm)].map(
      ([, name]) => name,
    );
    expect(measured.size).toBeGreaterThan(10);
    expect([...listed].sort()).toEqual([...measured].sort());
  });
});
