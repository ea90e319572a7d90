// node tools/image.mjs NAME: puts what an image holds into build/image/NAME: the bundle and, from node_modules, the packages
// that it needs with what these need, as package-lock.json has them. A Dockerfile runs this, and so do the tests.
import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './bundle.mjs';
import { bundleProgram, bundleRelay } from './functions.mjs';
import { buildPage, pageDirectory } from './page.mjs';

const makers = {
  relay: bundleRelay,
  local: async (folder) => {
    buildPage();
    await bundleProgram({ name: 'local', entry: 'infra/local/main.ts', folder });
    cpSync(pageDirectory, path.join(folder, 'page'), { recursive: true });
  },
};

const { packages } = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'));

/** Where Node finds a package from one at `from`: beside it, or in a folder above. */
function placeOf(name, from) {
  for (let above = from; ; above = above.slice(0, above.lastIndexOf('node_modules/')).replace(/\/$/, '')) {
    const place = path.posix.join(above, 'node_modules', name);
    if (packages[place] !== undefined) return place;
    if (above === '') return null;
  }
}

/** The places in node_modules of these packages and of what they need. */
function closureOf(names) {
  const places = new Set();
  const add = (name, from) => {
    const place = placeOf(name, from);
    if (place === null || places.has(place)) return;
    places.add(place);
    const { dependencies, optionalDependencies, peerDependencies } = packages[place];
    const needed = Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies });
    for (const each of needed) add(each, place);
  };
  for (const name of names) add(name, '');
  return places;
}

/** Copies them, without what is nested in them: that has a place of its own. What is optional may be missing. */
function copyPackages(names, folder) {
  for (const place of closureOf(names)) {
    const source = path.join(root, place);
    const nested = path.join(source, 'node_modules');
    try {
      cpSync(source, path.join(folder, place), { recursive: true, filter: (file) => file !== nested });
    } catch (failure) {
      if (failure.code !== 'ENOENT' || packages[place].optional !== true) throw failure;
    }
  }
}

/** Makes the content of an image; returns its folder. */
export async function makeImage(name) {
  const folder = path.join(root, 'build/image', name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await makers[name](folder);
  const { dependencies } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  copyPackages(Object.keys(dependencies), folder);
  cpSync(path.join(root, 'infra/containers/healthy.mjs'), path.join(folder, 'healthy.mjs'));
  return folder;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [name] = process.argv.slice(2);
  if (!Object.hasOwn(makers, name ?? '')) {
    console.error(`node tools/image.mjs ${Object.keys(makers).join('|')}`);
    process.exit(1);
  }
  console.log(path.relative(root, await makeImage(name)));
}
