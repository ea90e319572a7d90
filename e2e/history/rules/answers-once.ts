import type { Rule } from '../check';
import { identityOf, type Entry } from '../history';

const contentOf = (messageBody: string, recipientIds: readonly number[]) =>
  JSON.stringify([messageBody, [...recipientIds].sort((a, b) => a - b)]);

/** What a program wrote answers something that a person wrote, once, reaches everybody on it, and is all that its recorded answer says. */
export const answersOnce: Rule = {
  name: 'answers-once',
  *check({ messages, runs, inboxes, causeOf, isWithheld }) {
    const made = new Map<string, Entry[]>();
    for (const entry of messages.values()) {
      if (!entry.fromAutoReply) {
        if (entry.causedBy !== undefined)
          yield `${identityOf(entry)} has a cause and says that a person wrote it`;
        continue;
      }
      const cause = causeOf(entry);
      if (cause === undefined) {
        yield `${identityOf(entry)} answers nothing that is in any inbox`;
        continue;
      }
      if (cause.fromAutoReply) yield `${identityOf(entry)} answers an answer`;
      const key = `${entry.senderId} ${identityOf(cause)} ${contentOf(entry.messageBody, entry.recipientIds)}`;
      const same = made.get(key) ?? [];
      if (same.length > 0) yield `${identityOf(entry)} is the answer ${identityOf(same[0]!)} once more`;
      made.set(key, [...same, entry]);
      for (const user of new Set([entry.senderId, ...entry.recipientIds])) {
        const inbox = inboxes.get(user);
        if (inbox === undefined || isWithheld(user, entry)) continue;
        if (!inbox.some((each) => identityOf(each) === identityOf(entry))) {
          yield `${identityOf(entry)} is not in the inbox of ${user}`;
        }
      }
    }
    for (const [owner, records] of runs) {
      if (!inboxes.has(owner)) continue;
      for (const run of records) {
        for (const { messageBody, recipientIds } of run.answer.messages) {
          const key = `${owner} ${identityOf(run)} ${contentOf(messageBody, recipientIds)}`;
          if (!made.has(key))
            yield `an answer of ${owner} to ${identityOf(run)} was decided and is in no inbox`;
        }
      }
    }
  },
};
