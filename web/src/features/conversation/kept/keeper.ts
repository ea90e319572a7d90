import { noChanges, type Changes, type Kept } from './kept';

/** Collects what changes and puts it down soon, in order and many changes at a time. */
export class Keeper {
  readonly #kept: Kept;
  readonly #soon: (callback: () => void) => void;
  #pending: Changes = noChanges;
  #writing: Promise<void> = Promise.resolve();

  constructor(kept: Kept, soon: (callback: () => void) => void) {
    this.#kept = kept;
    this.#soon = soon;
  }

  note(change: Partial<Changes>): void {
    const first = this.#pending === noChanges;
    const { messages, covers, summaries, progress, waiting, drafts, delivered } = this.#pending;
    const changed = new Set(change.summaries?.map(({ id }) => id));
    this.#pending = {
      messages: [...messages, ...(change.messages ?? [])],
      covers: [...covers, ...(change.covers ?? [])],
      summaries: [...summaries.filter(({ id }) => !changed.has(id)), ...(change.summaries ?? [])],
      progress: change.progress ?? progress,
      waiting: new Map([...waiting, ...(change.waiting ?? [])]),
      drafts: new Map([...drafts, ...(change.drafts ?? [])]),
      delivered: new Map([...delivered, ...(change.delivered ?? [])]),
    };
    if (first) this.#soon(() => void this.flush());
  }

  /** Puts down what is pending; resolves when all until now lies there, or will not. */
  flush(): Promise<void> {
    const changes = this.#pending;
    this.#pending = noChanges;
    if (changes !== noChanges) this.#writing = this.#writing.then(() => this.#kept.write(changes));
    return this.#writing;
  }

  /** Forgets what was received, also what is pending; what is on its way out and what was begun stay. */
  clear(): Promise<void> {
    const { waiting, drafts } = this.#pending;
    this.#pending = { ...noChanges, waiting, drafts };
    this.#writing = this.#writing.then(() => this.#kept.clear());
    return this.flush();
  }
}
