import { readSync } from 'node:fs';

/** Reads a descriptor line by line, each when it is asked for; the end of a line is not part of it. */
export class LineReader {
  #held = Buffer.alloc(0);
  #ended = false;

  constructor(private readonly descriptor: number) {}

  next(): string | null {
    let end = this.#held.indexOf(10);
    while (end < 0 && !this.#ended) {
      this.#fill();
      end = this.#held.indexOf(10);
    }
    if (end < 0 && this.#held.length === 0) return null;
    const line = this.#held.subarray(0, end < 0 ? undefined : end).toString('utf8');
    this.#held = end < 0 ? Buffer.alloc(0) : this.#held.subarray(end + 1);
    return line.endsWith('\r') ? line.slice(0, -1) : line;
  }

  #fill(): void {
    const chunk = Buffer.alloc(65_536);
    try {
      const count = readSync(this.descriptor, chunk);
      if (count === 0) this.#ended = true;
      this.#held = Buffer.concat([this.#held, chunk.subarray(0, count)]);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') this.#ended = true;
    }
  }
}
