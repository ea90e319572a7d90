import type { Statement } from '../language';
import { done, type Code, type Task } from '../run/task';

/** Charges a statement and makes it the run's place, then does it. */
export function simple(statement: Statement, action: (t: Task) => void): Code {
  const { span } = statement;
  return (t) => {
    const { meter } = t;
    meter.place = span;
    if (--meter.left < 0) meter.refill();
    action(t);
    return done;
  };
}
