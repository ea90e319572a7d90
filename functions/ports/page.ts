/** One page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Hand it back as `after` to continue; null at the end. */
  readonly next: string | null;
}
