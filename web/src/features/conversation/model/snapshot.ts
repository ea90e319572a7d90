import type { Book } from './book';
import type { History } from './history';
import type { ListingState } from './listing';
import type { ChatMessage } from './message';
import type { Unconfirmed } from './outbox';
import type { Summary } from './summary';

/** A set of people, the reader among them, and what was said between them. */
export interface Conversation {
  readonly id: string;
  /** Everybody but the reader, ascending. */
  readonly otherIds: readonly number[];
  /** Its newest message. */
  readonly last: ChatMessage | null;
  /** What is shown of it: a stretch without gaps, by position. */
  readonly messages: readonly ChatMessage[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
  /** Whether its history can be read now: the server has listed the conversations, or did so before. */
  readonly isReady: boolean;
  /** Which page is on its way. */
  readonly loading: 'older' | 'newer' | null;
  /** The last page could not be had. */
  readonly failed: boolean;
  /** What was written here and the inbox has not shown yet. */
  readonly unconfirmed: readonly Unconfirmed[];
  readonly draft: string;
  readonly unread: number;
  /** How far others have read: positions, by person. */
  readonly readBy: ReadonlyMap<number, number>;
  /** When something last happened, ms; 0 when nothing did. */
  readonly latestAt: number;
}

export interface ChatSnapshot {
  /** Those in which something was said, the newest first. */
  readonly conversations: readonly Conversation[];
  /** Also those that were only looked at. */
  readonly byId: ReadonlyMap<string, Conversation>;
  /** Who has one's messages on a screen, by messageUid. */
  readonly delivered: ReadonlyMap<string, readonly number[]>;
  readonly listing: ListingState;
}

export interface SnapshotParts {
  readonly book: Book;
  readonly history: Pick<History, 'reading'>;
  readonly waiting: readonly Unconfirmed[];
  readonly drafts: ReadonlyMap<string, string>;
  readonly delivered: ReadonlyMap<string, readonly number[]>;
  readonly listing: ListingState;
}

/** A conversation of which nothing is known but its people. */
export const emptyConversation = (
  id: string,
  otherIds: readonly number[],
  change: Partial<Conversation> = {},
): Conversation => ({
  id,
  otherIds,
  last: null,
  messages: [],
  hasOlder: true,
  hasNewer: false,
  isReady: false,
  loading: null,
  failed: false,
  unconfirmed: [],
  draft: '',
  unread: 0,
  readBy: new Map(),
  latestAt: 0,
  ...change,
});

/** The same each time, so that what did not change is not drawn again. */
const none: readonly Unconfirmed[] = [];

/** Where a conversation stands in the list: by the server's order, whatever the clocks say; what waits to go out first. */
const rankOf = ({ last, unconfirmed }: Conversation): number =>
  unconfirmed.length > 0 ? Number.MAX_SAFE_INTEGER : (last?.position ?? 0);

function conversationOf(summary: Summary, parts: SnapshotParts): Conversation {
  const { id, otherIds, last, unread, readBy } = summary;
  const { anchor, loading, failed } = parts.history.reading(id);
  const { messages, hasOlder, hasNewer, range } = parts.book.window(id, anchor);
  const waiting = parts.waiting.filter(({ conversation }) => conversation === id);
  const unconfirmed = waiting.length === 0 ? none : waiting;
  return {
    id,
    otherIds,
    last,
    messages,
    hasOlder,
    hasNewer,
    isReady: range !== null,
    loading,
    failed,
    unconfirmed,
    draft: parts.drafts.get(id) ?? '',
    unread,
    readBy,
    latestAt: Math.max(last?.sentAt ?? 0, unconfirmed.at(-1)?.writtenAt ?? 0),
  };
}

/** What the page shows of the chat, as it is now. */
export function snapshotOf(parts: SnapshotParts): ChatSnapshot {
  const { book, listing, delivered } = parts;
  const all = [...book.summaries].map((summary) => conversationOf(summary, parts));
  const conversations = all
    .filter(({ last, unconfirmed }) => last !== null || unconfirmed.length > 0)
    .sort((a, b) => rankOf(b) - rankOf(a) || b.latestAt - a.latestAt);
  return {
    conversations,
    byId: new Map(all.map((each) => [each.id, each])),
    delivered,
    listing,
  };
}
