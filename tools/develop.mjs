// `npm run emulators`: the whole product in the cloud's shape on this machine, for a developer: Google's emulators of
// Firestore and Pub/Sub, Firebase's of Auth where firebase-tools is installed, Cloud Storage in memory, every function and
// two relays in processes of their own. With `-- --check` it sends one message through a script, and ends.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundle, root } from './bundle.mjs';
import { findEmulators, freePort, startEmulators, startListening } from './emulators.mjs';
import { bundleCloud } from './functions.mjs';
import { buildPage } from './page.mjs';

const found = findEmulators();
if (found.missing.length > 0) {
  console.log(['The product can’t run in the cloud’s shape here. Missing:', ...found.missing].join('\n  '));
  process.exit(1);
}

/** Firebase's emulator of Auth, or null where firebase-tools is not installed. */
async function startAuth() {
  const isThere = spawnSync('firebase', ['--version'], { stdio: 'ignore' }).status === 0;
  if (!isThere) return null;
  const port = await freePort();
  const folder = mkdtempSync(path.join(tmpdir(), 'parley-auth-'));
  const emulators = {
    auth: { host: '127.0.0.1', port },
    hub: { port: await freePort() },
    ui: { enabled: false },
  };
  writeFileSync(path.join(folder, 'firebase.json'), JSON.stringify({ emulators }));
  const args = ['emulators:start', '--only', 'auth', '--project', 'demo-parley'];
  const started = await startListening('The Auth emulator', 'firebase', args, port, { cwd: folder });
  return {
    port,
    async stop() {
      await started.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

buildPage();
await bundleCloud();
const main = await bundle('e2e/cloud/main.ts');
const [emulators, auth] = await Promise.all([startEmulators(found), startAuth()]);
console.log('Firestore and Pub/Sub: the emulators of the Cloud SDK. Cloud Storage: in memory.');
console.log(
  auth === null
    ? 'Firebase Auth: not here; people sign in with a password. To get it: npm install -g firebase-tools'
    : `Firebase Auth: the emulator of firebase-tools, at 127.0.0.1:${auth.port}.`,
);
const product = spawn(process.execPath, [main, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  env: {
    ...process.env,
    ...emulators.environment,
    ...(auth === null
      ? {}
      : {
          FIREBASE_AUTH_EMULATOR_HOST: `127.0.0.1:${auth.port}`,
          PARLEY_SIGN_IN: 'password,google,email-link',
        }),
  },
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => product.kill(signal));
const code = await new Promise((resolve) => product.once('exit', (status) => resolve(status ?? 1)));
await Promise.all([emulators.stop(), auth?.stop()]);
process.exitCode = code;
