import type { Author, ChatMessage } from '../model/message';
import type { Unconfirmed } from '../model/outbox';

/** One message as it stands in the list, with what stands above it. */
export interface Row {
  /** (senderId, messageUid): the same before and after the inbox has it. */
  readonly key: string;
  readonly messageUid: string;
  readonly senderId: number;
  readonly author: Author;
  readonly causedBy?: string;
  readonly text: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Null while it is on its way. */
  readonly position: number | null;
  /** Missing for what the inbox holds. */
  readonly unconfirmed?: Unconfirmed;
  /** It is the first of its day. */
  readonly beginsDay: boolean;
  /** It is the first that the reader had not read. */
  readonly beginsUnread: boolean;
  /** It is the first, or the last, of what its sender wrote in one go. */
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

export interface RowOptions {
  readonly ownId: number;
  /** Names the calendar day of a time (ms) where the reader is. */
  readonly dayOf: (at: number) => string;
  /** The key of the first message that the reader had not read. */
  readonly unreadFrom?: string | null;
}

const pauseMilliseconds = 5 * 60_000;
/** Every time zone is a whole number of these from the others, so a day begins with one. */
const quarterHour = 15 * 60_000;

export const keyOf = ({ senderId, messageUid }: { senderId: number; messageUid: string }): string =>
  `${senderId}/${messageUid}`;

type Item = Omit<Row, 'key' | 'beginsDay' | 'beginsUnread' | 'isFirst' | 'isLast'>;

const itemOf = (message: ChatMessage): Item => {
  const { messageUid, senderId, author, causedBy, text, sentAt, position } = message;
  return {
    messageUid,
    senderId,
    author,
    ...(causedBy === undefined ? {} : { causedBy }),
    text,
    at: sentAt,
    position,
  };
};

/** What waits is at the end, whatever this device's clock says. */
const waitingOf = (unconfirmed: Unconfirmed, ownId: number, earliest: number): Item => ({
  messageUid: unconfirmed.messageUid,
  senderId: ownId,
  author: 'person',
  text: unconfirmed.text,
  at: Math.max(unconfirmed.writtenAt, earliest),
  position: null,
  unconfirmed,
});

const belongTogether = (a: Item, b: Item): boolean =>
  a.senderId === b.senderId &&
  a.author === b.author &&
  a.causedBy === b.causedBy &&
  b.at - a.at < pauseMilliseconds;

/** A conversation as it is read: by day and by sender, the inbox's order kept, and what is on its way at the end. */
export function rowsOf(
  messages: readonly ChatMessage[],
  unconfirmed: readonly Unconfirmed[],
  { ownId, dayOf, unreadFrom = null }: RowOptions,
): readonly Row[] {
  const earliest = messages.at(-1)?.sentAt ?? 0;
  const items = [
    ...messages.map(itemOf),
    ...unconfirmed.map((waiting) => waitingOf(waiting, ownId, earliest)),
  ];
  const days = new Map<number, string>();
  const dayAt = (at: number): string => {
    const quarter = Math.floor(at / quarterHour);
    const day = days.get(quarter) ?? dayOf(at);
    days.set(quarter, day);
    return day;
  };
  const starts = items.map((item, i) => {
    const before = items[i - 1];
    const beginsDay = before === undefined || dayAt(before.at) !== dayAt(item.at);
    const beginsUnread = keyOf(item) === unreadFrom;
    return { beginsDay, beginsUnread, isFirst: beginsDay || beginsUnread || !belongTogether(before, item) };
  });
  return items.map((item, i) => ({
    ...item,
    key: keyOf(item),
    ...starts[i]!,
    isLast: starts[i + 1]?.isFirst ?? true,
  }));
}
