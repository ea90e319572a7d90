// `npm run faults`: bundles the fault laboratory and runs it in this process; with `--on emulators` it builds the functions,
// starts the emulators of Firestore and Pub/Sub, and runs it beside them.
import { spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { bundle, root } from './bundle.mjs';
import { findEmulators, startEmulators } from './emulators.mjs';
import { bundleCloud } from './functions.mjs';
import { buildPage } from './page.mjs';

const given = process.argv.slice(2);
const main = await bundle('infra/bench/faults/main.ts');
if (given[given.indexOf('--on') + 1] === 'emulators' && given.includes('--on')) await runOnEmulators();
else await import(pathToFileURL(main).href);

async function runOnEmulators() {
  const found = findEmulators();
  if (found.missing.length > 0) {
    console.log(['The product was not struck on emulators. Missing:', ...found.missing].join('\n  '));
    return;
  }
  buildPage();
  await bundleCloud();
  const emulators = await startEmulators(found);
  const laboratory = spawn(process.execPath, [main, ...given], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...emulators.environment, PARLEY_E2E: 'cloud' },
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => laboratory.kill(signal));
  process.exitCode = await new Promise((resolve) => laboratory.once('exit', (code) => resolve(code ?? 1)));
  await emulators.stop();
}
