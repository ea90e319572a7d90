import type { Clock, Presence, Telemetry, Timer } from '@parley/ports';

export interface LeaseDeps {
  readonly relayId: string;
  readonly presence: Pick<Presence, 'putLease'>;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  /** Called when the lease is about to end without having been renewed: nobody will deliver here then. */
  readonly onLost: () => void;
}

export interface Lease {
  /** Whether sessions recorded now count as live. */
  isHeld(): boolean;
  stop(): void;
}

const validMilliseconds = 30_000;
const renewalMilliseconds = 10_000;
/** The lease counts as lost this long before it ends, so that no session counts as live without being so. */
const marginMilliseconds = 5_000;

/**
 * Takes the relay's lease and renews it until stopped. Rejects when it can't be taken. A lease that was lost (the store
 * was away, or the machine slept) is tried for again, and is held again once that succeeds.
 */
export async function holdLease(deps: LeaseDeps): Promise<Lease> {
  const { relayId, presence, clock, telemetry, onLost } = deps;
  const pending: { renewal: Timer | null; end: Timer | null } = { renewal: null, end: null };
  let until = 0;
  let stopped = false;

  const watchEnd = () => {
    pending.end?.cancel();
    pending.end = clock.setTimer(until - marginMilliseconds - clock.now(), () => {
      telemetry.count('parley_relay_lease_failures_total', { kind: 'lost' });
      telemetry.log('ERROR', 'The relay lost its lease', { relayId });
      onLost();
    });
  };
  const renew = async () => {
    const next = clock.now() + validMilliseconds;
    await presence.putLease(relayId, next);
    if (stopped) return;
    until = next;
    watchEnd();
  };
  const renewLater = () => {
    pending.renewal = clock.setTimer(renewalMilliseconds, () => {
      void renew()
        .catch(() => {
          telemetry.count('parley_relay_lease_failures_total', { kind: 'renewal' });
          telemetry.log('WARNING', 'The relay’s lease could not be renewed', { relayId });
        })
        .then(() => {
          if (!stopped) renewLater();
        });
    });
  };

  await renew();
  renewLater();
  return {
    isHeld: () => clock.now() < until - marginMilliseconds,
    stop() {
      stopped = true;
      pending.renewal?.cancel();
      pending.end?.cancel();
    },
  };
}
