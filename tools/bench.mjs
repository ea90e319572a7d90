// `npm run bench`: builds what is measured, the worker that runs scripts included, and measures.
import { pathToFileURL } from 'node:url';
import { bundle, bundleRunnerWorker } from './bundle.mjs';

const [main] = await Promise.all([
  bundle('infra/bench/main.ts'),
  bundle('infra/bench/fan-out/serve.ts'),
  bundleRunnerWorker(),
]);
await import(pathToFileURL(main).href);
