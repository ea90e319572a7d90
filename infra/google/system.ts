import { randomBytes, randomUUID } from 'node:crypto';
import type { Clock, Ids } from '@parley/ports';

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  setTimer(milliseconds, fire) {
    const timer = setTimeout(fire, Math.max(0, milliseconds));
    return { cancel: () => clearTimeout(timer) };
  },
};

/** The machine's source of randomness. */
export const systemIds: Ids = {
  uuid: () => randomUUID(),
  bytes: (length) => new Uint8Array(randomBytes(length)),
};
