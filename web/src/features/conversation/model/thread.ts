import type { ChatMessage } from './message';
import { rangeAt, withRange, type Range } from './ranges';

/** What is known of one conversation: some of its messages, and between which positions that is all of them. */
export interface Thread {
  /** By position. Arrays never change. */
  readonly messages: readonly ChatMessage[];
  readonly ranges: readonly Range[];
}

/** A stretch of a conversation's history, and the positions within which it is complete. */
export interface HistoryPage {
  /** By position. */
  readonly messages: readonly ChatMessage[];
  readonly covers: Range;
}

/** The part of a thread that can be read without a gap. */
export interface ThreadWindow {
  readonly messages: readonly ChatMessage[];
  /** Where it is complete; null when nothing is known there. */
  readonly range: Range | null;
  /** Whether there may be more before it, or after it. */
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
}

export const emptyThread: Thread = { messages: [], ranges: [] };

/** The first index whose message lies at or after the position. */
function indexAt(messages: readonly ChatMessage[], position: number): number {
  let low = 0;
  let high = messages.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (messages[middle]!.position < position) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The thread with one more message, in its place; the same thread when it is there already. */
export function withMessage(thread: Thread, message: ChatMessage): Thread {
  const at = indexAt(thread.messages, message.position);
  if (thread.messages[at]?.position === message.position) return thread;
  const messages = [...thread.messages.slice(0, at), message, ...thread.messages.slice(at)];
  return { ...thread, messages };
}

/** The thread with a stretch of its history. */
export function withPage(thread: Thread, { messages, covers }: HistoryPage): Thread {
  const known = new Set(thread.messages.map(({ position }) => position));
  const fresh = messages.filter(({ position }) => !known.has(position));
  return {
    messages:
      fresh.length === 0
        ? thread.messages
        : [...thread.messages, ...fresh].sort((a, b) => a.position - b.position),
    ranges: withRange(thread.ranges, covers),
  };
}

/** The stretch without gaps that holds the anchor (a position, or Infinity for the newest). */
export function windowOf({ messages, ranges }: Thread, anchor: number): ThreadWindow {
  const range = rangeAt(ranges, anchor);
  if (range === null) return { messages: [], range, hasOlder: true, hasNewer: anchor !== Infinity };
  const from = indexAt(messages, range.from);
  const to = range.to === Infinity ? messages.length : indexAt(messages, range.to + 1);
  return {
    messages: from === 0 && to === messages.length ? messages : messages.slice(from, to),
    range,
    hasOlder: range.from > 1,
    hasNewer: range.to !== Infinity,
  };
}
