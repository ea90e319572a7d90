import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { builtinModules } from 'node:module';
import ts from 'typescript';
import { installScripts, licensedOtherwise, permissive, undeclared, usedWithoutImport } from './rules.mjs';

const json = (file) => JSON.parse(readFileSync(file, 'utf8'));
const packageOf = (specifier) => specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
const isAllowed = (licence) =>
  licence
    ?.replace(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((each) => permissive.has(each))) ?? false;
const isOf = (name, family) => name === family || name.startsWith(`${family}-`);

/**
 * What is wrong with the lockfile: a package without a hash of its content, from a host of its own, under a licence
 * that is not allowed, or with a program that runs when it is installed and is not allowed by name; and allowances that
 * nothing needs any more.
 * @param {string} root the repository's folder
 * @returns {string[]}
 */
export function checkLockfile(root) {
  const found = [];
  const needed = new Set();
  const packages = Object.entries(json(path.join(root, 'package-lock.json')).packages);
  for (const [place, { link, integrity, resolved, license, hasInstallScript }] of packages) {
    if (!place.includes('node_modules/') || link) continue;
    const name = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
    if (!/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? ''))
      found.push(`${name} has no SHA-512 of its content`);
    if (resolved !== undefined) found.push(`${name} comes from a place of its own`);
    const family = Object.keys(licensedOtherwise).find((each) => isOf(name, each));
    if (!isAllowed(license)) {
      if (family === undefined) found.push(`${name} comes under ${license ?? 'no licence'}`);
      else needed.add(`licence of ${family}`);
    }
    if (hasInstallScript) {
      if (!Object.hasOwn(installScripts, name)) found.push(`${name} runs a program when it is installed`);
      else needed.add(`program of ${name}`);
    }
  }
  const allowances = [
    ...Object.keys(licensedOtherwise).map((name) => `licence of ${name}`),
    ...Object.keys(installScripts).map((name) => `program of ${name}`),
  ];
  return [
    ...found,
    ...allowances.filter((each) => !needed.has(each)).map((each) => `nothing needs the ${each}`),
  ];
}

const isSource = (name) => /\.(tsx?|mjs|js)$/.test(name);
const left = new Set(['node_modules', 'dist', 'build', '.parley', '.git']);

function* sourcesBelow(folder, others) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!left.has(entry.name) && !others.has(file)) yield* sourcesBelow(file, others);
    } else if (isSource(entry.name)) yield file;
  }
}

const isTest = (file) => /\.test\.tsx?$|[\\/]testing[\\/]|[\\/]e2e[\\/]/.test(file);

function importsOf(file) {
  const { importedFiles } = ts.preProcessFile(readFileSync(file, 'utf8'), true, true);
  return importedFiles
    .map(({ fileName }) => fileName)
    .filter(
      (each) => /^(@[\w.-]+\/)?[a-z]/.test(each) && !/[(:]/.test(each) && !builtinModules.includes(each),
    )
    .map(packageOf);
}

/**
 * What the manifests and the imports disagree about: a package that is imported and not declared by the workspace that
 * imports it (tests may use the root's), and one that is declared and imported nowhere.
 * @param {string} root the repository's folder
 * @returns {string[]}
 */
export function checkImports(root) {
  const rootManifest = json(path.join(root, 'package.json'));
  const folders = rootManifest.workspaces.map((each) => path.join(root, each));
  const found = [];
  const ofWorkspaces = new Set(
    folders.flatMap((folder) => {
      const { name, dependencies = {}, devDependencies = {} } = json(path.join(folder, 'package.json'));
      return [name, ...Object.keys(dependencies), ...Object.keys(devDependencies)];
    }),
  );
  const declaredAtRoot = new Set([
    ...Object.keys(rootManifest.dependencies ?? {}),
    ...Object.keys(rootManifest.devDependencies ?? {}),
  ]);
  const usedFromRoot = new Set();
  for (const folder of [...folders, root]) {
    const others = new Set(folders.filter((each) => each !== folder));
    const manifest = json(path.join(folder, 'package.json'));
    const own = new Set(
      ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'].flatMap((kind) =>
        Object.keys(manifest[kind] ?? {}),
      ),
    );
    const used = new Set();
    for (const file of sourcesBelow(folder, others)) {
      for (const name of importsOf(file)) {
        used.add(name);
        usedFromRoot.add(name);
        const declared =
          own.has(name) ||
          name === manifest.name ||
          (declaredAtRoot.has(name) && (isTest(file) || folder !== root));
        const what = `${path.relative(root, file)} imports ${name}`;
        const mayUseAll = isTest(file) || folder === root;
        if (!declared && !(mayUseAll && ofWorkspaces.has(name)) && !Object.hasOwn(undeclared, what)) {
          found.push(`${what}, which its manifest does not declare`);
        }
      }
    }
    if (folder !== root) {
      for (const name of own) {
        if (!used.has(name) && !name.startsWith('@types/')) {
          found.push(`${path.relative(root, folder)} declares ${name} and imports it nowhere`);
        }
      }
    }
  }
  const scripts = JSON.stringify(rootManifest.scripts);
  for (const name of declaredAtRoot) {
    const isCommand =
      new RegExp(`(^|[" ])${name.replace(/[^\w-]/g, '\\$&')}( |")`).test(scripts) || name === 'typescript';
    if (!usedFromRoot.has(name) && !isCommand && !Object.hasOwn(usedWithoutImport, name)) {
      found.push(`the root declares ${name}, which nothing uses`);
    }
  }
  return found;
}
