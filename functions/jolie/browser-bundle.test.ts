import path from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { collectCases } from './cli/conformance-folder';
import { limitsOf } from './cli/limits';

const pathTo = (file: string) => path.join(__dirname, file);
const limits = limitsOf({ gas: null, milliseconds: null, memoryBytes: null });

/** The bytes that a browser would load: the engine with its library, as one script. */
async function bundled(entry: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: __dirname, loader: 'ts' },
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    globalName: 'engine',
    platform: 'browser',
    target: 'es2022',
  });
  return outputFiles[0]!.text;
}

describe('the bundle for a browser', () => {
  let engine: string;
  beforeAll(async () => {
    engine = await bundled("export * from './index'");
  });

  it('is at most 150 KB minified and gzipped', () => {
    expect(gzipSync(engine, { level: 9 }).length).toBeLessThanOrEqual(150 * 1024);
  });

  it('runs the conformance cases where there is nothing but the globals of the language', async () => {
    const judge = await bundled("export { judgeCase } from './cli/conformance-case'");
    const globals: Record<string, unknown> = {};
    const context = createContext(globals);
    runInContext(judge, context);
    const failed: string[] = [];
    for (const each of collectCases(pathTo('conformance'))) {
      globals['each'] = { ...each };
      globals['limits'] = limits;
      const verdict = runInContext(
        'engine.judgeCase(each, limits, { start: 1750000000000, seed: each.name })',
        context,
      ) as { readonly passed: boolean; readonly difference?: string };
      if (!verdict.passed) failed.push(`${each.name}: ${verdict.difference}`);
    }
    expect(failed).toEqual([]);
    expect(Object.keys(globals).sort()).toEqual(['each', 'engine', 'limits']);
  });
});
