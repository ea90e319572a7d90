import type { Rule } from '../check';
import { identityOf, type Entry } from '../history';

const shown = ({ position, conversation, messageBody, recipientIds, fromAutoReply, causedBy }: Entry) =>
  JSON.stringify([position, conversation, messageBody, recipientIds, fromAutoReply, causedBy ?? null]);

/** What came over a socket is what lies in the inbox, in its place. */
export const framesAgree: Rule = {
  name: 'frames-agree',
  *check({ inboxes, of }) {
    for (const [user, entries] of inboxes) {
      const byIdentity = new Map(entries.map((entry) => [identityOf(entry), shown(entry)]));
      for (const { entry } of of('received', user)) {
        const stored = byIdentity.get(identityOf(entry));
        if (stored === undefined) yield `${user} received ${identityOf(entry)}, which is not in the inbox`;
        else if (stored !== shown(entry))
          yield `${user} received ${identityOf(entry)} other than it lies in the inbox`;
      }
    }
  },
};
