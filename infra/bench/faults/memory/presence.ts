import { presenceFrom, type LiveSession, type Presence } from '@parley/ports';

/** The model of relays, leases and sessions. `forgotten`: users of whom nothing is noted any more. */
export function memoryPresence(forgotten: ReadonlySet<number>): Presence & { forget(userId: number): void } {
  const leases = new Map<string, number>();
  const sessions = new Map<string, LiveSession & { readonly began: number }>();
  const lastSeen = new Map<number, number>();
  const see = (userId: number, at: number) => {
    if (!forgotten.has(userId)) lastSeen.set(userId, Math.max(at, lastSeen.get(userId) ?? 0));
  };
  const end = (sessionId: string, at: number) => {
    const session = sessions.get(sessionId);
    if (session === undefined) return;
    see(session.userId, at);
    sessions.delete(sessionId);
  };
  const held = (userIds: readonly number[]) =>
    [...sessions.values()]
      .filter(({ userId, relayId }) => userIds.includes(userId) && leases.has(relayId))
      .sort((a, b) => (a.sessionId < b.sessionId ? -1 : 1));
  return {
    putLease: async (relayId, until) => void leases.set(relayId, until),
    async deleteLease(relayId, at) {
      leases.delete(relayId);
      for (const session of [...sessions.values()])
        if (session.relayId === relayId) end(session.sessionId, at);
    },
    deadLeases: async (before) =>
      [...leases]
        .filter(([, until]) => until < before)
        .sort(([, a], [, b]) => a - b)
        .map(([relayId, until]) => ({ relayId, until })),
    putSession: async (session, at) => void sessions.set(session.sessionId, { ...session, began: at }),
    deleteSession: async (sessionId, at) => end(sessionId, at),
    sessionsOf: async (userIds, now) =>
      held(userIds)
        .filter(({ relayId }) => leases.get(relayId)! > now)
        .map(({ sessionId, userId, relayId }) => ({ sessionId, userId, relayId })),
    async presenceOf(userIds, now) {
      return presenceFrom(
        held(userIds).map(({ userId, relayId, began }) => ({ userId, began, until: leases.get(relayId)! })),
        userIds.flatMap((userId) => {
          const at = lastSeen.get(userId);
          return at === undefined ? [] : [{ userId, at }];
        }),
        now,
      );
    },
    forget: (userId) => void lastSeen.delete(userId),
  };
}
