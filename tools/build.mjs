// `npm run build`: builds everything that runs: the page, the worker that runs scripts, the server.
import { bundle, bundleRunnerWorker } from './bundle.mjs';
import { buildPage } from './page.mjs';

buildPage({ always: true });
await Promise.all([bundleRunnerWorker(), bundle('infra/local/main.ts')]);
