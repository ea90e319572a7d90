import { testsOfTable } from './char-set';

const last = 0x10ffff;

/**
 * An immutable set of code points (lone surrogates are points too): sorted ranges, the first 256 points also as bits.
 *
 * `basic` says that Java would know it for a set without surrogates and supplementary points: a search with such sets
 * alone may begin between the halves of a pair.
 */
export class CodePoints {
  readonly #low = new Uint32Array(8);
  readonly tests = testsOfTable;

  /** `ranges` is first, last, first, last …, ascending and apart. */
  private constructor(
    private readonly ranges: Int32Array,
    readonly basic: boolean,
  ) {
    for (let i = 0; i < ranges.length && ranges[i]! < 256; i += 2) {
      const end = Math.min(255, ranges[i + 1]!);
      for (let point = ranges[i]!; point <= end; point++) this.#low[point >> 5]! |= 1 << (point & 31);
    }
  }

  static readonly none = new CodePoints(new Int32Array(0), true);
  static readonly all = new CodePoints(Int32Array.of(0, last), false);

  static of(point: number): CodePoints {
    return CodePoints.range(point, point);
  }

  static range(from: number, to: number): CodePoints {
    const basic = to < 0xd800 || (from > 0xdfff && to < 0x10000);
    return new CodePoints(Int32Array.of(from, to), basic);
  }

  /** The points of some ranges, `[first, last]` each, in any order. */
  static ofRanges(ranges: readonly (readonly [number, number])[], basic = false): CodePoints {
    const sorted = [...ranges].sort((a, b) => a[0] - b[0]);
    const merged: number[] = [];
    for (const [from, to] of sorted) append(merged, from, to);
    return new CodePoints(Int32Array.from(merged), basic);
  }

  static ofPoints(points: Iterable<number>, basic = false): CodePoints {
    return CodePoints.ofRanges(
      [...points].map((point) => [point, point] as const),
      basic,
    );
  }

  /** How many ranges there are: the cost of an operation is in proportion. */
  get size(): number {
    return this.ranges.length >> 1;
  }

  /** Whether it has any point from 256 on. */
  get reachesHigh(): boolean {
    return this.ranges.length > 0 && this.ranges[this.ranges.length - 1]! > 255;
  }

  /** Its only point; -1 when it has none or several. */
  get only(): number {
    return this.ranges.length === 2 && this.ranges[0] === this.ranges[1] ? this.ranges[0]! : -1;
  }

  has(point: number): boolean {
    if (point < 256) return (this.#low[point >> 5]! & (1 << (point & 31))) !== 0;
    const { ranges } = this;
    let low = 0;
    let high = (ranges.length >> 1) - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      if (point < ranges[middle * 2]!) high = middle - 1;
      else if (point > ranges[middle * 2 + 1]!) low = middle + 1;
      else return true;
    }
    return false;
  }

  union(other: CodePoints): CodePoints {
    const [a, b] = [this.ranges, other.ranges];
    const merged: number[] = [];
    for (let i = 0, j = 0; i < a.length || j < b.length;) {
      if (j >= b.length || (i < a.length && a[i]! <= b[j]!)) {
        append(merged, a[i]!, a[i + 1]!);
        i += 2;
      } else {
        append(merged, b[j]!, b[j + 1]!);
        j += 2;
      }
    }
    return new CodePoints(Int32Array.from(merged), this.basic && other.basic);
  }

  intersection(other: CodePoints): CodePoints {
    const [a, b] = [this.ranges, other.ranges];
    const common: number[] = [];
    for (let i = 0, j = 0; i < a.length && j < b.length;) {
      const from = Math.max(a[i]!, b[j]!);
      const to = Math.min(a[i + 1]!, b[j + 1]!);
      if (from <= to) common.push(from, to);
      if (a[i + 1]! < b[j + 1]!) i += 2;
      else j += 2;
    }
    return new CodePoints(Int32Array.from(common), this.basic && other.basic);
  }

  complement(): CodePoints {
    const rest: number[] = [];
    let next = 0;
    for (let i = 0; i < this.ranges.length; i += 2) {
      if (this.ranges[i]! > next) rest.push(next, this.ranges[i]! - 1);
      next = this.ranges[i + 1]! + 1;
    }
    if (next <= last) rest.push(next, last);
    return new CodePoints(Int32Array.from(rest), false);
  }
}

function append(ranges: number[], from: number, to: number): void {
  const end = ranges.length - 1;
  if (end > 0 && from <= ranges[end]! + 1) {
    if (to > ranges[end]!) ranges[end] = to;
  } else ranges.push(from, to);
}
