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
  /** Looks again, and tells what has changed: a relay that dies announces nothing. */
  refresh(): Promise<void>;
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
  const refresh = async () => {
    if (told.size === 0) return;
    const found = await deps.store.presenceOf([...told.keys()], deps.clock.now());
    for (const presence of found) offer(presenceFrame(presence));
  };
  return {
    async set(users) {
      told.clear();
      for (const userId of users) told.set(userId, null);
      await refresh();
    },
    refresh,
    offer,
  };
}
