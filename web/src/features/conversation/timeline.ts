import type { Author, ChatMessage } from './message';
import type { Unconfirmed } from './outbox';

/** Messages that one sender wrote in one go; a program's stand apart from its owner's. */
export interface Group {
  readonly key: string;
  readonly senderId: number;
  readonly author: Author;
  readonly causedBy?: string;
  readonly messages: readonly TimelineMessage[];
}

export interface TimelineMessage {
  readonly messageUid: string;
  readonly text: string;
  readonly at: number;
  /** Missing for what the inbox holds. */
  readonly unconfirmed?: Unconfirmed;
}

export interface Day {
  /** The first message's time. */
  readonly at: number;
  readonly groups: readonly Group[];
}

const pauseMilliseconds = 5 * 60_000;

type Item = TimelineMessage & { senderId: number; author: Author; causedBy?: string };

function belongs(item: Item, group: Group | undefined): boolean {
  const last = group?.messages.at(-1);
  return (
    group !== undefined &&
    last !== undefined &&
    group.senderId === item.senderId &&
    group.author === item.author &&
    group.causedBy === item.causedBy &&
    item.at - last.at < pauseMilliseconds
  );
}

/**
 * A conversation as it is read: by day and by sender, the inbox's order kept, and what is on its way at the end.
 * @param dayOf names the calendar day of a time (ms) where the reader is
 */
export function timelineOf(
  messages: readonly ChatMessage[],
  unconfirmed: readonly Unconfirmed[],
  ownId: number,
  dayOf: (at: number) => string,
): readonly Day[] {
  const items: Item[] = [
    ...messages.map(({ messageUid, text, sentAt, senderId, author, causedBy }) => ({
      messageUid,
      text,
      at: sentAt,
      senderId,
      author,
      ...(causedBy === undefined ? {} : { causedBy }),
    })),
    ...unconfirmed.map((waiting) => ({
      messageUid: waiting.messageUid,
      text: waiting.text,
      at: waiting.writtenAt,
      senderId: ownId,
      author: 'person' as const,
      unconfirmed: waiting,
    })),
  ];
  const days: { at: number; groups: { -readonly [K in keyof Group]: Group[K] }[] }[] = [];
  for (const item of items) {
    const { senderId, author, causedBy, ...message } = item;
    let day = days.at(-1);
    if (day === undefined || dayOf(day.at) !== dayOf(item.at)) days.push((day = { at: item.at, groups: [] }));
    const group = day.groups.at(-1);
    if (group !== undefined && belongs(item, group)) group.messages = [...group.messages, message];
    else {
      day.groups.push({
        key: `${senderId}/${item.messageUid}`,
        senderId,
        author,
        ...(causedBy === undefined ? {} : { causedBy }),
        messages: [message],
      });
    }
  }
  return days;
}
