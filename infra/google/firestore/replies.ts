import type { Database } from './database';
import type { Replies } from '@parley/ports';
import { dayOf, daysAfter } from './days';
import { fieldsIfThere, isString, type Shape } from './documents';
import { documentOf } from './paths';

const shape: Shape<{ latest: string }> = { latest: isString };
/** Longer than the longest interval and than any redelivery. */
const keptDays = 41;

/**
 * `users/{ownerId}/replies/{senderId}` holds the time of the latest message that was answered, and
 * `users/{ownerId}/claims/{senderId}.{messageUid}` each message that was: at most one in an interval, so no document is
 * written more often than that.
 */
export function replies(db: Database): Replies {
  return {
    async claimReply({ ownerId, senderId, messageUid, sentAt, minIntervalSeconds }) {
      if (minIntervalSeconds <= 0) return true;
      const claim = documentOf(db, ownerId, 'claims', `${senderId}.${messageUid}`);
      const interval = documentOf(db, ownerId, 'replies', String(senderId));
      return db.runTransaction(async (transaction) => {
        const [mine, standing] = await Promise.all([transaction.get(claim), transaction.get(interval)]);
        if (mine.exists) return true;
        const latest = fieldsIfThere(standing, shape)?.latest;
        const sent = Date.parse(sentAt);
        const earliest = new Date(sent - minIntervalSeconds * 1000).toISOString();
        if (latest !== undefined && latest > earliest) return false;
        const expireAt = daysAfter(sent, keptDays);
        transaction.create(claim, { day: dayOf(sentAt), expireAt });
        transaction.set(interval, { latest: sentAt, day: dayOf(sentAt), expireAt });
        return true;
      });
    },
  };
}
