import type { ReceiveMessage } from '@parley/envelope';
import type { InboxEntry, InboxMessage } from '@parley/ports';
import type { Turn } from './turn';

/** What came for one person in a turn, in its order. */
export type Arrived = readonly InboxEntry[];

/**
 * Gathers what comes for each person in one turn of the event loop, and hands it over at its end: each socket is then gone
 * to once, whatever comes. `npm run bench -- relay` measures what that is worth.
 */
export function createArrivals(
  turn: Turn,
  hand: (userId: number, arrived: Arrived) => void,
): { add(userId: number, entry: InboxEntry): void } {
  let gathered = new Map<number, InboxEntry[]>();
  const handAll = () => {
    const all = gathered;
    gathered = new Map();
    for (const [userId, arrived] of all) hand(userId, arrived);
  };
  return {
    add(userId, entry) {
      if (gathered.size === 0) turn.atEnd(handAll);
      const arrived = gathered.get(userId);
      if (arrived === undefined) gathered.set(userId, [entry]);
      else arrived.push(entry);
    },
  };
}

/** The same, to be filled in. */
type Open<T> = { -readonly [K in keyof T]: T[K] };

/** Where a message lies in one person's inbox. Fields are named here: spread, they took a quarter of a saturated fan-out. */
export function entryOf(message: InboxMessage, position: number): InboxEntry {
  const entry: Open<InboxEntry> = {
    messageUid: message.messageUid,
    conversation: message.conversation,
    messageBody: message.messageBody,
    senderId: message.senderId,
    recipientIds: message.recipientIds,
    fromAutoReply: message.fromAutoReply,
    sentAt: message.sentAt,
    position,
  };
  if (message.causedBy !== undefined) entry.causedBy = message.causedBy;
  return entry;
}

/** The frame that brings an entry. */
export function frameOf(entry: InboxEntry, cursor: string): ReceiveMessage {
  const frame: Open<ReceiveMessage> = {
    $type: 'ReceiveMessage',
    messageUid: entry.messageUid,
    conversation: entry.conversation,
    msg: entry.messageBody,
    userId: entry.senderId,
    recipientIds: entry.recipientIds,
    fromAutoReply: entry.fromAutoReply,
    sentAt: entry.sentAt,
    position: entry.position,
    cursor,
  };
  if (entry.causedBy !== undefined) frame.causedBy = entry.causedBy;
  return frame;
}

/** The frames that bring what arrived: the last with the cursor of its place, those before it with the one `before`. */
export type FramesOf = (arrived: Arrived, before: string, cursor: string) => readonly ReceiveMessage[];

/** The same, with its last answer at hand: a person's sockets, one after the other, are given the very same list. */
export function createFramesOf(): FramesOf {
  let last: { arrived: Arrived; before: string; cursor: string; frames: readonly ReceiveMessage[] } | null =
    null;
  return (arrived, before, cursor) => {
    const isSame =
      last !== null && last.arrived === arrived && last.cursor === cursor && last.before === before;
    if (!isSame) {
      const end = arrived.length - 1;
      const frames = arrived.map((entry, i) => frameOf(entry, i === end ? cursor : before));
      last = { arrived, before, cursor, frames };
    }
    return last!.frames;
  };
}
