// `npm run library-sizes`: what each library weighs in the page, minified and compressed with gzip by itself, in the
// first load and in what loads later. The sum is a little more than the page: together, libraries compress better.
import { builtinModules } from 'node:module';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { transform } from 'esbuild';
import { build } from 'vite';
import { root } from './bundle.mjs';

process.env.NODE_ENV = 'production';
const { output } = await build({
  root: path.join(root, 'web'),
  logLevel: 'error',
  build: { write: false, minify: false },
});
const chunks = output.filter(({ type }) => type === 'chunk');
const named = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));

/** The chunks that the page's entry cannot do without. */
const first = new Set();
const need = (fileName) => {
  if (first.has(fileName) || !named.has(fileName)) return;
  first.add(fileName);
  named.get(fileName).imports.forEach(need);
};
chunks.filter(({ isEntry }) => isEntry).forEach(({ fileName }) => need(fileName));

/** The package that a module is from; what is not from the registry is the page's own. */
const packageOf = (id) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id)?.[1] ?? 'the page itself';

const codes = new Map();
for (const chunk of chunks) {
  const when = first.has(chunk.fileName) ? 'first' : 'later';
  for (const [id, { code }] of Object.entries(chunk.modules)) {
    if (!code || id.startsWith('\0') || builtinModules.includes(id)) continue;
    const library = packageOf(id);
    const held = codes.get(library) ?? { first: '', later: '' };
    held[when] += `${code}\n`;
    codes.set(library, held);
  }
}

const weigh = async (code) => {
  if (code === '') return 0;
  // The modules of several chunks may say the same names: each is weighed as a block of its own.
  const { code: small } = await transform(code, { minify: true, logLevel: 'silent' }).catch(() => ({ code }));
  return gzipSync(small, { level: 9 }).length;
};
const rows = await Promise.all(
  [...codes].map(async ([library, { first: now, later }]) => ({
    library,
    now: await weigh(now),
    later: await weigh(later),
  })),
);
rows.sort((a, b) => b.now - a.now || b.later - a.later);
const kilobytes = (bytes) => (bytes === 0 ? '—' : (bytes / 1000).toFixed(1));
console.log('| library | first load, kB | later, kB |\n| --- | ---: | ---: |');
for (const { library, now, later } of rows)
  if (now + later >= 500) console.log(`| ${library} | ${kilobytes(now)} | ${kilobytes(later)} |`);
