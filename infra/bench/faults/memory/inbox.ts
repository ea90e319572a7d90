import type { Conversation, Conversations, Inbox, InboxEntry, InboxMessage } from '@parley/ports';

const membersOf = ({ senderId, recipientIds }: InboxMessage): number[] =>
  [...new Set([senderId, ...recipientIds])].sort((a, b) => a - b);
const identityOf = ({ senderId, messageUid }: InboxMessage): string => `${senderId}/${messageUid}`;
/** A text's words: runs of letters and digits, without regard to case. */
const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** One user's messages, and to where each conversation was read. */
interface OneInbox {
  readonly entries: InboxEntry[];
  readonly positions: Map<string, number>;
  readonly readTo: Map<string, number>;
}

/** The model of the inboxes. `forgotten`: users who have none any more. */
export function memoryInbox(
  forgotten: ReadonlySet<number>,
): Inbox & Conversations & { forget(userId: number): void } {
  const inboxes = new Map<number, OneInbox>();
  const of = (userId: number): OneInbox => {
    const known = inboxes.get(userId);
    if (known !== undefined) return known;
    const made: OneInbox = { entries: [], positions: new Map(), readTo: new Map() };
    inboxes.set(userId, made);
    return made;
  };
  const place = (userId: number, message: InboxMessage): number => {
    const { entries, positions } = of(userId);
    const there = positions.get(identityOf(message));
    if (there !== undefined) return there;
    const position = entries.length + 1;
    positions.set(identityOf(message), position);
    entries.push({ ...message, position });
    return position;
  };
  const conversationsOf = (userId: number): Conversation[] => {
    const { entries, readTo } = of(userId);
    const last = new Map(entries.map((entry) => [entry.conversation, entry]));
    return [...last]
      .map(([conversation, entry]) => {
        const to = readTo.get(conversation) ?? 0;
        const unread = entries.filter(
          (each) => each.conversation === conversation && each.position > to && each.senderId !== userId,
        ).length;
        return { conversation, memberIds: membersOf(entry), last: entry, unread, readTo: to };
      })
      .sort((a, b) => b.last.position - a.last.position);
  };
  const peopleOf = (userId: number): number[] => [
    ...new Set(conversationsOf(userId).flatMap(({ memberIds }) => memberIds.filter((id) => id !== userId))),
  ];
  return {
    append: async (userIds, message) =>
      userIds
        .filter((userId) => !forgotten.has(userId))
        .map((userId) => ({ userId, position: place(userId, message) })),
    async read(userId, { after = 0, before, conversation, limit }) {
      const found = of(userId)
        .entries.slice(after, before === undefined ? undefined : Math.max(0, before - 1))
        .filter((entry) => conversation === undefined || entry.conversation === conversation);
      const isBackwards = before !== undefined && after === 0;
      return isBackwards ? found.slice(Math.max(0, found.length - limit)) : found.slice(0, limit);
    },
    head: async (userId) => of(userId).entries.length,
    conversations: async (userId, { before = Number.MAX_SAFE_INTEGER, limit }) =>
      conversationsOf(userId)
        .filter(({ last }) => last.position < before)
        .slice(0, limit),
    async markRead(userId, conversation, messageUid) {
      const { entries, readTo } = of(userId);
      const entry = entries
        .filter((each) => each.conversation === conversation && each.messageUid === messageUid)
        .at(-1);
      if (entry === undefined) return null;
      const changed = entry.position > (readTo.get(conversation) ?? 0);
      if (changed) readTo.set(conversation, entry.position);
      return { memberIds: membersOf(entry), changed };
    },
    async search(userId, { words, before = Number.MAX_SAFE_INTEGER, limit }) {
      const wanted = words.flatMap(wordsOf);
      if (wanted.length === 0 || words.some((word) => wordsOf(word).length === 0)) return [];
      return of(userId)
        .entries.filter(({ position, messageBody }) => {
          const has = new Set(wordsOf(messageBody));
          return position < before && wanted.every((word) => has.has(word));
        })
        .reverse()
        .slice(0, limit);
    },
    async acquainted(userId, others) {
      const people = new Set(peopleOf(userId));
      return new Set(others.filter((id) => people.has(id)));
    },
    acquaintances: async (userId, limit) => peopleOf(userId).slice(0, limit),
    forget: (userId) => void inboxes.delete(userId),
  };
}
