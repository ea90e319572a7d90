/** Fixed replies that were given. */
export interface Replies {
  /**
   * Claims the owner's fixed reply to this message: true when none was claimed for (owner, sender) in the interval
   * before `sentAt`, or when this very message claimed it before. Exactly one of several wins.
   */
  claimReply(claim: {
    ownerId: number;
    senderId: number;
    messageUid: string;
    sentAt: string;
    minIntervalSeconds: number;
  }): Promise<boolean>;
}
