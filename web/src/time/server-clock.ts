/**
 * The time as the server has it. A device's own clock may be wrong by days, and then "today", the end of a session and
 * the order of what is written would be wrong with it; so its difference from the server's is added.
 */
export class ServerClock {
  readonly #device: () => number;
  #difference = 0;

  /** @param device the device's own clock, milliseconds since the epoch */
  constructor(device: () => number) {
    this.#device = device;
  }

  /** Milliseconds since the epoch. */
  readonly now = (): number => this.#device() + this.#difference;

  /** By how many milliseconds the server is ahead of the device, as far as is known. */
  get difference(): number {
    return this.#difference;
  }

  /** Takes over what was known in an earlier visit. */
  restore(difference: number): void {
    this.#difference = difference;
  }

  /** The server has just said what time it is, ms. */
  heard(time: number): void {
    this.#difference = time - this.#device();
  }
}
