import { useEffect, useRef, useState, type RefObject } from 'react';
import type { Conversation } from '../model/snapshot';
import { keyOf } from './rows';

/** The key of the n-th last message of others, or null while so many are not loaded. */
function firstOfLast({ messages }: Conversation, count: number, ownId: number): string | null {
  let left = count;
  for (let i = messages.length - 1; i >= 0 && left > 0; i--) {
    const message = messages[i]!;
    if (message.senderId !== ownId && --left === 0) return keyOf(message);
  }
  return null;
}

/**
 * Where the messages begin that the reader had not read when they came to the conversation, or that came while they
 * looked elsewhere; it stays there until they leave. Null when there are none.
 * @param isWatching whether the newest is before the reader's eyes
 */
export function useUnreadMark(
  conversation: Conversation,
  ownId: number,
  isWatching: RefObject<boolean>,
): string | null {
  const [mark, setMark] = useState<string | null>(null);
  const atOpening = useRef(conversation.unread);
  const { unread, messages } = conversation;
  useEffect(() => {
    const count =
      atOpening.current > 0 ? Math.max(unread, atOpening.current) : isWatching.current ? 0 : unread;
    if (mark !== null || count === 0) return;
    const found = firstOfLast(conversation, count, ownId);
    if (found === null) return;
    atOpening.current = 0;
    setMark(found);
  }, [mark, unread, messages, ownId, isWatching]);
  return mark;
}
