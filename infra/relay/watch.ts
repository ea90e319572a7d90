import type { ServerFrame } from '@parley/envelope';
import type { Clock, Presence, UserPresence } from '@parley/ports';

type PresenceFrame = Extract<ServerFrame, { $type: 'Presence' }>;

export const presenceFrame = ({ userId, online, since }: UserPresence): PresenceFrame => ({
  $type: 'Presence',
  userId,
  online,
  since: new Date(since).toISOString(),
});

/** The people whose presence one session watches. */
export interface Watch {
  /** Replaces the people, and tells how each of them is. */
  set(users: readonly number[]): Promise<void>;
  /** Those whom it watches. */
  people(): Iterable<number>;
  /**
   * Tells what has changed, given whether people are here: a relay that dies announces nothing. Only those of whom nothing
   * was told yet, or something else, are looked up.
   */
  refresh(online: ReadonlyMap<number, boolean>): Promise<void>;
  /** Passes a presence on when it is watched and new. */
  offer(frame: PresenceFrame): void;
}

export function createWatch(deps: {
  readonly store: Pick<Presence, 'presenceOf'>;
  readonly clock: Clock;
  readonly send: (frame: PresenceFrame) => void;
}): Watch {
  /** What was told of each watched person; null for nothing yet. */
  const told = new Map<number, boolean | null>();
  const offer = (frame: PresenceFrame) => {
    if (!told.has(frame.userId) || told.get(frame.userId) === frame.online) return;
    told.set(frame.userId, frame.online);
    deps.send(frame);
  };
  const tell = async (users: readonly number[]) => {
    if (users.length === 0) return;
    for (const presence of await deps.store.presenceOf(users, deps.clock.now()))
      offer(presenceFrame(presence));
  };
  return {
    async set(users) {
      told.clear();
      for (const userId of users) told.set(userId, null);
      await tell([...told.keys()]);
    },
    people: () => told.keys(),
    async refresh(online) {
      const differs = ([userId, known]: readonly [number, boolean | null]) =>
        online.has(userId) && known !== online.get(userId);
      await tell([...told].filter(differs).map(([userId]) => userId));
    },
    offer,
  };
}

/** Whether the people whom these watch are here: looked up once for all of them, however many watch one person. */
export async function lookAgain(
  { store, clock }: { readonly store: Pick<Presence, 'sessionsOf'>; readonly clock: Clock },
  watches: readonly Pick<Watch, 'people'>[],
): Promise<ReadonlyMap<number, boolean>> {
  const people = new Set(watches.flatMap((each) => [...each.people()]));
  if (people.size === 0) return new Map();
  const sessions = await store.sessionsOf([...people], clock.now());
  const here = new Set(sessions.map(({ userId }) => userId));
  return new Map([...people].map((userId) => [userId, here.has(userId)]));
}
