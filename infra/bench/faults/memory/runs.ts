import type { RunRecord, RunRecords, Target } from '@parley/ports';

/** The model of run records. */
export function memoryRuns(): RunRecords & {
  forget(userId: number): void;
  /** Deletes at most so many records from before the time, and returns how many. */
  sweep(before: string, limit: number): number;
} {
  /** By what was run on what; a map keeps the order in which they were decided. */
  const records = new Map<string, { readonly run: RunRecord; readonly number: number }>();
  const suspensions = new Map<string, number>();
  let decisions = 0;
  const keyOf = (senderId: number, messageUid: string, ownerId: number, target: Target) =>
    `${senderId}/${messageUid}/${ownerId}/${target}`;
  return {
    async decide(run) {
      const key = keyOf(run.senderId, run.messageUid, run.ownerId, run.target);
      const standing = records.get(key);
      if (standing !== undefined) return standing.run;
      records.set(key, { run, number: ++decisions });
      return run;
    },
    decided: async (...key) => records.get(keyOf(...key))?.run ?? null,
    async runs(ownerId, { target, after, limit }) {
      const before = after === undefined ? Number.MAX_SAFE_INTEGER : Number(after);
      const found = [...records.values()]
        .filter(({ run, number }) => run.ownerId === ownerId && number < before)
        .filter(({ run }) => target === undefined || run.target === target)
        .reverse();
      const page = found.slice(0, limit);
      return {
        items: page.map(({ run }) => run),
        next: found.length > limit ? String(page.at(-1)!.number) : null,
      };
    },
    spent: async (ownerId, target, since) =>
      [...records.values()]
        .filter(({ run }) => run.ownerId === ownerId && run.target === target && run.at > since)
        .reduce((sum, { run }) => sum + run.milliseconds, 0),
    suspendedUntil: async (ownerId, target) => suspensions.get(`${ownerId}/${target}`) ?? 0,
    suspend: async (ownerId, target, until) => void suspensions.set(`${ownerId}/${target}`, until),
    forget(userId) {
      for (const [key, { run }] of records) if (run.ownerId === userId) records.delete(key);
      for (const target of ['send', 'recv']) suspensions.delete(`${userId}/${target}`);
    },
    sweep(before, limit) {
      const old = [...records].filter(([, { run }]) => run.at < before).slice(0, limit);
      for (const [key] of old) records.delete(key);
      return old.length;
    },
  };
}
