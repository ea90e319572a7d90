// A worker that misbehaves as it is told: what the second wall is tested with.
import { parentPort } from 'node:worker_threads';

parentPort.on('message', ({ id, source }) => {
  if (source.text === 'hang') for (;;);
  if (source.text === 'die') process.exit(1);
  parentPort.postMessage({
    id,
    outcome: { kind: 'finished', exitStatus: 0, output: 'answered', gas: 1, peakBytes: 0 },
  });
});
parentPort.postMessage('ready');
