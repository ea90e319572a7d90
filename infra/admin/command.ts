import type { Swept } from '@parley/pipeline';
import type { Accounts, Bus, Clock, DeadLetter, Settings } from '@parley/ports';
import type { World } from './transfer';

/** What a command may do, wherever the data lies. Each part is opened when it is first used. */
export interface Operations {
  accounts(): Pick<Accounts, 'credentials' | 'setOperator'>;
  bus(): Pick<Bus, 'publish' | 'deadLetters' | 'deadLetter' | 'replay'>;
  settings(): Pick<Settings, 'pipeline' | 'putPipeline'>;
  /** All that moves, as it is read while Parley may serve. */
  source(): World;
  /** Where an export is put in; made when it is not there, and nobody else's meanwhile. */
  destination(): World;
  readonly clock: Pick<Clock, 'now'>;
  sweep(onProgress: (records: number) => void): Promise<Swept>;
  backUp(folder: string, onProgress: Progress): Promise<{ readonly files: number; readonly bytes: number }>;
  restore(
    folder: string,
    onProgress: Progress,
  ): Promise<{ readonly at: string; readonly kept: string | null }>;
  /** Brings the data's schema up to date; what it was and is. */
  migrate(): Promise<{ readonly from: number; readonly to: number }>;
  /** Adds a key with which session tokens are signed from the next start on; the older ones still verify. */
  rotateKeys(): Promise<{ readonly keys: number }>;
}

/** Called as a long command goes on. */
export type Progress = (what: string, done: number, of: number) => void;

/** What a command answers: for `--json`, and in words. */
export interface Result {
  readonly json: unknown;
  readonly text: string;
}

/** One command of the operator's. */
export interface Command {
  /** As it is written: `dead-letters show ID`. */
  readonly usage: string;
  /** What it does, in a sentence. */
  readonly summary: string;
  /** The words before the arguments. */
  readonly words: readonly string[];
  /** How many arguments it takes, at least and at most. */
  readonly takes: readonly [least: number, most: number];
  /** Its options that take a value. */
  readonly options?: readonly string[];
  /** Its options that are on or off. */
  readonly flags?: readonly string[];
  run(call: {
    readonly args: readonly string[];
    readonly options: Readonly<Record<string, string | undefined>>;
    readonly flags: ReadonlySet<string>;
    readonly operations: Operations;
    /** Says how far a long command is. */
    readonly progress: Progress;
  }): Promise<Result>;
}

/** A dead letter in one line, without what belongs to users. */
export const lineOf = ({ id, topic, attempts, at, reason }: DeadLetter): string =>
  `${id.padStart(6)}  ${at}  ${topic.padEnd(12)}  ${attempts === 0 ? 'poison' : `${attempts} attempts`}  ${reason}`;
