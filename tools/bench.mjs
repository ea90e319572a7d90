// `npm run bench`: builds the worker that runs scripts, and measures.
import { pathToFileURL } from 'node:url';
import { bundle, bundleRunnerWorker } from './bundle.mjs';

const [main] = await Promise.all([bundle('infra/bench/main.ts'), bundleRunnerWorker()]);
await import(pathToFileURL(main).href);
