/** Licences by which anything may come in: permissive ones. */
export const permissive = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'Unlicense',
]);

/** Packages that come under another licence, or do not say theirs in its usual form, each with why it may. */
export const licensedOtherwise = {
  'axe-core': 'MPL-2.0, unchanged, in tests alone',
  lightningcss: 'MPL-2.0, unchanged, builds the page',
  '@cdktf/hcl2json': 'MPL-2.0, unchanged, in checks of Terraform alone',
  'caniuse-lite': 'CC-BY-4.0: data, when the page is built',
  'spdx-exceptions': 'CC-BY-3.0: data, by a tool of tests',
  limiter: 'MIT, as its file says',
  'url-template': 'BSD-3-Clause, as its file says',
};

/** Packages that run a program of theirs when they are installed, each with what it does. */
export const installScripts = {
  '@firebase/util': 'writes the defaults of Firebase’s SDK, none here',
  '@parcel/watcher': 'builds a watcher where no built one is, for development alone',
  '@swc/core': 'looks whether its compiler runs on this machine',
  '@photostructure/sqlite':
    'looks for the build of its binding that it brought for this machine, and makes one where it brought none',
  esbuild: 'looks whether its compiler runs on this machine',
  protobufjs: 'warns of a version scheme; changes nothing',
};

/** Packages of the root that no file imports, each with who uses it. */
export const usedWithoutImport = {
  '@swc/core': 'the compiler behind @swc/jest',
  '@swc/jest': 'named in jest.config.mjs',
  '@seriousme/openapi-schema-validator': 'run as a program by a test',
  '@types/express': 'types',
  '@types/node': 'types',
  '@types/ws': 'types',
  'axe-core': 'read as a file by tests in a browser',
};

/** Imports across workspaces that no manifest declares, each with why. */
export const undeclared = {
  'infra/relay/main.ts imports @parley/google':
    'the composition root of the relay, a TypeScript project of its own',
};
