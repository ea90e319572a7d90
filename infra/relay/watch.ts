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
export class Watch {
  /** What was told of each watched person; null for nothing yet. */
  readonly #told = new Map<number, boolean | null>();

  constructor(
    private readonly store: Pick<Presence, 'presenceOf'>,
    private readonly clock: Clock,
    private readonly tell: (frame: PresenceFrame) => void,
  ) {}

  /** Replaces the people, and tells how each of them is. */
  async set(users: readonly number[]): Promise<void> {
    this.#told.clear();
    for (const userId of users) this.#told.set(userId, null);
    await this.#look([...this.#told.keys()]);
  }

  /** Those whom it watches. */
  people(): Iterable<number> {
    return this.#told.keys();
  }

  /**
   * Tells what has changed, given whether people are here: a relay that dies announces nothing. Only those of whom nothing
   * was told yet, or something else, are looked up.
   */
  async refresh(online: ReadonlyMap<number, boolean>): Promise<void> {
    const differs = ([userId, known]: readonly [number, boolean | null]) =>
      online.has(userId) && known !== online.get(userId);
    await this.#look([...this.#told].filter(differs).map(([userId]) => userId));
  }

  /** Passes a presence on when it is watched and new. */
  offer(frame: PresenceFrame): void {
    const { userId, online } = frame;
    if (!this.#told.has(userId) || this.#told.get(userId) === online) return;
    this.#told.set(userId, online);
    this.tell(frame);
  }

  async #look(users: readonly number[]): Promise<void> {
    if (users.length === 0) return;
    for (const presence of await this.store.presenceOf(users, this.clock.now()))
      this.offer(presenceFrame(presence));
  }
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
