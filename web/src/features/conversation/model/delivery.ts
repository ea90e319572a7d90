import type { ChatMessage } from './message';
import type { Conversation } from './snapshot';

/** How far one of the reader's messages got, for all of its people and for each. */
export interface Delivery {
  readonly state: 'accepted' | 'delivered' | 'read';
  readonly people: readonly { readonly userId: number; readonly state: 'accepted' | 'delivered' | 'read' }[];
}

/** How far a message of the reader's got. It is delivered, or read, when it is so for everybody. */
export function deliveryOf(
  { messageUid, position }: Pick<ChatMessage, 'messageUid' | 'position'>,
  { otherIds, readBy }: Pick<Conversation, 'otherIds' | 'readBy'>,
  delivered: ReadonlyMap<string, readonly number[]>,
): Delivery {
  const reached = delivered.get(messageUid) ?? [];
  const people = otherIds.map((userId) => ({
    userId,
    state:
      (readBy.get(userId) ?? 0) >= position
        ? ('read' as const)
        : reached.includes(userId)
          ? ('delivered' as const)
          : ('accepted' as const),
  }));
  const all = (...states: string[]) =>
    people.length > 0 && people.every(({ state }) => states.includes(state));
  return { state: all('read') ? 'read' : all('read', 'delivered') ? 'delivered' : 'accepted', people };
}
