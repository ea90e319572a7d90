// `npm run attack`: builds the product as the laboratory composes it, and attacks it.
import { pathToFileURL } from 'node:url';
import { bundle, bundleRunnerWorker } from './bundle.mjs';
import { buildPage } from './page.mjs';

buildPage();
const [main] = await Promise.all([
  bundle('infra/bench/attack/main.ts'),
  // With the reader of frames, so that its checks can be taken away, too.
  bundle('infra/bench/attack/product/main.ts', { packages: ['ws'] }),
  bundleRunnerWorker(),
]);
await import(pathToFileURL(main).href);
