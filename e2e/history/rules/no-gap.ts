import type { Rule } from '../check';

/**
 * A cursor means that everything to there was read. A client that resumed from the beginning, and then from its last
 * cursor each time, has every position up to each cursor that it was given.
 */
export const noGap: Rule = {
  name: 'no-gap',
  *check({ history, inboxes }) {
    for (const [user, entries] of inboxes) {
      const positions = new Map(entries.map(({ cursor, position }) => [cursor, position]));
      const seen = new Set<number>();
      let whole = false;
      let readTo = 0;
      for (const event of history) {
        if (event.user !== user) continue;
        if (event.kind === 'resumed' && event.after === null) whole = true;
        if (event.kind !== 'received') continue;
        seen.add(event.entry.position);
        if (!whole) continue;
        // A cursor that names no entry is the place before the first one.
        const to = positions.get(event.cursor) ?? 0;
        while (readTo < to && seen.has(readTo + 1)) readTo++;
        if (readTo < to) {
          yield `${user} was given a cursor to ${to} without having had ${readTo + 1}`;
          break;
        }
      }
    }
  },
};
