import type { Database } from './database';

/** A message's row that a settlement writes. */
export interface Output {
  /** Inserts the row; inside the settlement's transaction. */
  readonly insert: () => void;
  /** Called when the row is durable. */
  readonly onWritten: () => void;
}

/**
 * The end of one delivery, or a publication, on its way into the database: one transaction takes the delivered message's
 * row away and inserts those of what came of it. Deliveries do not wait for it: what came of them is passed on at once, and
 * is durable never before and never after that from which it came. What was passed on and has come to its own
 * end while this still waits is not written at all, but what became of *it*, in its place ({@link replace}): of
 * a message that passes several stages in one turn of the event loop, the database sees one step.
 * `npm run bench -- pipeline` measures what that is worth.
 */
export class Settlement {
  #outputs: readonly Output[];
  #isWritten = false;
  #written: Promise<void> = Promise.resolve();

  constructor(
    private readonly db: Database,
    /** The row that goes away; null for none. */
    private readonly removed: number | null,
    outputs: readonly Output[],
  ) {
    this.#outputs = outputs;
  }

  /** Whether its rows stand: what is one of them must then be settled by a settlement of its own. */
  get isWritten(): boolean {
    return this.#isWritten;
  }

  /** Replaces one of the outputs, which is not written yet, by what became of it. */
  replace(output: Output, outputs: readonly Output[]): void {
    this.#outputs = this.#outputs.flatMap((each) => (each === output ? outputs : [each]));
  }

  /** Resolves when the writing that is under way is durable. */
  get written(): Promise<void> {
    return this.#written;
  }

  /** Writes it with the next transaction; again, when the database did not take it before. */
  write(): Promise<void> {
    return (this.#written = this.#write());
  }

  async #write(): Promise<void> {
    try {
      await this.db.write(() => {
        // Not after the commit: what is settled between the two would be missed.
        this.#isWritten = true;
        if (this.removed !== null) this.db.run('DELETE FROM message WHERE id = ?', this.removed);
        for (const { insert } of this.#outputs) insert();
      });
    } catch (failure) {
      this.#isWritten = false;
      throw failure;
    }
    for (const { onWritten } of this.#outputs) onWritten();
  }
}
