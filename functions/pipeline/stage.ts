import type { Message } from '@parley/envelope';
import type { OutgoingMessage } from '@parley/ports';

/** What a stage gets: a valid message, whose slip has lost the stage's own name already. */
export type StageMessage = Message;

/** What a stage makes of a message. */
export interface StageResult {
  /** The message itself; only its text and those from whom it is withheld may have changed. */
  readonly message: Message;
  /** Messages made because of it (`answer` of the envelope makes them), in order; they follow it. */
  readonly generated: readonly Message[];
  /** What else to publish: the deliveries of the last stage to topics that are no stages. */
  readonly deliveries?: readonly { readonly topic: string; readonly message: OutgoingMessage }[];
  /** Copies that their recipients do not get, counted by why: `script` or `blocked`. */
  readonly dropped?: Readonly<Record<string, number>>;
}

/**
 * One stop on a message's way, a function from a message to messages: what it needs besides is handed to whoever
 * makes it. It may be called again with the same message, and must then give the same result. A rejection makes
 * the broker deliver the message again.
 */
export interface Stage {
  /** Also its topic, and its name on routing slips. */
  readonly name: string;
  readonly handle: (message: StageMessage) => Promise<StageResult>;
}

/** The last stop of every message, and the only stage that gets what programs made. */
export const lastStage = 'router';
