/** Who does not want to hear of whom. */
export interface Blocks {
  block(userId: number, blockedId: number): Promise<void>;
  unblock(userId: number, blockedId: number): Promise<void>;
  /** Whom the user blocked, ascending. */
  blocked(userId: number): Promise<readonly number[]>;
  /** Of these people, those who blocked the user. */
  blockersOf(userId: number, among: readonly number[]): Promise<ReadonlySet<number>>;
}
