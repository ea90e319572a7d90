import type { ChatMessage } from './message';

/** What is known of a conversation without its messages. */
export interface Summary {
  readonly id: string;
  /** Everybody but the reader, ascending. */
  readonly otherIds: readonly number[];
  /** Its newest message; null only while nothing but a message on its way is known. */
  readonly last: ChatMessage | null;
  /** Messages of others that the reader has not read. */
  readonly unread: number;
  /** The server's count held for messages up to this position; what comes after is counted here. */
  readonly countedTo: number;
  /** The position up to which the reader has read, as far as this device knows. */
  readonly readTo: number;
  /** The messageUid that the server has not been told was read, or null. */
  readonly toldLater: string | null;
  /** How far others have read: positions, by person. */
  readonly readBy: ReadonlyMap<number, number>;
}

/** Everybody in a message's conversation but the reader, ascending. */
export const othersOf = ({ senderId, recipientIds }: ChatMessage, ownId: number): readonly number[] =>
  [...new Set([senderId, ...recipientIds])].filter((id) => id !== ownId).sort((a, b) => a - b);

/** A conversation of which nothing is known but its people. */
export const newSummary = (id: string, otherIds: readonly number[]): Summary => ({
  id,
  otherIds,
  last: null,
  unread: 0,
  countedTo: 0,
  readTo: 0,
  toldLater: null,
  readBy: new Map(),
});

/** The summary after a message came that was not there before. */
export function withArrival(summary: Summary, message: ChatMessage, ownId: number): Summary {
  const { position, senderId } = message;
  const counts = senderId !== ownId && position > Math.max(summary.countedTo, summary.readTo);
  const isNewest = position > (summary.last?.position ?? 0);
  if (!counts && !isNewest) return summary;
  return {
    ...summary,
    last: isNewest ? message : summary.last,
    unread: summary.unread + (counts ? 1 : 0),
  };
}

/**
 * The summary after the server listed the conversation.
 * @param known messages of the conversation that are here, by position: those after the listed one are newer than the list
 */
export function withListing(
  summary: Summary,
  listed: { readonly last: ChatMessage; readonly unread: number },
  known: readonly ChatMessage[],
  ownId: number,
): Summary {
  const countedTo = listed.last.position;
  // The list may have been made before the server heard what was read here.
  const readTo = Math.max(summary.readTo, listed.unread === 0 ? countedTo : 0);
  const later = unreadAmong(known, Math.max(countedTo, readTo), ownId);
  return {
    ...summary,
    last: countedTo >= (summary.last?.position ?? 0) ? listed.last : summary.last,
    unread: later + (readTo >= countedTo ? 0 : listed.unread),
    countedTo,
    readTo,
  };
}

/** How many of these messages are others' and lie after the position. */
export function unreadAmong(messages: readonly ChatMessage[], after: number, ownId: number): number {
  let count = 0;
  for (let i = messages.length - 1; i >= 0 && messages[i]!.position > after; i--)
    if (messages[i]!.senderId !== ownId) count++;
  return count;
}

/**
 * The summary after the reader read up to a message, here or on another device. Null when only the server can tell
 * how many are left.
 * @param isWhole whether `known` holds every message after that one
 */
export function withReading(
  summary: Summary,
  read: ChatMessage,
  known: readonly ChatMessage[],
  isWhole: boolean,
  ownId: number,
): Summary | null {
  if (read.position <= summary.readTo) return summary;
  const isNewest = read.position >= (summary.last?.position ?? 0);
  if (!isNewest && !isWhole) return null;
  return {
    ...summary,
    readTo: read.position,
    unread: isNewest ? 0 : unreadAmong(known, read.position, ownId),
  };
}

/** The summary after somebody else read up to a position; nobody unreads. */
export function withReader(summary: Summary, userId: number, position: number): Summary {
  if ((summary.readBy.get(userId) ?? 0) >= position) return summary;
  return { ...summary, readBy: new Map(summary.readBy).set(userId, position) };
}
