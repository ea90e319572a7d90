// `npm run build:functions`: bundles every function and the relay into a folder of its own under build/cloud, each with
// the package.json that its upload needs.
import { build } from 'esbuild';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
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

function writePackage(folder, fields) {
  const engines = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).engines;
  const content = { private: true, type: 'module', main: 'index.mjs', engines, ...fields };
  writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(content, null, 2)}\n`);
}

/** Bundles one function; returns its folder. */
export async function bundleFunction({ name, opener, runsScripts = false, signature = 'cloudevent' }) {
  const folder = path.join(cloudDirectory, name);
  mkdirSync(folder, { recursive: true });
  const register = signature === 'http' ? 'http' : 'cloudEvent';
  const { metafile } = await build({
    ...options,
    stdin: {
      // Registered, not only exported: a function without a trigger of its own would be taken for one of HTTP.
      contents: `import { ${register} } from '@google-cloud/functions-framework';\nimport { ${opener} } from './functions/index';\n${register}(${JSON.stringify(name)}, await ${opener}());\n`,
      resolveDir: root,
      sourcefile: `${name}.ts`,
      loader: 'ts',
    },
    outfile: path.join(folder, 'index.mjs'),
  });
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
