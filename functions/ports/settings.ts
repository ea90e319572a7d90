/** A user's fixed reply. */
export interface AutoReply {
  readonly enabled: boolean;
  readonly messageBody: string;
  /** At most one reply per sender in this many seconds; 0 answers every message. */
  readonly minIntervalSeconds: number;
}

/** What a user set for themselves. */
export interface UserSettings {
  /** IANA name, as `Europe/Copenhagen`. */
  readonly timeZone: string;
}

export interface Settings {
  /** The stages between bootstrap and delivery, in order, ending with `router`. */
  pipeline(): Promise<readonly string[]>;
  putPipeline(stages: readonly string[]): Promise<void>;
  autoReply(userId: number): Promise<AutoReply | null>;
  /**
   * Changes what is given and leaves the rest, and returns what stands then. A change that is older than the one that
   * stands, by its revision (ms), does nothing; of equal revisions the later call wins.
   */
  changeAutoReply(userId: number, change: Partial<AutoReply>, revision: number): Promise<AutoReply>;
  userSettings(userId: number): Promise<UserSettings>;
  putUserSettings(userId: number, settings: UserSettings): Promise<void>;
  /** Names this set of data: a restored backup has another epoch, so that no cursor outlives what it names. */
  epoch(): Promise<string>;
}
