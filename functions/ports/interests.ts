/** Who has something for a stage to do. */
export interface Interests {
  /** Notes that from `at` (ms) the user has, or has no longer, something for the stage to do. */
  setInterest(stage: string, userId: number, interested: boolean, at: number): Promise<void>;
  /** Whether any of the users is interested in the stage, or was after `since` (ms). */
  anyInterest(stage: string, userIds: readonly number[], since: number): Promise<boolean>;
}
