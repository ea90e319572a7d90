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
