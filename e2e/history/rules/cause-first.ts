import type { Rule } from '../check';
import { identityOf } from '../history';

/** No inbox has an answer before what it answers. */
export const causeFirst: Rule = {
  name: 'cause-first',
  *check({ inboxes, causeOf }) {
    for (const [user, entries] of inboxes) {
      const places = new Map(entries.map((entry) => [identityOf(entry), entry.position]));
      for (const entry of entries) {
        const cause = entry.fromAutoReply ? causeOf(entry) : undefined;
        const place = cause === undefined ? undefined : places.get(identityOf(cause));
        if (place !== undefined && place > entry.position) {
          yield `${identityOf(entry)} stands before its cause in the inbox of ${user}`;
        }
      }
    }
  },
};
