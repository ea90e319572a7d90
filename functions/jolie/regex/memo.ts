import type { RegexMeter } from './meter';

/** Positions that are remembered together. */
const block = 64;

/**
 * What became of choices at positions: nothing known (0), failed (1), or succeeded, and where the match then ended
 * (that and two). Where only failures are asked for, it is kept in a bit.
 */
export class Memo {
  readonly #blocks = new Map<number, Uint32Array>();
  #last = -1;
  #lastBlock: Uint32Array | null = null;

  constructor(
    private readonly choices: number,
    private readonly withEnds: boolean,
    private readonly meter: RegexMeter,
  ) {}

  get(choice: number, at: number): number {
    const cells = this.#blockAt(at);
    const cell = choice * block + (at & 63);
    if (this.withEnds) return cells[cell]!;
    return (cells[cell >>> 5]! >>> (cell & 31)) & 1;
  }

  set(choice: number, at: number, outcome: number): void {
    const cells = this.#blockAt(at);
    const cell = choice * block + (at & 63);
    if (this.withEnds) cells[cell] = outcome;
    else cells[cell >>> 5]! |= 1 << (cell & 31);
  }

  /** Forgets everything. */
  clear(): void {
    if (this.#last < 0) return;
    this.#blocks.clear();
    this.#last = -1;
    this.#lastBlock = null;
  }

  #blockAt(at: number): Uint32Array {
    const key = at >>> 6;
    if (key === this.#last) return this.#lastBlock!;
    let cells = this.#blocks.get(key);
    if (cells === undefined) {
      const size = this.withEnds ? this.choices * block : this.choices * 2;
      this.meter.allocate(size * 4 + 128);
      this.meter.charge(size >> 9);
      cells = new Uint32Array(size);
      this.#blocks.set(key, cells);
    }
    this.#last = key;
    this.#lastBlock = cells;
    return cells;
  }
}
