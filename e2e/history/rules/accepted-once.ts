import type { Rule } from '../check';
import { identityOf } from '../history';

/** What was accepted lies in the inbox of everybody on it, exactly once, unless it was withheld from them. */
export const acceptedOnce: Rule = {
  name: 'accepted-once',
  *check({ sendings, inboxes, isWithheld }) {
    for (const [user, entries] of inboxes) {
      const seen = new Set<string>();
      for (const entry of entries) {
        const identity = identityOf(entry);
        if (seen.has(identity)) yield `${identity} lies in the inbox of ${user} more than once`;
        seen.add(identity);
      }
      for (const { identity, senderId, messageUid, accepted, contents } of sendings.values()) {
        const isOnIt = senderId === user || contents[0]!.recipientIds.includes(user);
        if (!accepted || !isOnIt || isWithheld(user, { senderId, messageUid })) continue;
        if (!seen.has(identity)) yield `${identity} was accepted and is not in the inbox of ${user}`;
      }
    }
  },
};
