// `npm run emulators`: the whole product in the cloud's shape on this machine, for a developer: Google's emulators of
// Firestore and Pub/Sub, Firebase's of Auth where firebase-tools is installed, Cloud Storage in memory, every function and
// two relays in processes of their own. With `-- --check` it sends one message through a script, and ends.
import { spawn } from 'node:child_process';
import { bundle, root } from './bundle.mjs';
import {
  authProject,
  findEmulators,
  findFirebaseTools,
  firebaseToolsHint,
  startEmulators,
} from './emulators.mjs';
import { bundleCloud } from './functions.mjs';
import { buildPage } from './page.mjs';

const found = findEmulators();
if (found.missing.length > 0) {
  console.log(['The product can’t run in the cloud’s shape here. Missing:', ...found.missing].join('\n  '));
  process.exit(1);
}

buildPage();
await bundleCloud();
const main = await bundle('e2e/cloud/main.ts');
const firebaseTools = findFirebaseTools();
const emulators = await startEmulators(found, { firebaseTools });
console.log('Firestore and Pub/Sub: the emulators of the Cloud SDK. Cloud Storage: in memory.');
const { FIREBASE_AUTH_EMULATOR_HOST: auth } = emulators.environment;
console.log(
  auth === undefined
    ? `Firebase Auth: not here; people sign in with a password. To get it: ${firebaseToolsHint}`
    : `Firebase Auth: the emulator of firebase-tools, at ${auth}; the links that it would mail are at http://${auth}/emulator/v1/projects/${authProject}/oobCodes`,
);
const product = spawn(process.execPath, [main, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  env: {
    ...process.env,
    ...emulators.environment,
    ...(auth === undefined ? {} : { PARLEY_SIGN_IN: 'password,email-link,google' }),
  },
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => product.kill(signal));
const code = await new Promise((resolve) => product.once('exit', (status) => resolve(status ?? 1)));
await emulators.stop();
process.exitCode = code;
