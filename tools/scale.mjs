// `npm run scale`: what so many users need. Measuring (`--measure`) runs on the emulator of Firestore.
import { pathToFileURL } from 'node:url';
import { bundle, bundleRunnerWorker } from './bundle.mjs';
import { findEmulators, startEmulators } from './emulators.mjs';

const main = pathToFileURL(await bundle('infra/bench/scale/main.ts')).href;
let emulators = null;
if (process.argv.includes('--measure')) {
  await bundleRunnerWorker();
  const found = findEmulators();
  if (found.missing.length === 0) emulators = await startEmulators(found);
  Object.assign(process.env, emulators?.environment);
}
try {
  await import(main);
} finally {
  await emulators?.stop();
}
