// `npm run test:int`: starts the emulators, runs the suites that need them, and ends the emulators.
import { spawn } from 'node:child_process';
import { root } from './bundle.mjs';
import { findEmulators, findFirebaseTools, firebaseToolsHint, startEmulators } from './emulators.mjs';

const found = findEmulators();
if (found.missing.length > 0) {
  console.log(['The tests against the emulators did not run. Missing:', ...found.missing].join('\n  '));
  process.exit(0);
}
const firebaseTools = findFirebaseTools();
if (firebaseTools === null) {
  console.log(
    `The tests of sign-in with Firebase Auth did not run. Missing firebase-tools: ${firebaseToolsHint}`,
  );
}
const emulators = await startEmulators(found, { firebaseTools });
const jest = spawn(
  process.execPath,
  ['node_modules/jest/bin/jest.js', '--selectProjects', 'int', '--runInBand', ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit', env: { ...process.env, ...emulators.environment } },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => jest.kill(signal));
const code = await new Promise((resolve) => jest.once('exit', (status) => resolve(status ?? 1)));
await emulators.stop();
process.exitCode = code;
