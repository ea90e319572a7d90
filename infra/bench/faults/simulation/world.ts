import type { Timer } from '@parley/ports';

/** Who an event happens to. */
export interface Subject {
  /** What happens to who is no more does not happen. */
  readonly isAlive: boolean;
  /** Until when nothing can happen to it; then all that was due happens in its order. */
  readonly hangsUntil: number;
}

interface Happening {
  at: number;
  /** When it was due: who hung goes through what it missed in this order. */
  readonly due: number;
  readonly number: number;
  readonly happen: () => void;
  readonly to: Subject | null;
  cancelled: boolean;
}

const comesBefore = (a: Happening, b: Happening): boolean =>
  a.at !== b.at ? a.at < b.at : a.due !== b.due ? a.due < b.due : a.number < b.number;

/**
 * Happenings in one turn of the event loop. Node lets all promises call back between two immediates, also between those of
 * one turn (https://nodejs.org/api/timers.html#setimmediatecallback-args, since version 11), and a turn costs a system call.
 */
const stepsInATurn = 100;

/**
 * Simulated time: a queue of what will happen. One thing happens after the other, and all promises that are settled by
 * it call back before the next one, so that a run is the same each time.
 */
export class World {
  /** A heap: what happens next comes first. */
  readonly #heap: Happening[] = [];
  #now: number;
  #number = 0;

  /** @param start the time at the beginning, ms since the epoch */
  constructor(start: number) {
    this.#now = start;
  }

  get now(): number {
    return this.#now;
  }

  /** How many things were arranged so far. */
  get happenings(): number {
    return this.#number;
  }

  /** Lets something happen in so many milliseconds, unless it is cancelled, or who it happens to is no more. */
  after(milliseconds: number, happen: () => void, to: Subject | null = null): Timer {
    const due = this.#now + Math.max(0, milliseconds);
    const happening: Happening = { at: due, due, number: this.#number++, happen, to, cancelled: false };
    this.#push(happening);
    return { cancel: () => void (happening.cancelled = true) };
  }

  /** Lets time pass until the condition holds, or until the time; true when the condition holds. */
  passUntil(condition: () => boolean, latest: number): Promise<boolean> {
    return new Promise((resolve, reject) => {
      let isOver = false;
      const step = () => {
        if (isOver) return;
        try {
          if (!condition() && this.#happenNext(latest)) return;
          isOver = true;
          resolve(condition());
        } catch (failure) {
          isOver = true;
          reject(failure as Error);
        }
      };
      const turn = () => {
        if (isOver) return;
        for (let i = 0; i < stepsInATurn; i++) setImmediate(step);
        setImmediate(turn);
      };
      turn();
    });
  }

  /** Lets the next thing happen; false when there is none until the time, which it is then. */
  #happenNext(latest: number): boolean {
    for (;;) {
      const [next] = this.#heap;
      if (next === undefined || next.at > latest) {
        this.#now = Math.max(this.#now, latest);
        return false;
      }
      this.#pop();
      const { to } = next;
      if (next.cancelled || to?.isAlive === false) continue;
      this.#now = next.at;
      if (to !== null && to.hangsUntil > this.#now) {
        next.at = to.hangsUntil;
        this.#push(next);
        continue;
      }
      next.happen();
      return true;
    }
  }

  #push(happening: Happening): void {
    const heap = this.#heap;
    let at = heap.push(happening) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!comesBefore(happening, heap[above]!)) break;
      heap[at] = heap[above]!;
      at = above;
    }
    heap[at] = happening;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop()!;
    if (heap.length === 0) return;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= heap.length) break;
      if (below + 1 < heap.length && comesBefore(heap[below + 1]!, heap[below]!)) below++;
      if (!comesBefore(heap[below]!, last)) break;
      heap[at] = heap[below]!;
      at = below;
    }
    heap[at] = last;
  }
}
