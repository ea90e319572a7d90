/** A price, with where it was read. */
export interface Price {
  readonly usd: number;
  /** Units that this buys. */
  readonly per: number;
  readonly unit: string;
  readonly source: string;
  /** Whether it was on none of the pages that were read, and must be looked up. */
  readonly check: boolean;
}

export type PriceName =
  | 'firestoreReads'
  | 'firestoreWrites'
  | 'firestoreDeletes'
  | 'firestoreStorage'
  | 'pubsub'
  | 'runCpuAlways'
  | 'runMemoryAlways'
  | 'runCpuRequest'
  | 'runMemoryRequest'
  | 'runRequests'
  | 'storageReads'
  | 'egress'
  | 'loadBalancer';

/** prices.json. */
export interface Prices {
  /** The day on which they were read. */
  readonly readOn: string;
  readonly note: string;
  readonly prices: Readonly<Record<PriceName, Price>>;
}

/** service-times.json: processor time of the real parts, medians, as `--measure` wrote it. Milliseconds. */
export interface ServiceTimes {
  readonly measuredOn: string;
  readonly machine: string;
  /** A send, from the check to the broker. */
  readonly bootstrap: number;
  /** A message of two people at each stage, no script. */
  readonly jolieExec: number;
  readonly autoReply: number;
  readonly router: number;
  /** One run of the bench's automation, its decision recorded. */
  readonly scriptRun: number;
  /** A delivery at a relay, to one socket. */
  readonly delivery: number;
}

/** What the model takes from elsewhere. */
export interface Data {
  readonly prices: Prices;
  readonly times: ServiceTimes;
}
