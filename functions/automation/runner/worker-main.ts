import { performance } from 'node:perf_hooks';
import { parentPort } from 'node:worker_threads';
import { hotTier } from '@parley/jolie/hot';
import { serve } from '@parley/jolie/worker';
import { scriptModules } from '../contract';

if (parentPort !== null) {
  const port = parentPort;
  serve(
    {
      postMessage: (message) => port.postMessage(message),
      onMessage: (listener) => void port.on('message', listener),
    },
    () => performance.now(),
    // This thread may generate code, where a page's policy forbids it.
    { modules: scriptModules, tier: hotTier((...all) => new Function(...all) as () => unknown) },
  );
  // The runner's times begin when the engine is loaded.
  port.postMessage('ready');
}
