// Builds what the tests start as programs of their own: the worker that runs scripts, and the product that the laboratory attacks.
import { existsSync } from 'node:fs';
import { bundle, bundleRunnerWorker, root } from './bundle.mjs';

export default async function setup() {
  if (existsSync(`${root}/functions/automation/runner/worker-main.ts`)) await bundleRunnerWorker();
  const attacked = 'infra/bench/attack/product/main.ts';
  if (existsSync(`${root}/${attacked}`)) await bundle(attacked, { packages: ['ws'] });
}
