import { conversationOf } from '@parley/envelope';
import type { Rule } from '../check';
import { identityOf } from '../history';

/** A message is the same for everybody, and what its sender wrote, but for what the sender's own script made of its text. */
export const unchangedContent: Rule = {
  name: 'unchanged-content',
  *check({ sendings, inboxes, messages, runs }) {
    for (const [user, entries] of inboxes) {
      for (const entry of entries) {
        const identity = identityOf(entry);
        if (entry.conversation !== conversationOf(entry.senderId, entry.recipientIds)) {
          yield `${identity} lies under another conversation in the inbox of ${user}`;
        }
        const elsewhere = messages.get(identity)!;
        if (entry.messageBody !== elsewhere.messageBody || entry.conversation !== elsewhere.conversation) {
          yield `${identity} is another message in the inbox of ${user} than elsewhere`;
        }
        if (entry.fromAutoReply) continue;
        const sending = sendings.get(identity);
        if (sending === undefined) {
          yield `${identity} is in the inbox of ${user}, and nobody sent it`;
          continue;
        }
        const changed = runs
          .get(entry.senderId)
          ?.find((run) => run.target === 'send' && identityOf(run) === identity)?.answer.messageBody;
        const isWritten = sending.contents.some(
          ({ messageBody, recipientIds }) =>
            entry.messageBody === (changed ?? messageBody) &&
            entry.conversation === conversationOf(entry.senderId, recipientIds),
        );
        if (!isWritten) yield `${identity} in the inbox of ${user} is not what was sent`;
      }
    }
  },
};
