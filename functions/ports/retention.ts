/** What is kept for a time only, and what goes for good. */
export interface Retention {
  /**
   * Deletes what is older than the times (RFC 3339): run records, claims of fixed replies; at most
   * `limit` of each. Returns how many were deleted; 0 when nothing is left to do.
   */
  sweep(before: { readonly runs: string; readonly replies: string }, limit: number): Promise<number>;
  /**
   * Forgets everything of a user: inbox, settings, runs, blocks, interests. Messages in the inboxes of others stay.
   * Nothing is ever stored for that user again. Doing it again does nothing.
   */
  forgetUser(userId: number): Promise<void>;
}
