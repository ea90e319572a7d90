// Builds what the tests start as programs of their own: the worker that runs scripts.
import { existsSync } from 'node:fs';
import { bundleRunnerWorker, root } from './bundle.mjs';

export default async function setup() {
  if (existsSync(`${root}/functions/automation/runner/worker-main.ts`)) await bundleRunnerWorker();
}
