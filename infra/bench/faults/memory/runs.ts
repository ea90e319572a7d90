import type { RunRecord, RunRecords, Target } from '@parley/ports';

/** The model of run records. */
export function memoryRuns(): RunRecords & {
  forget(userId: number): void;
  /** Deletes at most so many records from before the time, and returns how many. */
  sweep(before: string, limit: number): number;
} {
  /** By what was run on what; a map keeps the order in which they were decided. */
  const records = new Map<string, RunRecord & { readonly number: number }>();
  const suspensions = new Map<string, number>();
  let decisions = 0;
  const keyOf = (senderId: number, messageUid: string, ownerId: number, target: Target) =>
    `${senderId}/${messageUid}/${ownerId}/${target}`;
  const bare = ({ number: _, ...record }: RunRecord & { readonly number: number }): RunRecord => record;
  return {
    async decide(run) {
      const key = keyOf(run.senderId, run.messageUid, run.ownerId, run.target);
      const standing = records.get(key);
      if (standing !== undefined) return bare(standing);
      records.set(key, { ...run, number: ++decisions });
      return run;
    },
    async decided(...key) {
      const standing = records.get(keyOf(...key));
      return standing === undefined ? null : bare(standing);
    },
    async runs(ownerId, { target, after, limit }) {
      const before = after === undefined ? Number.MAX_SAFE_INTEGER : Number(after);
      const found = [...records.values()]
        .filter(
          (run) =>
            run.ownerId === ownerId && run.number < before && (target === undefined || run.target === target),
        )
        .reverse();
      const page = found.slice(0, limit);
      return { items: page.map(bare), next: found.length > limit ? String(page.at(-1)!.number) : null };
    },
    spent: async (ownerId, target, since) =>
      [...records.values()]
        .filter((run) => run.ownerId === ownerId && run.target === target && run.at > since)
        .reduce((sum, { milliseconds }) => sum + milliseconds, 0),
    suspendedUntil: async (ownerId, target) => suspensions.get(`${ownerId}/${target}`) ?? 0,
    suspend: async (ownerId, target, until) => void suspensions.set(`${ownerId}/${target}`, until),
    forget(userId) {
      for (const [key, { ownerId }] of records) if (ownerId === userId) records.delete(key);
      for (const target of ['send', 'recv']) suspensions.delete(`${userId}/${target}`);
    },
    sweep(before, limit) {
      const old = [...records].filter(([, { at }]) => at < before).slice(0, limit);
      for (const [key] of old) records.delete(key);
      return old.length;
    },
  };
}
