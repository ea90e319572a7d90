import type { Accounts, Bus, Clock, Presence, Retention } from '@parley/ports';
import { relayTopic } from './notice';

export interface JanitorDeps {
  readonly store: Retention & Pick<Presence, 'deadLeases' | 'deleteLease'>;
  readonly accounts: Pick<Accounts, 'sweepSessions'>;
  readonly bus: Pick<Bus, 'deleteTopic'>;
  readonly clock: Clock;
}

/** What the janitor took away. */
export interface Swept {
  readonly records: number;
  readonly sessions: number;
  readonly relays: number;
}

const day = 24 * 3_600_000;
/** Run records are kept this long. */
const runsMilliseconds = 7 * day;
/** Longer than the longest interval of a fixed reply, and than any redelivery. */
const repliesMilliseconds = 40 * day;
/** Sign-ins last this long without use. */
const sessionsMilliseconds = 30 * day;
/** A relay whose lease ended may come back when its machine slept; after this long it is gone. */
const leaseMilliseconds = 10 * 60_000;
/** Records deleted in one transaction. */
const atOnce = 500;

/**
 * Takes away what was kept long enough, and what relays left that died: their topics and leases. It may run at any time,
 * beside itself, and as often as one likes; an operator's command and the one-machine server call it.
 * @param onProgress called with the number of records deleted so far
 */
export async function sweep(
  deps: JanitorDeps,
  onProgress: (records: number) => void = () => {},
): Promise<Swept> {
  const { store, accounts, bus, clock } = deps;
  const now = clock.now();
  const before = (milliseconds: number) => new Date(now - milliseconds).toISOString();
  let records = 0;
  for (;;) {
    const deleted = await store.sweep(
      { runs: before(runsMilliseconds), replies: before(repliesMilliseconds) },
      atOnce,
    );
    if (deleted === 0) break;
    records += deleted;
    onProgress(records);
  }
  const dead = await store.deadLeases(now - leaseMilliseconds);
  for (const { relayId, until } of dead) {
    await bus.deleteTopic(relayTopic(relayId));
    await store.deleteLease(relayId, until);
  }
  return { records, sessions: await accounts.sweepSessions(now - sessionsMilliseconds), relays: dead.length };
}
