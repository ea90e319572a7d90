import type { Rule } from '../check';
import { identityOf } from '../history';

/**
 * Messages of one ordering key stand in one order in all inboxes. A written message's key is its conversation, an
 * answer's that of the message it answers.
 */
export const oneOrder: Rule = {
  name: 'one-order',
  *check({ inboxes, causeOf }) {
    const byKey = new Map<string, Map<number, string[]>>();
    for (const [user, entries] of inboxes) {
      for (const entry of entries) {
        const key = entry.fromAutoReply ? causeOf(entry)?.conversation : entry.conversation;
        if (key === undefined) continue;
        const orders = byKey.get(key) ?? new Map<number, string[]>();
        orders.set(user, [...(orders.get(user) ?? []), identityOf(entry)]);
        byKey.set(key, orders);
      }
    }
    for (const orders of byKey.values()) {
      const all = [...orders];
      for (const [i, [user, order]] of all.entries()) {
        for (const [other, otherOrder] of all.slice(i + 1)) {
          const common = new Set(otherOrder);
          const mine = order.filter((identity) => common.has(identity));
          const theirs = otherOrder.filter((identity) => mine.includes(identity));
          const at = mine.findIndex((identity, place) => theirs[place] !== identity);
          if (at >= 0)
            yield `${mine[at]} and ${theirs[at]} stand in another order for ${user} than for ${other}`;
        }
      }
    }
  },
};
