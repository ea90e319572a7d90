import type { Rule } from '../check';

/** The positions of an inbox are 1, 2, 3 … */
export const densePositions: Rule = {
  name: 'dense-positions',
  *check({ inboxes }) {
    for (const [user, entries] of inboxes) {
      const at = entries.findIndex(({ position }, i) => position !== i + 1);
      if (at >= 0) yield `the inbox of ${user} has position ${entries[at]!.position} where ${at + 1} belongs`;
    }
  },
};
