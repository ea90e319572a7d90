import type { Value } from '../values';
import type { Limits } from './limits';
import type { Meter } from './meter';

/** Something that is to happen at a moment of the run's time. */
export interface Timer {
  readonly due: number;
  readonly fire: () => void;
  /** The message that it will send. */
  readonly holds: Value | null;
}

/** Jumping further than this past the run's start is limit `time`. */
const longest = 3_600_000;

/** The timers of a run, by the moment, those of one moment in the order of their making. */
export class Timers {
  readonly #pending: Timer[] = [];

  constructor(
    private readonly meter: Meter,
    private readonly limits: Limits,
  ) {}

  /** Has something happen later; a moment that is past is now. */
  add(due: number, fire: () => void, holds: Value | null = null): Timer {
    this.meter.atMost(this.#pending.length + 1, this.limits.timers, 'timers');
    this.meter.charge(1);
    const timer = { due, fire, holds };
    const after = this.#pending.findIndex((each) => each.due > due);
    if (after < 0) this.#pending.push(timer);
    else this.#pending.splice(after, 0, timer);
    return timer;
  }

  /** Whether anything is to happen. */
  get any(): boolean {
    return this.#pending.length > 0;
  }

  /** Takes a timer back; false when it has fired already. */
  cancel(timer: Timer): boolean {
    const at = this.#pending.indexOf(timer);
    if (at >= 0) this.#pending.splice(at, 1);
    return at >= 0;
  }

  /** Fires the first timer that is due; false when none is. */
  fireDue(now: () => number): boolean {
    const first = this.#pending[0];
    if (first === undefined || first.due > now()) return false;
    this.#pending.shift();
    first.fire();
    return true;
  }

  /** The moment of the next timer, within what a run may wait; undefined when there is none. */
  next(start: number): number | undefined {
    const first = this.#pending[0];
    if (first !== undefined) this.meter.atMost(first.due - start, longest, 'time');
    return first?.due;
  }

  *roots(): Generator<Value> {
    for (const { holds } of this.#pending) if (holds !== null) yield holds;
  }
}
