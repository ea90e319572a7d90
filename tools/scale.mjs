// `npm run scale`: what so many users need. Measuring (`--measure`) runs on the emulator of Firestore.
import { pathToFileURL } from 'node:url';
import { bundle, bundleRunnerWorker } from './bundle.mjs';
import { findEmulators, startEmulators } from './emulators.mjs';

const main = pathToFileURL(await bundle('infra/bench/scale/main.ts')).href;
if (process.argv.includes('--measure')) {
  await bundleRunnerWorker();
  const found = findEmulators();
  const emulators = found.missing.length === 0 ? await startEmulators(found) : null;
  Object.assign(process.env, emulators?.environment);
  process.once('beforeExit', () => emulators?.stop());
}
await import(main);
