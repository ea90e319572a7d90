import type { ReceiveMessage } from '@parley/envelope';
import type { InboxEntry } from '@parley/ports';
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

/** The frame that brings an entry. */
export const frameOf = (entry: InboxEntry, cursor: string): ReceiveMessage => ({
  $type: 'ReceiveMessage',
  messageUid: entry.messageUid,
  conversation: entry.conversation,
  msg: entry.messageBody,
  userId: entry.senderId,
  recipientIds: entry.recipientIds,
  fromAutoReply: entry.fromAutoReply,
  ...(entry.causedBy === undefined ? {} : { causedBy: entry.causedBy }),
  sentAt: entry.sentAt,
  position: entry.position,
  cursor,
});

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
