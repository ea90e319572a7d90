import type { Target } from '@parley/ports';

/** The message that a script sees. */
export interface ScriptInput {
  readonly messageBody: string;
  /** Whose script it is. */
  readonly ownerId: number;
  readonly senderId: number;
  readonly recipientIds: readonly number[];
}

/** The one argument of a program: a JSON object, with the sender only for an inbound script. */
export function argumentOf(
  target: Target,
  { messageBody, ownerId, senderId, recipientIds }: ScriptInput,
): string {
  return JSON.stringify({
    messageBody,
    ownID: ownerId,
    ...(target === 'recv' ? { senderID: senderId } : {}),
    recipientIDs: recipientIds,
  });
}
