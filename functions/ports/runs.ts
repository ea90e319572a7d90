import type { Page } from './page';
import type { Target } from './target';

/** Why a run ended as it did. */
export type RunOutcome =
  'answered' | 'compile-error' | 'fault' | 'limit' | 'bad-answer' | 'suspended' | 'unavailable';

/** What one script did with one message: decided once, under (senderId, messageUid, ownerId, target). */
export interface RunRecord {
  readonly ownerId: number;
  readonly target: Target;
  readonly senderId: number;
  readonly messageUid: string;
  readonly scriptVersion: string;
  readonly outcome: RunOutcome;
  /** What happened, where and what to do, for the owner; empty when it answered. */
  readonly reason: string;
  readonly line?: number;
  readonly column?: number;
  readonly log: string;
  readonly gas: number;
  readonly milliseconds: number;
  /** RFC 3339. */
  readonly at: string;
  /** What the pipeline does with the message because of this run; `forward` unchanged when it failed. */
  readonly answer: {
    readonly action: 'forward' | 'drop';
    /** The new text (outbound scripts). */
    readonly messageBody?: string;
    /** Messages that the script makes, in order. */
    readonly messages: readonly { readonly recipientIds: readonly number[]; readonly messageBody: string }[];
    /** Entries left out because they named someone who is not on the message. */
    readonly leftOut: number;
  };
}

/** What scripts did, and which may not run now. */
export interface RunRecords {
  /**
   * Creates the record unless one stands under its key, and returns the one that stands. The newest 1,000 of an owner
   * are kept, and besides them all whose time still counts for a suspension.
   */
  decide(run: RunRecord): Promise<RunRecord>;
  /** The standing record, or null. */
  decided(senderId: number, messageUid: string, ownerId: number, target: Target): Promise<RunRecord | null>;
  /** The owner's runs, newest first. */
  runs(ownerId: number, query: { target?: Target; after?: string; limit: number }): Promise<Page<RunRecord>>;
  /** Milliseconds that the owner's script took in runs decided after `since` (RFC 3339). */
  spent(ownerId: number, target: Target, since: string): Promise<number>;
  /** Until when the owner's script does not run, ms since the epoch; 0 when it may. */
  suspendedUntil(ownerId: number, target: Target): Promise<number>;
  suspend(ownerId: number, target: Target, until: number): Promise<void>;
}
