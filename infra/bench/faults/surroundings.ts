/** What the laboratory needs of its process. */
export interface Surroundings {
  /** Time that passes, ms. */
  readonly now: () => number;
  /** Tells what was found. */
  readonly print: (line: string) => void;
  /** Tells how far it is. */
  readonly tell: (line: string) => void;
  /** Calls back when somebody wants it to end; returns what takes that back. */
  readonly onInterrupt: (end: () => void) => () => void;
}

/** `interrupted`: nothing broken was found, and not all was run. */
export type Verdict = 'kept' | 'broken' | 'interrupted';
