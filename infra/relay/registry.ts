import type { Session } from './session';

/** The sessions of one relay, by their user. */
export interface Registry {
  add(session: Session): void;
  remove(session: Session): void;
  of(userId: number): Iterable<Session>;
  count(userId: number): number;
  all(): Session[];
}

export function createRegistry(): Registry {
  const byUser = new Map<number, Set<Session>>();
  const of = (userId: number): ReadonlySet<Session> => byUser.get(userId) ?? new Set<Session>();
  return {
    add(session) {
      byUser.set(session.holder.userId, new Set(of(session.holder.userId)).add(session));
    },
    remove(session) {
      const { userId } = session.holder;
      const rest = new Set(of(userId));
      rest.delete(session);
      if (rest.size > 0) byUser.set(userId, rest);
      else byUser.delete(userId);
    },
    of,
    count: (userId) => of(userId).size,
    all: () => [...byUser.values()].flatMap((sessions) => [...sessions]),
  };
}
