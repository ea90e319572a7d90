import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { readCommandLine } from '../infra/admin';

const page = readFileSync('docs/operating.md', 'utf8');
const scripts = (JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> })
  .scripts;

describe('docs/operating.md', () => {
  it('names operator commands as they are written', () => {
    const named = [...page.matchAll(/`(?:PARLEY_WORLD=google )?npm run operator -- ([^`]+)`/g)].map(
      ([, line]) => line!,
    );
    expect(named.length).toBeGreaterThan(8);
    for (const line of named) expect(() => readCommandLine(line.split(' '))).not.toThrow();
    expect(() => readCommandLine(['dead-letter', 'list'])).toThrow();
  });

  it('names scripts that there are', () => {
    const named = [...page.matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(([, name]) => name!);
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });
});
