import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin, Rolldown } from 'vite';

const fileName = 'service-worker.js';

/** A chunk and all that is loaded with it, by name. What is imported only when it is shown is left out. */
function loadedWith(
  chunk: Rolldown.OutputChunk,
  bundle: Rolldown.OutputBundle,
  found = new Set<string>(),
): Set<string> {
  if (found.has(chunk.fileName)) return found;
  found.add(chunk.fileName);
  for (const style of chunk.viteMetadata?.importedCss ?? []) found.add(style);
  for (const name of chunk.imports) {
    const imported = bundle[name];
    if (imported?.type === 'chunk') loadedWith(imported, bundle, found);
  }
  return found;
}

/**
 * Builds the page's service worker beside it, and writes into it which files the page needs to start: those it keeps
 * for when there is no network.
 * @param entry the worker's source, from the project's root
 */
export function serviceWorker(entry: string): Plugin {
  let publicFiles: readonly string[] = [];
  let publicDir = '';
  return {
    name: 'service-worker',
    apply: 'build',
    enforce: 'post',
    configResolved({ publicDir: directory }) {
      publicDir = directory;
      publicFiles = readdirSync(directory);
    },
    buildStart() {
      this.emitFile({ type: 'chunk', id: entry, fileName, preserveSignature: false });
    },
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
      const worker = chunks.find((chunk) => chunk.fileName === fileName);
      const page = chunks.find((chunk) => chunk.isEntry && chunk.facadeModuleId?.endsWith('index.html'));
      if (worker === undefined || page === undefined)
        return this.error('The service worker has no page to keep.');
      const files = [...loadedWith(page, bundle), ...publicFiles].map((name) => `/${name}`).sort();
      const hash = createHash('sha256').update(files.join('\n')).update(worker.code);
      for (const name of publicFiles) hash.update(readFileSync(path.join(publicDir, name)));
      worker.code = worker.code
        .replaceAll('PARLEY_FILES', JSON.stringify(files))
        .replaceAll('PARLEY_VERSION', JSON.stringify(hash.digest('hex').slice(0, 16)));
    },
  };
}
