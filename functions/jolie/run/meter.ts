import type { Span } from '../language';
import { readCost, textCost, Value, type Allocator, type Basic, type Vector } from '../values';
import { Fault } from './fault';
import { LimitReached, type LimitName, type Limits } from './limits';
import { liveBytes } from './census';

/** What an alias that leads to itself is, where it is followed. */
const aliasFault = (place: Span | null): Fault =>
  new Fault('AliasAccessException', new Value('an alias leads to itself, or through too many others'), place);

/** Gas between two looks at the host's clock. */
const slice = 20_000;

/** What making so many bytes and clearing them away costs: one for every 64 of them. */
export const gasOfBytes = (bytes: number): number => (bytes + 63) >> 6;

/** What counting a living node costs. */
const gasPerNode = 4;

/**
 * Counts what a run uses, and ends it at its limits: gas, bytes, output. The counts are the run's own and depend on
 * nothing but the program and its inputs; only the processor time is measured, as a last net.
 *
 * Memory: bytes are charged before they are allocated. When what was charged since the last census and what was
 * alive then come to the limit, the live values are counted anew; what is still over it ends the run.
 */
export class Meter implements Allocator {
  /** Gas until the next look at the clock; negative calls for it. Statements count it down themselves. */
  left: number;
  /** The statement under way. */
  place: Span | null = null;
  #granted: number;
  #beyond: number;
  #bytes = 0;
  #peak = 0;
  #outputBytes = 0;
  #outputLines = 0;
  #aliasDepth = 0;
  /** Bytes of what is being made and no variable holds yet. */
  #unheld = 0;
  #making = 0;

  constructor(
    readonly limits: Limits,
    private readonly elapsed: (() => number) | null,
    /** What is alive. */
    private readonly alive: { roots(): Iterable<Vector | Value> },
  ) {
    this.left = this.#granted = Math.min(slice, limits.gas);
    this.#beyond = limits.gas - this.left;
  }

  get gas(): number {
    return this.limits.gas - this.#beyond - Math.max(0, this.left);
  }

  get peakBytes(): number {
    return Math.max(this.#peak, this.#bytes);
  }

  /** Charges gas; ends the run when none is left. */
  charge(gas: number): void {
    if ((this.left -= gas) < 0) this.refill();
  }

  /** Called when `left` went below zero: takes the next slice, or ends the run. */
  refill(): void {
    if (-this.left > this.#beyond) {
      this.left = 0;
      this.#beyond = 0;
      throw new LimitReached('gas');
    }
    const debt = -this.left;
    this.#granted = Math.min(slice, this.#beyond - debt);
    this.#beyond -= debt + this.#granted;
    this.left = this.#granted;
    if (this.elapsed !== null && this.elapsed() > this.limits.milliseconds)
      throw new LimitReached('milliseconds');
  }

  /**
   * Takes gas and bytes in one, where there is so much room that no limit, no look at the clock and no census can lie in
   * between: what was charged piece by piece would come to the same. False: nothing is taken, and each piece is to be
   * charged in its turn.
   */
  prepaid(gas: number, bytes: number): boolean {
    const after = this.#bytes + bytes;
    if (this.left < gas || after > this.limits.memoryBytes) return false;
    this.left -= gas;
    this.#bytes = after;
    if (this.#making > 0) this.#unheld += bytes;
    return true;
  }

  /** Counts all that is allocated meanwhile as alive: no variable holds it yet, so no census would find it. */
  making<T>(make: () => T): T {
    const before = this.hold();
    try {
      return make();
    } finally {
      this.release(before);
    }
  }

  /** Begins what `making` does, without a function to call; what it gives is for `release`, which must come. */
  hold(): number {
    this.#making++;
    return this.#unheld;
  }

  /** Ends what `hold` began. */
  release(before: number): void {
    this.#making--;
    this.#unheld = before;
  }

  /** As `making`, for what is put in its place right after; within another `making`, where that ends. */
  placing<T>(make: () => T): T {
    return this.#making > 0 ? make() : this.making(make);
  }

  /** Charges bytes before they are allocated, and the gas that making them and clearing them away takes. */
  allocate(bytes: number): void {
    if (bytes > this.limits.memoryBytes) throw new LimitReached('memory');
    if ((this.left -= gasOfBytes(bytes)) < 0) this.refill();
    this.#bytes += bytes;
    if (this.#making > 0) this.#unheld += bytes;
    if (this.#bytes > this.limits.memoryBytes) this.#census(bytes);
  }

  #census(pending: number): void {
    this.#peak = Math.max(this.#peak, Math.min(this.#bytes, this.limits.memoryBytes));
    const { bytes, nodes } = liveBytes(this.alive.roots());
    this.charge(nodes * gasPerNode);
    this.#bytes = bytes + (this.#making > 0 ? this.#unheld : pending);
    // A little must come free, or the next allocations would each count everything again.
    if (this.#bytes > this.limits.memoryBytes * 0.95) throw new LimitReached('memory');
  }

  /** Charges a string that is about to be made, by its length. */
  string(length: number): void {
    if (length > this.limits.stringLength) throw new LimitReached('string');
    const bytes = length * 2;
    if (this.prepaid((length >> 6) + gasOfBytes(bytes), bytes)) return;
    this.charge(length >> 6);
    this.allocate(bytes);
  }

  /** Charges calculating with a value, or its comparison: texts and bytes by their length. */
  reads(basic: Basic): void {
    if (
      typeof basic === 'string' ? basic.length > 15 : typeof basic === 'object' || typeof basic === 'bigint'
    )
      this.charge(readCost(basic));
  }

  /** Charges the making of a value's text. */
  writes(basic: Basic): void {
    if (typeof basic === 'object') this.charge(textCost(basic));
  }

  /** Charges what is about to be printed. */
  output(text: string): void {
    this.charge(Math.min(text.length, this.limits.outputBytes) >> 3);
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      this.#outputBytes += unit < 0x80 ? 1 : unit < 0x800 ? 2 : unit >= 0xd800 && unit < 0xe000 ? 2 : 3;
      if (unit === 10) this.#outputLines++;
      if (this.#outputBytes > this.limits.outputBytes || this.#outputLines > this.limits.outputLines) {
        throw new LimitReached('output');
      }
    }
  }

  /** Follows an alias, a path of so many steps; aliases that lead in a circle, or too far, are a fault. */
  alias<T>(follow: () => T, steps: number): T {
    this.charge(1 + (steps >> 2));
    if (this.#aliasDepth >= this.limits.callDepth) throw aliasFault(this.place);
    this.#aliasDepth++;
    try {
      return follow();
    } finally {
      this.#aliasDepth--;
    }
  }

  atMost(count: number, most: number, limit: LimitName): void {
    if (count > most) throw new LimitReached(limit);
  }
}
