import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { silentTelemetry } from '@parley/ports';
import { documentedOperations } from './testing/documented';
import { createCleanups, startScene, type Scene } from './testing/running-server';

const present = ['curl', 'bash'].every((tool) => spawnSync(tool, ['--version']).status === 0);

interface Example {
  readonly line: number;
  readonly script: string;
  /** What it prints, as a pattern; null when the page does not say. */
  readonly printed: string | null;
}

/** The page's examples in their order: a block of shell, and the block of JSON that follows it. */
function examplesOf(page: string): Example[] {
  const blocks = [...page.matchAll(/^```(sh|json)\n(.*?)^```$/gms)].map(({ index, 1: kind, 2: text }) => ({
    kind: kind!,
    text: text!,
    line: page.slice(0, index).split('\n').length,
  }));
  return blocks.flatMap(({ kind, text: script, line }, i) => {
    const next = blocks[i + 1];
    return kind === 'sh' ? [{ line, script, printed: next?.kind === 'json' ? next.text : null }] : [];
  });
}

/** Replaces, in what was printed, all that the pattern leaves open. */
function asPattern(value: unknown, pattern: unknown): unknown {
  if (pattern === '…') return '…';
  if (Array.isArray(pattern) && Array.isArray(value)) {
    return pattern.length === 1 && pattern[0] === '…'
      ? ['…']
      : value.map((each: unknown, i) => asPattern(each, pattern[i]));
  }
  if (typeof pattern === 'object' && pattern !== null && typeof value === 'object' && value !== null) {
    const wanted = pattern as Record<string, unknown>;
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [name, asPattern(each, wanted[name])]),
    );
  }
  return value;
}

const mark = '\u001e';
const examples = examplesOf(readFileSync('docs/api.md', 'utf8'));
const cleanups = createCleanups();

(present ? describe : describe.skip)('the page of the interface (with curl and bash)', () => {
  let scene: Scene;
  let printed: string[];
  const called = new Set<string>();
  const folder = mkdtempSync(path.join(tmpdir(), 'parley-api-'));
  beforeAll(async () => {
    scene = await startScene(cleanups, {
      metrics: async () => ({ contentType: 'text/plain', text: 'measured 1\n' }),
      telemetry: {
        ...silentTelemetry,
        count(name, labels = {}) {
          if (name !== 'parley_http_requests_total') return;
          called.add(`${labels['method']} ${labels['route']!.replace(/:([a-z]+)/g, '{$1}')}`);
        },
      },
    });
    const script = examples.map(({ script: each }) => `${each}\nprintf '${mark}'\n`).join('');
    const run = promisify(execFile)('bash', ['-euo', 'pipefail', '-c', script], {
      cwd: folder,
      env: { PATH: process.env['PATH'], HOME: folder, PARLEY: scene.server.url },
      timeout: 60_000,
    });
    const { stdout } = await run;
    printed = stdout.split(mark);
  }, 90_000);
  afterAll(async () => {
    await cleanups.run();
    rmSync(folder, { recursive: true, force: true });
  });

  it('has examples', () => expect(examples.length).toBeGreaterThan(20));

  it.each(examples.map(({ line, printed: pattern }, i) => [line, pattern, i] as const))(
    'prints what it says in line %d',
    (_, pattern, i) => {
      if (pattern === null) return expect(printed[i]!.trim()).toBe('');
      const wanted: unknown = JSON.parse(pattern);
      expect(asPattern(JSON.parse(printed[i]!), wanted)).toEqual(wanted);
    },
  );

  it('calls every operation that there is', () => {
    expect([...called].filter((each) => !each.endsWith(' none')).sort()).toEqual(
      documentedOperations.map(({ name }) => name).sort(),
    );
  });
});

if (!present) {
  describe('the page of the interface', () => {
    it('is not run: curl or bash is not on this machine', () => expect(present).toBe(false));
  });
}
