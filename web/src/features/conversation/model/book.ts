import type { ChatMessage } from './message';
import {
  newSummary,
  othersOf,
  withArrival,
  withListing,
  withReader,
  withReading,
  type Summary,
} from './summary';
import {
  emptyThread,
  windowOf,
  withMessage,
  withPage,
  type HistoryPage,
  type Thread,
  type ThreadWindow,
} from './thread';
import { withRange } from './ranges';

/**
 * The conversations of one person, as far as they are known. `tail` is the position after which everything arrives
 * by itself: within it no conversation has a gap.
 */
export class Book {
  readonly #ownId: number;
  readonly #summaries = new Map<string, Summary>();
  readonly #threads = new Map<string, Thread>();
  /** The windows that were handed out last: what did not change is the same object. */
  readonly #windows = new Map<string, { thread: Thread; anchor: number; window: ThreadWindow }>();
  #tail: number | null = null;

  constructor(ownId: number) {
    this.#ownId = ownId;
  }

  get tail(): number | null {
    return this.#tail;
  }

  get summaries(): Iterable<Summary> {
    return this.#summaries.values();
  }

  /** From now on everything after this position is received. */
  beginTail(position: number): void {
    this.#tail = position;
    for (const [id, thread] of this.#threads)
      this.#threads.set(id, { ...thread, ranges: withRange(thread.ranges, this.#tailRange(position)) });
  }

  summary(id: string): Summary | undefined {
    return this.#summaries.get(id);
  }

  thread(id: string): Thread {
    const known = this.#threads.get(id);
    if (known !== undefined) return known;
    return this.#tail === null ? emptyThread : { messages: [], ranges: [this.#tailRange(this.#tail)] };
  }

  /** What can be read of the conversation around the anchor without a gap. */
  window(id: string, anchor: number): ThreadWindow {
    const thread = this.thread(id);
    const last = this.#windows.get(id);
    if (last !== undefined && last.thread === thread && last.anchor === anchor) return last.window;
    const window = windowOf(thread, anchor);
    this.#windows.set(id, { thread, anchor, window });
    return window;
  }

  /** Takes in what an earlier visit left. */
  restore(summaries: readonly Summary[]): void {
    for (const summary of summaries) this.#summaries.set(summary.id, summary);
  }

  /** Makes a conversation known by its people alone. */
  meet(id: string, otherIds: readonly number[]): void {
    if (!this.#summaries.has(id)) this.#summaries.set(id, newSummary(id, otherIds));
  }

  /** A message came; the summary when it was not there before, else null (deliveries repeat). */
  arrive(message: ChatMessage): Summary | null {
    const { conversation } = message;
    const thread = this.thread(conversation);
    const more = withMessage(thread, message);
    if (more === thread) return null;
    this.#threads.set(conversation, more);
    return this.#change(this.#summaryOf(message), (summary) => withArrival(summary, message, this.#ownId));
  }

  /** A stretch of a conversation's history came. */
  read(conversation: string, page: HistoryPage): void {
    this.#threads.set(conversation, withPage(this.thread(conversation), page));
    const summary = this.#summaries.get(conversation);
    const newest = page.messages.at(-1);
    if (summary !== undefined && newest !== undefined && newest.position > (summary.last?.position ?? 0))
      this.#summaries.set(conversation, { ...summary, last: newest });
  }

  /** The server listed a conversation. */
  listed(last: ChatMessage, unread: number): Summary {
    const known = this.thread(last.conversation).messages;
    return this.#change(this.#summaryOf(last), (summary) =>
      withListing(summary, { last, unread }, known, this.#ownId),
    );
  }

  /** The reader read up to the message; null when only the server can tell what is left. */
  markRead(message: ChatMessage): Summary | null {
    const summary = this.#summaryOf(message);
    const { messages, range } = this.window(message.conversation, Infinity);
    const isWhole = range !== null && range.from <= message.position;
    const read = withReading(summary, message, messages, isWhole, this.#ownId);
    return read === null ? null : this.#change(summary, () => read);
  }

  /** Somebody else read up to the message. */
  markReader(message: ChatMessage, userId: number): Summary {
    return this.#change(this.#summaryOf(message), (summary) => withReader(summary, userId, message.position));
  }

  /** Notes that the server has, or has not yet, been told what was read. */
  toldLater(id: string, messageUid: string | null): Summary | null {
    const summary = this.#summaries.get(id);
    return summary === undefined ? null : this.#change(summary, (so) => ({ ...so, toldLater: messageUid }));
  }

  clear(): void {
    this.#summaries.clear();
    this.#threads.clear();
    this.#windows.clear();
    this.#tail = null;
  }

  #tailRange(position: number) {
    return { from: position + 1, to: Infinity };
  }

  #summaryOf(message: ChatMessage): Summary {
    return (
      this.#summaries.get(message.conversation) ??
      newSummary(message.conversation, othersOf(message, this.#ownId))
    );
  }

  #change(summary: Summary, change: (summary: Summary) => Summary): Summary {
    const changed = change(summary);
    this.#summaries.set(summary.id, changed);
    return changed;
  }
}
