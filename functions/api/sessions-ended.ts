import { sessionEnded } from '@parley/accounts';
import { relaysOf, relayTopic } from '@parley/pipeline';
import type { ApiDeps } from './deps';

/** Tells the relays that hold this person's sockets to close those of the sign-ins that ended. */
export async function tellSessionsEnded(
  { store, publisher, clock }: Pick<ApiDeps, 'store' | 'publisher' | 'clock'>,
  userId: number,
  sids: readonly string[],
): Promise<void> {
  if (sids.length === 0) return;
  const relays = await relaysOf({ store, clock }, [userId]);
  await Promise.all(
    [...relays.keys()].flatMap((relayId) =>
      sids.map((sid) => publisher.publish(relayTopic(relayId), sessionEnded(sid))),
    ),
  );
}
