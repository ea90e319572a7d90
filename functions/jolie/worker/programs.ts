import type { Compiled } from '../index';

/** Compiled programs kept, the least recently used dropped first; and how many of them are ready to run at once. */
const kept = 512;
const awake = 32;

/**
 * The programs of a worker, by what they were compiled from. Those that ran last are ready; what is before them rests,
 * as its source, and is compiled again when it runs.
 */
export class KeptPrograms {
  readonly #awake = new Map<string, Compiled>();
  readonly #resting = new Map<string, Compiled>();

  /** The program of a key, made when it is not there. */
  get(key: string, compile: () => Compiled): Compiled {
    const known = this.#awake.get(key) ?? this.#resting.get(key) ?? compile();
    this.#awake.delete(key);
    this.#resting.delete(key);
    this.#awake.set(key, known);
    if (this.#awake.size > awake) {
      const [oldest, compiled] = this.#awake.entries().next().value!;
      this.#awake.delete(oldest);
      compiled.program?.rest();
      this.#resting.set(oldest, compiled);
    }
    if (this.#awake.size + this.#resting.size > kept)
      this.#resting.delete(this.#resting.keys().next().value!);
    return known;
  }
}
