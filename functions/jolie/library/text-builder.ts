import { LimitReached } from '../run/limits';
import type { Meter } from '../run/meter';

/** Builds a text piece by piece, each charged before it is added, so that no text outgrows the run's limits. */
export class TextBuilder {
  #text = '';
  #length = 0;

  constructor(private readonly meter: Meter) {}

  readonly append = (piece: string): void => {
    this.#length += piece.length;
    if (this.#length > this.meter.limits.stringLength) throw new LimitReached('string');
    this.meter.charge(1 + (piece.length >> 6));
    this.meter.allocate(piece.length * 2);
    this.#text += piece;
  };

  toString(): string {
    return this.#text;
  }
}
