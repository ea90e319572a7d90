import { createSessionTokens, makeKeyRing, parseKeyRing } from '@parley/accounts';
import { openEmbedded, systemClock, systemIds } from '@parley/embedded';
import { silentTelemetry } from '@parley/ports';

/** Somebody who is signed in. */
export interface SignedIn {
  readonly id: number;
  readonly token: string;
}

/**
 * Puts people with sign-ins into a data folder that no process has open: signing thousands up at the front door would
 * take its limits' time.
 * @returns the people, and the key ring of their tokens for the product that will run on the folder
 */
export async function populate(
  directory: string,
  count: number,
): Promise<{ readonly people: readonly SignedIn[]; readonly keys: string }> {
  const [clock, ids] = [systemClock, systemIds];
  const keys = makeKeyRing(ids);
  const tokens = createSessionTokens({ ring: parseKeyRing(keys), clock, ids });
  const embedded = openEmbedded({ directory, clock, ids, telemetry: silentTelemetry });
  const { accounts } = embedded;
  const people = await Promise.all(
    Array.from({ length: count }, async (_, i): Promise<SignedIn> => {
      const username = `person-${i}`;
      const { id } = (await accounts.create(username, 'none'))!;
      const sid = ids.uuid();
      const now = clock.now();
      await accounts.putSession({ sid, userId: id, createdAt: now, usedAt: now, device: '' });
      return { id, token: (await tokens.issue({ userId: id, username, sid })).token };
    }),
  );
  await embedded.close();
  return { people, keys };
}
