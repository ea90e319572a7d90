/**
 * Another engine that could run people's programs: it is given the automation in JavaScript, in a process of its own,
 * whose processor time counts as ours does.
 */
export interface Peer {
  readonly name: string;
  /** What the ratio of a cold start of ours to one of this should be at most, where there is such a goal. */
  readonly coldGoal?: number;
  /** µs from a source that nobody has seen to its first answer, in a context of its own; the mean of so many. */
  cold(programs: number): Promise<number>;
  /** µs of a run of a source that is known, in a fresh context each; the mean of so many. */
  warm(runs: number): Promise<number>;
  /** ns of a turn of the counting loop; the mean of so many in one call. */
  turn(turns: number): Promise<number>;
  /** KiB of memory that a program keeps, in a context of its own, when it has run once; the mean of so many. */
  memory(programs: number): Promise<number>;
}
