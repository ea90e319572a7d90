/** Something that reads what others wrote, and how one sees that it did so badly. */
export interface Target {
  readonly name: string;
  /** Inputs to begin with: right ones, of each kind. */
  readonly seeds: readonly string[];
  /** Texts that mean something to it. */
  readonly words: readonly string[];
  /** Gives it an input; what is wrong with what became of it, or null. What it throws is wrong, too. */
  attempt(input: string): string | null | Promise<string | null>;
}
