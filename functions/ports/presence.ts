/** A WebSocket session and the relay that holds its socket. */
export interface LiveSession {
  readonly sessionId: string;
  readonly userId: number;
  readonly relayId: string;
}

/** Whether somebody is here, and since when (ms): since the first of their sessions began, or the last one ended. */
export interface UserPresence {
  readonly userId: number;
  readonly online: boolean;
  readonly since: number;
}

/** Relays, their leases and the sessions that they hold: a session counts while its relay's lease is alive. */
export interface Presence {
  /** Grants or renews the relay's lease until the given time (ms). */
  putLease(relayId: string, until: number): Promise<void>;
  /** Ends the lease and forgets its sessions, whose users were last seen `at` (ms). */
  deleteLease(relayId: string, at: number): Promise<void>;
  /** Relays whose lease ended before the time (ms), with when it did. */
  deadLeases(before: number): Promise<readonly { readonly relayId: string; readonly until: number }[]>;
  /** Records a session that began `at` (ms). */
  putSession(session: LiveSession, at: number): Promise<void>;
  /** Forgets it; its user was last seen `at` (ms). */
  deleteSession(sessionId: string, at: number): Promise<void>;
  /** The users' sessions whose relay's lease is alive at `now` (ms). */
  sessionsOf(userIds: readonly number[], now: number): Promise<readonly LiveSession[]>;
  /** The presence of those of the users who were ever here, at `now` (ms). */
  presenceOf(userIds: readonly number[], now: number): Promise<readonly UserPresence[]>;
}

/** A session as a store remembers it: when it began, and until when its relay's lease was granted (ms). */
export interface RememberedSession {
  readonly userId: number;
  readonly began: number;
  readonly until: number;
}

/**
 * Who of those that a store remembers is here at `now` (ms), and since when, ordered by user: what every adapter's
 * `presenceOf` answers. A relay that died unseen was last known to hold its sessions when its lease ended.
 * @param lastSeen when a session of the user last ended
 */
export function presenceFrom(
  sessions: Iterable<RememberedSession>,
  lastSeen: Iterable<{ readonly userId: number; readonly at: number }>,
  now: number,
): UserPresence[] {
  const found = new Map<number, UserPresence>();
  for (const { userId, at } of lastSeen) found.set(userId, { userId, online: false, since: at });
  for (const { userId, began, until } of sessions) {
    const known = found.get(userId);
    if (until > now) {
      const since = known?.online === true ? Math.min(known.since, began) : began;
      found.set(userId, { userId, online: true, since });
    } else if (known?.online !== true) {
      found.set(userId, { userId, online: false, since: Math.max(known?.since ?? 0, until) });
    }
  }
  return [...found.values()].sort((a, b) => a.userId - b.userId);
}
