import { sweep, type JanitorDeps } from '@parley/pipeline';
import type { Telemetry, Timer } from '@parley/ports';

const firstMilliseconds = 60_000;
const everyMilliseconds = 3_600_000;

/** Lets the janitor come a minute after the start and then every hour: on one machine there is nobody else to call it. */
export function runJanitor(deps: JanitorDeps & { readonly telemetry: Telemetry }): {
  close(): Promise<void>;
} {
  let timer: Timer | null = null;
  let under: Promise<void> = Promise.resolve();
  let closed = false;
  const later = (milliseconds: number) => {
    if (closed) return;
    timer = deps.clock.setTimer(milliseconds, () => {
      under = sweep(deps)
        .then(({ records, sessions, relays }) =>
          deps.telemetry.log('INFO', 'The janitor came', { records, sessions, relays }),
        )
        .catch(() => deps.telemetry.log('WARNING', 'The janitor could not finish; it comes again'))
        .finally(() => later(everyMilliseconds));
    });
  };
  later(firstMilliseconds);
  return {
    async close() {
      closed = true;
      timer?.cancel();
      await under;
    },
  };
}
