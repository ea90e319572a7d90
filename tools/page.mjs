// Builds the web page with Vite, when it is missing or older than what it is made of, and compresses its files.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { root } from './bundle.mjs';

export const pageDirectory = path.join(root, 'web/dist');

const sources = [
  'package-lock.json',
  'web/index.html',
  'web/package.json',
  'web/public',
  'web/src',
  'web/vite',
  'web/vite.config.ts',
  'functions/envelope',
  'functions/jolie',
  'functions/automation/contract',
];

function newest(file) {
  if (!existsSync(file) || path.basename(file) === 'node_modules' || path.basename(file) === 'conformance')
    return 0;
  const stats = statSync(file);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(0, ...readdirSync(file).map((name) => newest(path.join(file, name))));
}

const isFresh = () => {
  const built = path.join(pageDirectory, 'index.html');
  if (!existsSync(built)) return false;
  const made = statSync(built).mtimeMs;
  return sources.every((source) => newest(path.join(root, source)) <= made);
};

/** Puts beside each file of text what a server sends in its place to those who take it: `.br` and `.gz`. */
function compress() {
  for (const name of readdirSync(pageDirectory, { recursive: true })) {
    const file = path.join(pageDirectory, name);
    if (!/\.(js|css|html|svg|json|webmanifest)$/.test(name)) continue;
    const content = readFileSync(file);
    const size = { [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
    writeFileSync(`${file}.br`, brotliCompressSync(content, { params: size }));
    writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
  }
}

/** Builds the page; with `always` also when it is fresh. Ends the process when it can't be built. */
export function buildPage({ always = false } = {}) {
  if (!always && isFresh()) return;
  const vite = path.join(root, 'node_modules/vite/bin/vite.js');
  const { status } = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'error'], {
    cwd: path.join(root, 'web'),
    // Whoever builds it, a test too: people get React as it is meant for them.
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status === 0) return compress();
  console.error('The web page could not be built. Run `npm install`, then try again.');
  process.exit(1);
}
