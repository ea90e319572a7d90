// Bundles one TypeScript entry for Node: the workspaces are inlined, packages from the registry stay imports.
import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

const workspacesInline = {
  name: 'workspaces-inline',
  setup({ onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ path: name, kind }) =>
      kind === 'entry-point' || path.isAbsolute(name) || name.startsWith('@parley/')
        ? undefined
        : { external: true },
    );
  },
};

/** Bundles `entry` (relative to the root) to `build/run/<name>.mjs` and returns that path. */
export async function bundle(entry) {
  const outfile = path.join(root, 'build/run', `${entry.replace(/\.ts$/, '').replaceAll('/', '-')}.mjs`);
  await build({
    entryPoints: [path.join(root, entry)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: 'inline',
    logLevel: 'warning',
    plugins: [workspacesInline],
  });
  return outfile;
}

/** The script that a Runner's worker threads execute. */
export const bundleRunnerWorker = () => bundle('functions/automation/runner/worker-main.ts');
