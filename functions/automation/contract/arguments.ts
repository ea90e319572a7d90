import type { Target } from '@parley/ports';

/** The message that a script sees. */
export interface ScriptInput {
  readonly messageBody: string;
  /** Whose script it is. */
  readonly ownerId: number;
  readonly senderId: number;
  readonly recipientIds: readonly number[];
}

/** What a script is given, by either contract; with the sender only for an inbound one. */
export interface ScriptMessage {
  readonly messageBody: string;
  readonly ownID: number;
  readonly senderID?: number;
  readonly recipientIDs: readonly number[];
}

/** The message as the script gets it: a service as its request, a program as JSON in its one argument. */
export function messageFor(
  target: Target,
  { messageBody, ownerId, senderId, recipientIds }: ScriptInput,
): ScriptMessage {
  return {
    messageBody,
    ownID: ownerId,
    ...(target === 'recv' ? { senderID: senderId } : {}),
    recipientIDs: recipientIds,
  };
}
