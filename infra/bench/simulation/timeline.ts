interface Event {
  readonly at: number;
  /** Of events at the same time the one that was planned first comes first: the order never depends on the heap. */
  readonly order: number;
  readonly happen: () => void;
}

const isBefore = (a: Event, b: Event) => a.at < b.at || (a.at === b.at && a.order < b.order);

/** Simulated time: what is planned happens in order, each thing at its moment, and nothing in between. */
export interface Timeline {
  /** Milliseconds since the beginning. */
  now(): number;
  after(milliseconds: number, happen: () => void): void;
  /** Lets everything happen that is planned up to this moment, and what that plans. */
  runUntil(milliseconds: number): void;
}

/** A timeline on a binary heap. */
export function createTimeline(): Timeline {
  const heap: Event[] = [];
  let now = 0;
  let planned = 0;
  const swap = (i: number, j: number) => ([heap[i], heap[j]] = [heap[j]!, heap[i]!]);

  const push = (event: Event) => {
    heap.push(event);
    for (let i = heap.length - 1; i > 0;) {
      const parent = (i - 1) >> 1;
      if (!isBefore(heap[i]!, heap[parent]!)) break;
      swap(i, parent);
      i = parent;
    }
  };
  const pop = (): Event => {
    swap(0, heap.length - 1);
    const event = heap.pop()!;
    for (let i = 0; ;) {
      let least = i;
      for (const child of [2 * i + 1, 2 * i + 2]) {
        if (child < heap.length && isBefore(heap[child]!, heap[least]!)) least = child;
      }
      if (least === i) return event;
      swap(i, least);
      i = least;
    }
  };
  return {
    now: () => now,
    after(milliseconds, happen) {
      push({ at: now + Math.max(0, milliseconds), order: planned++, happen });
    },
    runUntil(milliseconds) {
      while (heap.length > 0 && heap[0]!.at <= milliseconds) {
        const event = pop();
        now = event.at;
        event.happen();
      }
      now = Math.max(now, milliseconds);
    },
  };
}
