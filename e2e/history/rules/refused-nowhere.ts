import type { Rule } from '../check';

/** What was refused, and never accepted, is nowhere. */
export const refusedNowhere: Rule = {
  name: 'refused-nowhere',
  *check({ sendings, messages }) {
    for (const { identity, accepted, refused, contents } of sendings.values()) {
      // With several contents under one id the first stands, and the refusal may have been of another.
      if (refused && !accepted && contents.length === 1 && messages.has(identity)) {
        yield `${identity} was refused and lies in an inbox`;
      }
    }
  },
};
