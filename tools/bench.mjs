// `npm run bench`: builds what is measured, the worker that runs scripts included, and measures.
import { pathToFileURL } from 'node:url';
import { bundle, bundleRunnerWorker } from './bundle.mjs';

const [main] = await Promise.all([
  bundle('infra/bench/main.ts'),
  bundle('infra/bench/fan-out/serve.ts'),
  bundle('infra/bench/peers/engine-serve.ts'),
  bundle('infra/bench/peers/socket-io-serve.ts'),
  bundleRunnerWorker(),
]);
const { bench } = await import(pathToFileURL(main).href);
// Loaded when it is wanted: it brings Google's client libraries.
const measureStarts = async (asked) => (await import('./function-starts.mjs')).measureStarts(asked);
process.exitCode = await bench(process.argv.slice(2), measureStarts);
