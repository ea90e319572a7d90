import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { EngineBench } from './engine';

/** What this process hands to the engine's bench, run at the root of the repository. */
export function benchHere(): Omit<EngineBench, 'peers' | 'progress'> {
  setFlagsFromString('--expose-gc');
  return {
    read: (name) => readFileSync(path.resolve('functions/jolie/bench', name), 'utf8'),
    now: () => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1000;
    },
    heapUsed: () => process.memoryUsage().heapUsed,
    collect: runInNewContext('gc') as () => void,
  };
}
