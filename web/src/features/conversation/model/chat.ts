import { conversationOf, type ClientFrame, type ServerFrame } from '@parley/envelope';
import type { Api, Listed } from '../../../api';
import { Cell } from '../../../store';
import { nothingLeft, type Kept, type Left } from '../kept/kept';
import { Keeper } from '../kept/keeper';
import { Book } from './book';
import { History } from './history';
import { Listing } from './listing';
import { chatMessageOf, listedMessageOf, type ChatMessage } from './message';
import { Outbox } from './outbox';
import { Receipts } from './receipts';
import { snapshotOf, type ChatSnapshot } from './snapshot';
import type { Summary } from './summary';
import { Typing } from './typing';

export interface ChatOptions {
  readonly ownId: number;
  readonly api: Pick<Api, 'conversations' | 'messages'>;
  readonly kept: Kept;
  readonly transmit: (frame: ClientFrame) => boolean;
  readonly now: () => number;
  readonly after: (milliseconds: number, callback: () => void) => () => void;
  readonly newUid: () => string;
  /** Runs the callback soon, once for many changes. */
  readonly soon: (callback: () => void) => void;
}

/** A device that does not answer for so long (ms) is taken for one that keeps nothing. */
const patience = 3_000;

/**
 * One person's chat: what was kept on this device, what the server lists, and what arrives, as one state. Everything
 * is taken in once, wherever it comes from; nothing is shown with a gap.
 */
export class Chat {
  readonly #options: ChatOptions;
  readonly #book: Book;
  readonly #outbox: Outbox;
  readonly #keeper: Keeper;
  readonly #history: History;
  readonly #listing: Listing;
  readonly #receipts: Receipts;
  readonly #drafts = new Map<string, string>();
  readonly typing: Typing;
  /** The message of somebody else that came last, in this visit. */
  readonly arrival = new Cell<ChatMessage | null>(null);
  readonly snapshot: Cell<ChatSnapshot>;
  #cursor: string | null = null;
  /** Where the present session began: it has everything after. */
  #welcomed: string | null = null;
  #tailFrom: number | null = null;
  #reached = 0;
  #online = false;
  #opening: Promise<void> | null = null;
  #announced = false;

