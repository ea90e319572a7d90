import { done, type Code } from '../run/task';
import type { Unit } from './unit';

/** One code after the other; where it stopped is the number of the code. */
export function compileSequence(unit: Unit, codes: readonly Code[]): Code {
  const place = unit.place();
  const { length } = codes;
  return (t) => {
    let i = t.resuming ? (t.at[place] as number) : 0;
    // An activation that is called replaces `t.at`: what is written down belongs to this one.
    const { at } = t;
    for (; i < length; i++) {
      const status = codes[i]!(t);
      if (status !== done) {
        at[place] = i;
        return status;
      }
    }
    return done;
  };
}

/** The steps that must run before what they belong to; null when there are none. */
export const before = (unit: Unit, steps: readonly Code[]): Code | null =>
  steps.length === 0 ? null : compileSequence(unit, steps);
