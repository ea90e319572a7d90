import { PatternError } from './pattern-error';

const backslash = 92;
const isSpace = (point: number) => point === 32 || (point >= 9 && point <= 13);
const isDigit = (point: number) => point >= 48 && point <= 57;
const isAlpha = (point: number) => (point | 32) >= 97 && (point | 32) <= 122 && point < 128;

/**
 * Reads a pattern's code points. Past its end it reads zeros. In COMMENTS mode white space and comments are passed
 * over by most readings. Where the cursor stands when something is wrong is where Java says that it is wrong.
 */
export class PatternReader {
  cursor = 0;
  comments = false;
  unixLines = false;
  readonly #points: number[];

  constructor(pattern: string) {
    this.#points = withoutQuotes([...pattern].map((character) => character.codePointAt(0)!));
  }

  /** Code points of the pattern, `\Q…\E` written out. */
  get length(): number {
    return this.#points.length;
  }

  get ended(): boolean {
    return this.cursor >= this.length;
  }

  /** The point at an index, whatever the mode; 0 past the end. */
  at(index: number): number {
    return this.#points[index] ?? 0;
  }

  /** The text between two indices. */
  text(from: number, to: number): string {
    return String.fromCodePoint(...this.#points.slice(from, to));
  }

  /** Whether a point from the index on is supplementary, or a lone surrogate. */
  hasSupplementaryFrom(index: number): boolean {
    return this.#points.some((point, i) => i >= index && (point > 0xffff || point >> 11 === 0x1b));
  }

  error(description: string): PatternError {
    return new PatternError(description, this.cursor - 1);
  }

  /** The next point; stays before it. */
  peek(): number {
    const point = this.at(this.cursor);
    return this.comments ? this.#stayPastSpace(point) : point;
  }

  /** The next point; goes past it. */
  read(): number {
    const point = this.at(this.cursor++);
    return this.comments ? this.#goPastSpace(point) : point;
  }

  /** Goes past one point, and peeks at the one after it. */
  next(): number {
    this.cursor++;
    return this.peek();
  }

  /** As `next`, white space included in any mode. */
  nextRaw(): number {
    return this.at(++this.cursor);
  }

  /** Goes past two points; the second of them. */
  skip(): number {
    this.cursor += 2;
    return this.at(this.cursor - 1);
  }

  back(): void {
    this.cursor--;
  }

  /** Goes past the point that must come. */
  expect(point: number, otherwise: string): void {
    if (this.read() !== point) throw this.error(otherwise);
  }

  /** Reads up to a closing brace, or throws; the text before it. */
  braced(unclosed: string): string {
    const from = this.cursor;
    while (!this.ended) {
      if (this.read() === 125 && this.cursor <= this.length) return this.text(from, this.cursor - 1);
    }
    this.cursor = this.length + 1;
    throw this.error(unclosed);
  }

  #stayPastSpace(point: number): number {
    while (isSpace(point) || point === 35) {
      if (point !== 35) point = this.at(++this.cursor);
      else {
        do point = this.at(++this.cursor);
        while (!this.#endsComment(point));
        if (this.cursor > this.length) this.cursor = this.length;
        point = this.at(this.cursor);
      }
    }
    return point;
  }

  #goPastSpace(point: number): number {
    while (isSpace(point) || point === 35) {
      if (point !== 35) point = this.at(this.cursor++);
      else {
        do point = this.at(this.cursor++);
        while (!this.#endsComment(point));
        if (this.cursor > this.length) this.cursor = this.length + 1;
      }
    }
    return point;
  }

  #endsComment(point: number): boolean {
    if (point === 10 || point === 0) return true;
    return !this.unixLines && (point === 13 || point === 0x85 || (point | 1) === 0x2029);
  }
}

/** The points with `\Q…\E` written out by backslashes. */
function withoutQuotes(points: readonly number[]): number[] {
  const plain: number[] = [];
  let quoted = false;
  let quotesSeen = false;
  let first = false;
  for (let i = 0; i < points.length; i++) {
    const point = points[i]!;
    const after = points[i + 1] ?? 0;
    if (!quoted && point === backslash && after === 81 && (quotesSeen || i < points.length - 1)) {
      quoted = quotesSeen = first = true;
      i++;
      continue;
    }
    if (quoted && point === backslash && after === 69) {
      quoted = first = false;
      i++;
      continue;
    }
    if (!quoted) {
      plain.push(point);
      if (point === backslash && i + 1 < points.length) plain.push(points[++i]!);
    } else if (isDigit(point)) {
      // What stands before the quotation may be an escape that would take a digit in.
      if (first) plain.push(backslash, 120, 51);
      plain.push(point);
    } else {
      if (point < 128 && !isAlpha(point)) plain.push(backslash);
      plain.push(point);
    }
    first = false;
  }
  return plain;
}
