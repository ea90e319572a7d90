import { LimitReached } from '../run/limits';
import { gasOfBytes, type Meter } from '../run/meter';
import { flat, prettyText, type Value } from '../values';

/** Builds a text piece by piece, each charged before it is added, so that no text outgrows the run's limits. */
export class TextBuilder {
  #text = '';
  #length = 0;

  constructor(private readonly meter: Meter) {}

  append(piece: string): void {
    this.#length += piece.length;
    if (this.#length > this.meter.limits.stringLength) throw new LimitReached('string');
    const [gas, bytes] = [1 + (piece.length >> 6), piece.length * 2];
    if (!this.meter.prepaid(gas + gasOfBytes(bytes), bytes)) {
      this.meter.charge(gas);
      this.meter.allocate(bytes);
    }
    this.#text += piece;
  }

  /** Charges a node that is about to be written: the making of its text, and the walk over its children. */
  visit(node: Value): void {
    this.meter.writes(node.basic);
    this.meter.charge(node.children === null ? 3 : 4 + (node.children.width >> 3));
  }

  /** Charges the escaping of a text, and does it: that of one with special characters as if all of them were. */
  quoting(text: string, special: RegExp, quote: (text: string) => string): string {
    this.meter.charge(text.length >> 4);
    if (special.test(text)) this.meter.charge(text.length * 2);
    return quote(text);
  }

  toString(): string {
    return flat(this.#text);
  }
}

/** Writes a tree as the official `valueToPrettyString` does. */
export const writePretty = (root: Value, built: TextBuilder): void =>
  prettyText(
    root,
    'root',
    (line) => built.append(line),
    (node) => built.visit(node),
  );