  constructor(options: ChatOptions) {
    this.#options = options;
    const { ownId, api, kept, transmit, after, now, soon } = options;
    const onChange = () => this.#changed();
    this.#book = new Book(ownId);
    this.#keeper = new Keeper(kept, soon);
    this.#outbox = new Outbox({
      transmit: ({ messageUid, text, recipientIds }) =>
        transmit({ $type: 'SendMessage', messageUid, message: text, destinationUsers: recipientIds }),
      after,
      onChange: (uid, waiting) => {
        this.#keeper.note({ waiting: new Map([[uid, waiting]]) });
        onChange();
      },
    });
    this.#history = new History({
      book: this.#book,
      api,
      kept,
      keeper: this.#keeper,
      onChange,
      onMessages: (messages) => messages.forEach((message) => this.#settle(message)),
    });
    this.#listing = new Listing({ api, after, onPage: (page, first) => this.#listed(page, first), onChange });
    this.#receipts = new Receipts({
      ownId,
      book: this.#book,
      kept,
      keeper: this.#keeper,
      onChange,
      onUnsure: () => void this.#listing.refresh(),
    });
    this.typing = new Typing({ ownId, transmit, now, after });
    this.snapshot = new Cell(this.#take());
  }

  /** The place in the inbox after which the next connection goes on; null when there is none yet. */
  readonly cursor = (): string | null => this.#cursor;

  /** Whether what is begun, and what is not sent yet, would outlive the page. */
  get lasts(): Cell<boolean> {
    return this.#options.kept.lasts;
  }

  /** Takes in what an earlier visit left on this device. Calls share one reading. */
  open(): Promise<void> {
    this.#opening ??= this.#open();
    return this.#opening;
  }

  /** Takes in a frame of the relay. */
  receive(frame: ServerFrame): void {
    this.typing.receive(frame);
    this.#receipts.receive(frame);
    switch (frame.$type) {
      case 'Welcome':
        return this.#welcome(frame.cursor);
      case 'Accepted':
        return this.#outbox.accepted(frame.messageUid);
      case 'Rejected':
        if (frame.messageUid !== undefined) this.#outbox.rejected(frame.messageUid, frame.problem);
        return;
      case 'ReceiveMessage':
        this.#cursor = frame.cursor;
        return this.#arrive(chatMessageOf(frame));
    }
  }

  /** The connection is gone; what was not answered waits for the next one. */
  disconnected(): void {
    if (!this.#online) return;
    this.#online = false;
    this.#outbox.hold();
    this.#listing.stop();
    this.typing.clear();
    this.#changed();
  }

  /** The server knows nothing of our place in the inbox: what was received is read anew. What is on its way out stays. */
  reload(): void {
    this.#cursor = this.#welcomed;
    this.#tailFrom = null;
    this.#reached = 0;
    this.#book.clear();
    this.#history.clear();
    this.#receipts.clear();
    void this.#keeper.clear();
    void this.#listing.refresh();
    this.#changed();
  }

  /** Looks at the conversation with these people, in which perhaps nothing was said yet; returns its id. */
  meet(otherIds: readonly number[]): string {
    const conversation = conversationOf(this.#options.ownId, otherIds);
    this.#book.meet(conversation, otherIds);
    this.#changed();
    return conversation;
  }

  /** Sends a text to people; returns the conversation it lies in. */
  send(otherIds: readonly number[], text: string): string {
    const { ownId, now, newUid } = this.#options;
    const conversation = conversationOf(ownId, otherIds);
    const recipientIds = otherIds.length === 0 ? [ownId] : [...otherIds];
    this.#book.meet(conversation, [...otherIds]);
    this.#history.showAround(conversation, null);
    this.typing.rest();
    this.#outbox.submit({ messageUid: newUid(), conversation, recipientIds, text, writtenAt: now() });
    return conversation;
  }

  retry(messageUid: string): void {
    this.#outbox.retry(messageUid);
  }

  discard(messageUid: string): void {
    this.#outbox.remove(messageUid);
  }

  /** The text that was begun in this conversation. */
  draft(conversation: string): string {
    return this.#drafts.get(conversation) ?? '';
  }

  setDraft(conversation: string, text: string): void {
    if (this.draft(conversation) === text) return;
    this.#drafts.set(conversation, text);
    this.#keeper.note({ drafts: new Map([[conversation, text]]) });
    this.#changed();
  }

  /** The reader has the newest of this conversation before their eyes. */
  markSeen(conversation: string): void {
    const { ownId } = this.#options;
    const { messages } = this.#book.thread(conversation);
    const read = messages.filter(({ senderId }) => senderId !== ownId).at(-1);
    const summary = this.#book.summary(conversation);
    if (read === undefined || summary === undefined || summary.readTo >= read.position) return;
    if (this.#book.markRead(read) === null) return;
    this.#tellRead(conversation, read.messageUid);
    this.#changed();
  }

  /** Reads the page before what is shown of the conversation, or after it. */
  readOlder(conversation: string): Promise<void> {
    return this.#history.older(conversation);
  }

  readNewer(conversation: string): Promise<void> {
    return this.#history.newer(conversation);
  }

  /** Shows the conversation around this message, or at its newest. */
  showAround(conversation: string, message: ChatMessage | null): void {
    this.#history.showAround(conversation, message);
  }

  /** The message with this id in the conversation, when it is known here. */
  async find(conversation: string, messageUid: string): Promise<ChatMessage | null> {
    const here = this.#book.thread(conversation).messages.find((each) => each.messageUid === messageUid);
    return here ?? this.#options.kept.find(conversation, messageUid);
  }

  readMoreConversations(): Promise<void> {
    return this.#listing.more();
  }

  refreshConversations(): Promise<void> {
    return this.#listing.refresh();
  }

  /** Resolves when all that was written until now is kept on this device. */
  flush(): Promise<void> {
    return this.#keeper.flush();
  }

  /** Forgets everything of this person on this device: they sign out. */
  async erase(): Promise<void> {
    await this.#keeper.flush();
    await this.#options.kept.erase();
  }

  async #open(): Promise<void> {
    const reading = this.#options.kept.read().catch(() => nothingLeft);
    const inTime = await this.#inTime(reading);
    const left = inTime ?? nothingLeft;
    this.#book.restore(left.summaries);
    this.#restoreOwn(left);
    if (inTime === null) void reading.then((late) => this.#restoreLate(late));
    this.#receipts.restore(left.delivered);
    if (left.progress !== null) {
      this.#cursor = left.progress.cursor;
      this.#tailFrom = left.progress.tailFrom;
      this.#reached = left.progress.reached;
      this.#book.beginTail(left.progress.reached);
    }
    this.#changed();
  }

  /** What the device answers while there is patience; null when it answers later. */
  #inTime(reading: Promise<Left>): Promise<Left | null> {
    return new Promise((resolve) => {
      const cancel = this.#options.after(patience, () => resolve(null));
      void reading.then((left) => {
        cancel();
        resolve(left);
      });
    });
  }

  /** Takes in what only this device has: what was begun, and what is not sent yet. */
  #restoreOwn({ waiting, drafts }: Left): void {
    this.#outbox.restore(waiting);
    for (const { conversation, recipientIds } of waiting) this.#book.meet(conversation, recipientIds);
    for (const [id, text] of drafts) if (!this.#drafts.has(id)) this.#drafts.set(id, text);
  }

  /** What was received the server has told by now; what people wrote nobody else has, however late it comes. */
  #restoreLate(left: Left): void {
    this.#restoreOwn(left);
    if (this.#online) this.#outbox.resend();
    this.#changed();
  }

  #welcome(cursor: string): void {
    this.#online = true;
    this.#welcomed = cursor;
    this.#cursor ??= cursor;
    this.#history.revive();
    this.#outbox.resend();
    for (const { id, toldLater } of this.#book.summaries)
      if (toldLater !== null) this.#tellRead(id, toldLater);
    void this.#listing.refresh();
  }

  #tellRead(conversation: string, messageUid: string): void {
    const told = this.#options.transmit({ $type: 'Read', conversation, messageUid });
    const summary = this.#book.toldLater(conversation, told ? null : messageUid);
    if (summary !== null) this.#keeper.note({ summaries: [summary] });
  }

  #arrive(message: ChatMessage): void {
    const summary = this.#book.arrive(message);
    if (summary === null) return;
    this.#reached = Math.max(this.#reached, message.position);
    this.#keeper.note({ messages: [message], summaries: [summary] });
    this.#noteProgress();
    this.#settle(message);
    this.#changed();
    if (message.senderId !== this.#options.ownId) this.arrival.set(message);
  }

  #listed(page: readonly Listed[], isFirst: boolean): void {
    const summaries: Summary[] = page.map(({ memberIds, last, unread }) => {
      this.#book.meet(
        last.conversation,
        memberIds.filter((id) => id !== this.#options.ownId),
      );
      return this.#book.listed(listedMessageOf(last), unread);
    });
    this.#keeper.note({ summaries });
    if (!isFirst || this.#book.tail !== null) return;
    // The newest of all conversations is the newest of the inbox; from there on everything arrives by itself.
    const newest = page[0]?.last.position ?? 0;
    this.#tailFrom = newest;
    this.#reached = Math.max(this.#reached, newest);
    this.#book.beginTail(newest);
    this.#noteProgress();
  }

  #noteProgress(): void {
    if (this.#tailFrom === null || this.#cursor === null) return;
    const progress = { tailFrom: this.#tailFrom, cursor: this.#cursor, reached: this.#reached };
    this.#keeper.note({ progress });
  }

  /** What the inbox shows is no more on its way. */
  #settle(message: ChatMessage): void {
    this.#receipts.arrived(message);
    if (message.senderId !== this.#options.ownId) return;
    this.#outbox.remove(message.messageUid);
    this.#keeper.note({ waiting: new Map([[message.messageUid, null]]) });
  }

  #changed(): void {
    if (this.#announced) return;
    this.#announced = true;
    this.#options.soon(() => {
      this.#announced = false;
      this.snapshot.set(this.#take());
    });
  }

  #take(): ChatSnapshot {
    return snapshotOf({
      book: this.#book,
      history: this.#history,
      waiting: this.#outbox.messages,
      drafts: this.#drafts,
      delivered: this.#receipts.delivered,
      listing: this.#listing.state,
    });
  }
}
