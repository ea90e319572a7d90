import type { Statement } from '../language';
import { done, type Code, type Task } from '../run/task';
import type { Unit } from './unit';

/** Charges a statement, whose expressions are compiled, and makes it the run's place, then does it. */
export function simple(unit: Unit, statement: Statement, action: (t: Task) => void): Code {
  const { span } = statement;
  const cost = unit.cost();
  return (t) => {
    const { meter } = t;
    meter.place = span;
    if ((meter.left -= cost) < 0) meter.refill();
    action(t);
    return done;
  };
}
