/** The seeds of a simulation, dealt one by one to workers in any thread. */
export interface Seeds {
  readonly first: number;
  readonly count: number;
  /** Shared by all threads: how many were dealt; behind it, which of them each worker took last. */
  readonly dealt: Int32Array;
}

/** So many seeds from the first one on, for so many workers. */
export const layOut = (first: number, count: number, workers: number): Seeds => ({
  first,
  count,
  dealt: new Int32Array(new SharedArrayBuffer((1 + workers) * Int32Array.BYTES_PER_ELEMENT)),
});

/** Deals the next seed to a worker (0, 1 …); null when there is none left. */
export function take({ first, count, dealt }: Seeds, worker: number): number | null {
  const number = Atomics.add(dealt, 0, 1);
  if (number >= count) return null;
  Atomics.store(dealt, 1 + worker, number);
  return first + number;
}

/** The seed that a worker took last. */
export const lastOf = ({ first, dealt }: Seeds, worker: number): number =>
  first + Atomics.load(dealt, 1 + worker);

/** No more are dealt. */
export const stopDealing = ({ count, dealt }: Seeds): void => void Atomics.store(dealt, 0, count);
