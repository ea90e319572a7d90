import type { Rule } from '../check';
import { identityOf } from '../history';

/** A send that was never answered happened for everybody, or for nobody. */
export const allOrNone: Rule = {
  name: 'all-or-none',
  *check({ sendings, inboxes, isWithheld }) {
    for (const { identity, senderId, messageUid, accepted, refused, contents } of sendings.values()) {
      if (accepted || refused) continue;
      const people = [...new Set([senderId, ...contents[0]!.recipientIds])].filter(
        (user) => inboxes.has(user) && !isWithheld(user, { senderId, messageUid }),
      );
      const having = people.filter((user) =>
        inboxes.get(user)!.some((entry) => identityOf(entry) === identity),
      );
      if (having.length > 0 && having.length < people.length) {
        yield `${identity} was never answered and is in the inboxes of ${having.join(', ')} only`;
      }
    }
  },
};
