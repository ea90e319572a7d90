import type { Database, Moment, Query } from './database';
import { limits } from '@parley/envelope';
import type { RunRecord, RunRecords, Target } from '@parley/ports';
import { hasCode, status } from '../status';
import { dayOf, daysAfter } from './days';
import { fieldsIfThere, fieldsOf, isInteger, type Shape } from './documents';
import { deleteFound, documentOf, partOf } from './paths';
import { isRunRecord } from './run-record';

/** Run records kept for each user; older ones go, but for those that still count for what a script spent lately. */
const runsKept = 1_000;
const windowBefore = (at: string) =>
  new Date(Date.parse(at) - limits.suspension.windowMilliseconds).toISOString();
const keptDays = 7;

const shape: Shape<{ record: RunRecord }> = { record: isRunRecord };
const untilShape: Shape<{ until: number }> = { until: isInteger };
const cursorPattern = /^(\d{1,12})\.(\d{1,9})\.(\S{1,100})$/;

/**
 * `users/{ownerId}/runs/{senderId}.{messageUid}.{target}`: created once. They are listed by `decided`, the time of the
 * server that wrote them, then by name.
 */
export function runRecords(db: Database): RunRecords {
  const runOf = (senderId: number, messageUid: string, ownerId: number, target: Target) =>
    documentOf(db, ownerId, 'runs', `${senderId}.${messageUid}.${target}`);
  const byTarget = (ownerId: number, target?: Target): Query => {
    const all = partOf(db, ownerId, 'runs');
    return target === undefined ? all : all.where('target', '==', target);
  };

  /** Counting costs a thousandth of reading: but not for every run. */
  const dropOldest = async ({ ownerId, messageUid, at }: RunRecord): Promise<void> => {
    if (!messageUid.endsWith('0')) return;
    const all = partOf(db, ownerId, 'runs');
    const count = await db.countOf(all);
    if (count <= runsKept) return;
    const over = all.where('at', '<=', windowBefore(at)).orderBy('at');
    await deleteFound(db, over, count - runsKept);
  };

  return {
    async decide(run) {
      const { ownerId, target, senderId, messageUid, at, milliseconds } = run;
      const document = runOf(senderId, messageUid, ownerId, target);
      try {
        await document.create({
          record: {
            ...run,
            answer: { ...run.answer, messages: run.answer.messages.map((each) => ({ ...each })) },
          },
          target,
          at,
          milliseconds,
          decided: db.serverTime,
          day: dayOf(at),
          expireAt: daysAfter(Date.parse(at), keptDays),
        });
      } catch (failure) {
        if (!hasCode(failure, status.alreadyExists)) throw failure;
        return fieldsOf(await document.get(), shape).record;
      }
      await dropOldest(run);
      return run;
    },
    async decided(senderId, messageUid, ownerId, target) {
      const snapshot = await runOf(senderId, messageUid, ownerId, target).get();
      return fieldsIfThere(snapshot, shape)?.record ?? null;
    },
    async runs(ownerId, { target, after, limit }) {
      const [, seconds, nanos, id] = cursorPattern.exec(after ?? '') ?? [];
      const newestFirst = byTarget(ownerId, target).orderBy('decided', 'desc').orderBy('__name__', 'desc');
      const from =
        id === undefined
          ? newestFirst
          : newestFirst.startAfter(
              db.momentOf(Number(seconds), Number(nanos)),
              partOf(db, ownerId, 'runs').doc(id),
            );
      const { docs } = await from.limit(limit + 1).get();
      const items = docs.slice(0, limit).map((snapshot) => fieldsOf(snapshot, shape).record);
      const last = docs[limit - 1];
      if (docs.length <= limit || last === undefined) return { items, next: null };
      const decided = last.get('decided') as Moment;
      return { items, next: `${decided.seconds}.${decided.nanoseconds}.${last.id}` };
    },
    async spent(ownerId, target, since) {
      const lately = byTarget(ownerId, target).where('at', '>', since);
      return db.sumOf(lately, 'milliseconds');
    },
    async suspendedUntil(ownerId, target) {
      const snapshot = await documentOf(db, ownerId, 'suspensions', target).get();
      return fieldsIfThere(snapshot, untilShape)?.until ?? 0;
    },
    async suspend(ownerId, target, until) {
      await documentOf(db, ownerId, 'suspensions', target).set({ until, expireAt: daysAfter(until, 1) });
    },
  };
}
