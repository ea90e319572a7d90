/** A pattern that Java refuses, in its words where they are known; `index` is where, or -1. */
export class PatternError extends Error {
  constructor(
    message: string,
    readonly index: number,
  ) {
    super(message);
  }
}
