import type { Rule } from '../check';
import { identityOf } from '../history';

/** Nobody gets what they are not on, or what was withheld from them. */
export const onlyThoseOnIt: Rule = {
  name: 'only-those-on-it',
  *check({ inboxes, of, isWithheld }) {
    const got = [
      ...[...inboxes].flatMap(([user, entries]) => entries.map((entry) => ({ user, entry }))),
      ...of('received'),
    ];
    for (const { user, entry } of got) {
      if (user !== entry.senderId && !entry.recipientIds.includes(user)) {
        yield `${user} got ${identityOf(entry)} without being on it`;
      } else if (isWithheld(user, entry)) {
        yield `${user} got ${identityOf(entry)}, which was withheld`;
      }
    }
  },
};
