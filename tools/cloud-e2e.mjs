// `npm run test:cloud-e2e`: builds the page and every function, starts the emulators of Firestore and Pub/Sub, and runs the
// scenario, the crash test and the sign-in with Firebase Auth of `npm run test:e2e` against the product in the cloud's shape;
// with `-- e2e/crash`, that one alone.
import { spawn } from 'node:child_process';
import { root } from './bundle.mjs';
import { findEmulators, findFirebaseTools, firebaseToolsHint, startEmulators } from './emulators.mjs';
import { bundleCloud } from './functions.mjs';
import { buildPage } from './page.mjs';

const chosen = process.argv.slice(2);
const found = findEmulators();
if (found.missing.length > 0) {
  console.log(['The tests in the cloud’s shape did not run. Missing:', ...found.missing].join('\n  '));
  process.exit(0);
}
buildPage();
await bundleCloud();
const firebaseTools = findFirebaseTools();
if (firebaseTools === null) {
  console.log(
    `The tests of sign-in with Firebase Auth do not run. Missing firebase-tools: ${firebaseToolsHint}`,
  );
}
const emulators = await startEmulators(found, { firebaseTools });
const jest = spawn(
  process.execPath,
  [
    'node_modules/jest/bin/jest.js',
    '--selectProjects',
    'e2e',
    '--runInBand',
    ...(chosen.length === 0 ? ['e2e/(scenario|crash|firebase)'] : chosen),
  ],
  {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...emulators.environment, PARLEY_E2E: 'cloud' },
  },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => jest.kill(signal));
const code = await new Promise((resolve) => jest.once('exit', (status) => resolve(status ?? 1)));
await emulators.stop();
process.exitCode = code;
