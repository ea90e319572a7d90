// `npm run build:functions`: bundles every function and the relay into a folder of its own under build/cloud, each with
// the package.json that its upload needs.
import { build } from 'esbuild';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './bundle.mjs';

/** Every function: its folder and target, what opens it, and whether it runs scripts. */
export const functions = [
  { name: 'jolie-exec', opener: 'openJolieExec', runsScripts: true },
  { name: 'auto-reply', opener: 'openAutoReply' },
  { name: 'router', opener: 'openRouter' },
  { name: 'jolie-exec-config', opener: 'openJolieExecConfig' },
  { name: 'auto-reply-config', opener: 'openAutoReplyConfig' },
  { name: 'dead-letter', opener: 'openDeadLetter' },
  { name: 'janitor', opener: 'openJanitor' },
  { name: 'api', opener: 'openApi', runsScripts: true, signature: 'http' },
];

export const cloudDirectory = path.join(root, 'build/cloud');

/** The workspaces are inlined; packages from the registry stay imports, and those of which nothing is used go. */
const registryOutside = {
  name: 'registry-outside',
  setup({ onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ path: name, kind }) =>
      kind === 'entry-point' || path.isAbsolute(name) || name.startsWith('@parley/')
        ? undefined
        : { external: true, sideEffects: false },
    );
  },
};

/**
 * Packages are inlined, too, those of which something is used: what begins with its first event reads one file instead of a
 * thousand. Two kinds stay imports: functions-framework, which runs what is bundled here and knows it by its own registry,
 * and what is loaded only when it is needed, which is OpenTelemetry.
 */
const registryInside = {
  name: 'registry-inside',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^@google-cloud\/functions-framework$/ }, () => ({ external: true }));
    onResolve({ filter: /^@opentelemetry\// }, ({ kind }) =>
      kind === 'dynamic-import' ? { external: true } : undefined,
    );
    onResolve({ filter: /^[^./]/ }, async ({ path: name, importer, kind, resolveDir, pluginData = {} }) => {
      const isOurs = !importer.includes('/node_modules/') && !name.startsWith('@parley/');
      if (pluginData.isAsked || kind === 'entry-point' || !isOurs || isBuiltin(name)) return undefined;
      const found = await resolve(name, { importer, kind, resolveDir, pluginData: { isAsked: true } });
      return { ...found, sideEffects: false };
    });
  },
};

/** What CommonJS packages expect of Node, in a file that is an ES module. */
const commonJs = [
  "import { createRequire as createRequireHere } from 'node:module';",
  "import { dirname as folderOf } from 'node:path';",
  "import { fileURLToPath as fileOf } from 'node:url';",
  'const require = createRequireHere(import.meta.url);',
  'const __filename = fileOf(import.meta.url);',
  'const __dirname = folderOf(__filename);',
].join('\n');

const options = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  treeShaking: true,
  metafile: true,
  legalComments: 'none',
  logLevel: 'warning',
  plugins: [registryOutside],
};

const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'));

/** `@google-cloud/firestore` of an import of it or of a file in it; null for what Node has itself. */
function packageOf(specifier) {
  if (isBuiltin(specifier)) return null;
  const parts = specifier.split('/');
  const name = specifier.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0];
  return lock.packages[`node_modules/${name}`] === undefined ? null : name;
}

function dependenciesOf(metafiles, more = []) {
  const imported = metafiles.flatMap(({ outputs }) =>
    Object.values(outputs).flatMap(({ imports }) => imports.map(({ path: specifier }) => specifier)),
  );
  const names = [...new Set([...imported, ...more].map(packageOf).filter((name) => name !== null))].sort();
  return Object.fromEntries(names.map((name) => [name, lock.packages[`node_modules/${name}`].version]));
}

const bundleWorker = async (folder) => {
  const { metafile } = await build({
    ...options,
    entryPoints: [path.join(root, 'functions/automation/runner/worker-main.ts')],
    outfile: path.join(folder, 'worker.mjs'),
  });
  return metafile;
};

/** An empty folder: chunks have names of their contents, and those of another build would be uploaded with it. */
function emptied(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** What a bundle was made of lies beside its folder, as esbuild tells it: the folder is uploaded whole. */
const writeContents = (folder, metafile) =>
  writeFileSync(`${folder}.contents.json`, JSON.stringify(metafile));

function writePackage(folder, fields) {
  const engines = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).engines;
  const content = { private: true, type: 'module', main: 'index.mjs', engines, ...fields };
  writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(content, null, 2)}\n`);
}

/** Bundles one function; returns its folder. */
export async function bundleFunction({ name, opener, runsScripts = false, signature = 'cloudevent' }) {
  const folder = emptied(path.join(cloudDirectory, name));
  const register = signature === 'http' ? 'http' : 'cloudEvent';
  // The API keeps its imports: the ES modules of firebase-admin do not stand being inlined behind a plugin's resolution.
  const inlined =
    signature === 'http'
      ? {}
      : {
          plugins: [registryInside],
          banner: { js: commonJs },
          // What is loaded when it is needed lies in a file of its own, which nobody reads before.
          splitting: true,
          minifyWhitespace: true,
          legalComments: 'external',
        };
  const { metafile } = await build({
    ...options,
    ...inlined,
    stdin: {
      // Registered, not only exported: a function without a trigger of its own would be taken for one of HTTP.
      contents: `import { ${register} } from '@google-cloud/functions-framework';\nimport { ${opener} } from './functions/index';\n${register}(${JSON.stringify(name)}, await ${opener}());\n`,
      resolveDir: root,
      sourcefile: `${name}.ts`,
      loader: 'ts',
    },
    outdir: folder,
    entryNames: 'index',
    outExtension: { '.js': '.mjs' },
  });
  writeContents(folder, metafile);
  const metafiles = runsScripts ? [metafile, await bundleWorker(folder)] : [metafile];
  writePackage(folder, {
    name: `parley-${name}`,
    scripts: { start: `functions-framework --target=${name} --signature-type=${signature}` },
    dependencies: dependenciesOf(metafiles, ['@google-cloud/functions-framework']),
  });
  return folder;
}

/** Bundles a program that runs scripts, with its worker, into a folder that it returns. */
export async function bundleProgram({ name, entry, folder }) {
  mkdirSync(folder, { recursive: true });
  const { metafile } = await build({
    ...options,
    entryPoints: [path.join(root, entry)],
    outfile: path.join(folder, 'index.mjs'),
  });
  writeContents(folder, metafile);
  writePackage(folder, {
    name: `parley-${name}`,
    scripts: { start: 'node index.mjs' },
    dependencies: dependenciesOf([metafile, await bundleWorker(folder)]),
  });
  return folder;
}

/** Bundles the relay; returns its folder. */
export const bundleRelay = (folder = path.join(cloudDirectory, 'relay')) =>
  bundleProgram({ name: 'relay', entry: 'infra/relay/main.ts', folder });

export const bundleCloud = () => Promise.all([...functions.map(bundleFunction), bundleRelay()]);

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const folder of await bundleCloud()) console.log(path.relative(root, folder));
}
