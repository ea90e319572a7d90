// Bundles one TypeScript entry for Node: the workspaces are inlined, packages from the registry stay imports.
import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

const workspacesInline = (packages) => ({
  name: 'workspaces-inline',
  setup({ onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ path: name, kind }) =>
      kind === 'entry-point' ||
      path.isAbsolute(name) ||
      name.startsWith('@parley/') ||
      packages.includes(name)
        ? undefined
        : { external: true },
    );
  },
});

/** What a package of CommonJS asks for by `require` once it is inlined. */
const requireOfModules =
  "import { createRequire as moduleRequire } from 'node:module'; const require = moduleRequire(import.meta.url);";

/**
 * Bundles `entry` (relative to the root) to `build/run/<name>.mjs` and returns that path. `packages` of the registry are
 * inlined, too; `define` puts constants in the place of names, as esbuild does.
 */
export async function bundle(entry, { packages = [], define = {} } = {}) {
  const outfile = path.join(root, 'build/run', `${entry.replace(/\.ts$/, '').replaceAll('/', '-')}.mjs`);
  await build({
    entryPoints: [path.join(root, entry)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: 'inline',
    define,
    logLevel: 'warning',
    ...(packages.length === 0 ? {} : { banner: { js: requireOfModules } }),
    plugins: [workspacesInline(packages)],
  });
  return outfile;
}

/** One tier of the engine only, `hot` or `closures`, where PARLEY_JOLIE_TIER asks for it: for tests. */
function tierAsked() {
  const tier = process.env['PARLEY_JOLIE_TIER'];
  if (tier === undefined) return {};
  if (tier !== 'hot' && tier !== 'closures') throw new Error('PARLEY_JOLIE_TIER is hot or closures');
  return { 'process.env.PARLEY_JOLIE_TIER': JSON.stringify(tier) };
}

/** The script that a Runner's worker threads execute. */
export const bundleRunnerWorker = () =>
  bundle('functions/automation/runner/worker-main.ts', { define: tierAsked() });
