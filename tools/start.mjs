// `npm start`: builds what is missing, then serves everything in this process.
import { pathToFileURL } from 'node:url';
import { bundle, bundleRunnerWorker } from './bundle.mjs';
import { buildPage, pageDirectory } from './page.mjs';

buildPage();
const [workerFile, main] = await Promise.all([bundleRunnerWorker(), bundle('infra/local/main.ts')]);
process.argv.splice(2, Infinity, workerFile, pageDirectory);
await import(pathToFileURL(main).href);
