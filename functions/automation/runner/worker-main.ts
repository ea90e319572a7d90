import { performance } from 'node:perf_hooks';
import { parentPort } from 'node:worker_threads';
import { hotTier } from '@parley/jolie/hot';
import { serve } from '@parley/jolie/worker';
import { scriptModules } from '../contract';

/**
 * From when on code is generated for a program, by how this file was bundled (tools/bundle.mjs): at once, or never, so that
 * suites of tests see one tier only. Workers have no environment: otherwise the engine says.
 */
function hotAfterOf(tier: string | undefined): { readonly hotAfter?: number } {
  if (tier === undefined) return {};
  return { hotAfter: tier === 'hot' ? 0 : Infinity };
}

if (parentPort !== null) {
  const port = parentPort;
  serve(
    {
      postMessage: (message) => port.postMessage(message),
      onMessage: (listener) => void port.on('message', listener),
    },
    () => performance.now(),
    // This thread may generate code, where a page's policy forbids it.
    {
      modules: scriptModules,
      tier: hotTier((...all) => new Function(...all) as () => unknown),
      ...hotAfterOf(process.env['PARLEY_JOLIE_TIER']),
    },
  );
  // The runner's times begin when the engine is loaded.
  port.postMessage('ready');
}
