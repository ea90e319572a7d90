// `npm run fuzz`: gives random inputs to all that reads what others wrote; `functions/jolie/fuzz` makes programs of its own.
import { pathToFileURL } from 'node:url';
import { bundle, bundleRunnerWorker } from './bundle.mjs';

const [main] = await Promise.all([bundle('infra/bench/fuzz/main.ts'), bundleRunnerWorker()]);
await import(pathToFileURL(main).href);
