import { systemClock } from '@parley/embedded';
import type { Clock } from '@parley/ports';

/** How far a relay's heartbeats are apart, ms. */
const heartbeatMilliseconds = 30_000;

/** The system's clock, but a relay's heart beats when the test says so. */
export function manualHeartbeats(): { readonly clock: Clock; beat(): void } {
  const beats: (() => void)[] = [];
  return {
    clock: {
      now: () => systemClock.now(),
      setTimer(milliseconds, fire) {
        if (milliseconds !== heartbeatMilliseconds) return systemClock.setTimer(milliseconds, fire);
        beats.push(fire);
        return { cancel() {} };
      },
    },
    beat: () => beats.shift()?.(),
  };
}
