import type { Api } from '../../../api';
import type { Kept } from '../kept/kept';
import type { Keeper } from '../kept/keeper';
import type { Book } from './book';
import { listedMessageOf, type ChatMessage } from './message';
import type { HistoryPage } from './thread';

export interface HistoryOptions {
  readonly book: Book;
  readonly api: Pick<Api, 'messages'>;
  readonly kept: Pick<Kept, 'page'>;
  readonly keeper: Keeper;
  readonly onChange: () => void;
  /** Messages of one's own that came with a page. */
  readonly onMessages: (messages: readonly ChatMessage[]) => void;
}

/** How a conversation's history is being read. */
export interface Reading {
  /** The position around which it is shown; Infinity for its newest. */
  readonly anchor: number;
  readonly loading: 'older' | 'newer' | null;
  /** The last try did not work. */
  readonly failed: boolean;
}

const unread: Reading = { anchor: Infinity, loading: null, failed: false };
const pageSize = 50;

/** Reads conversations page by page, as they are scrolled through: from this device where it has them, else from the server. */
export class History {
  readonly #options: HistoryOptions;
  readonly #readings = new Map<string, Reading>();
  /** Counts the times that everything was forgotten: a page that was asked for before is nobody's. */
  #epoch = 0;

  constructor(options: HistoryOptions) {
    this.#options = options;
  }

  reading(id: string): Reading {
    return this.#readings.get(id) ?? unread;
  }

  /** Shows the conversation around a message that a search found, or at its newest. */
  showAround(id: string, message: ChatMessage | null): void {
    if (message !== null) {
      const covers = { from: message.position, to: message.position };
      this.#options.book.read(id, { messages: [message], covers });
    }
    this.#change(id, { anchor: message?.position ?? Infinity, failed: false });
  }

  /** Reads the page before what is shown. */
  async older(id: string): Promise<void> {
    const { book, kept } = this.#options;
    const { messages, range, hasOlder } = book.window(id, this.reading(id).anchor);
    if (!hasOlder || range === null) return;
    await this.#load(id, 'older', async () => {
      const here = await kept.page(id, range.from, 4 * pageSize).catch(() => null);
      if (here !== null) return here;
      return this.#olderThan(id, range.from, messages);
    });
  }

  /**
   * What the server has before a position. Messages that came live have no cursor of their own: where none is known, the
   * conversation is read from its end, until a page reaches past what is there.
   */
  async #olderThan(id: string, position: number, known: readonly ChatMessage[]): Promise<HistoryPage | null> {
    let before = known.find(({ cursor }) => cursor !== null)?.cursor ?? '';
    for (;;) {
      const result = await this.#options.api.messages({ conversation: id, before, limit: pageSize });
      if (!result.ok) return null;
      const { messages, next } = result.value;
      // What came meanwhile arrives by itself, and counts then.
      const older = messages.filter((message) => message.position < position).map(listedMessageOf);
      if (next === null) return { messages: older, covers: { from: 1, to: position - 1 } };
      const [oldest] = older;
      if (oldest !== undefined)
        return { messages: older, covers: { from: oldest.position, to: position - 1 } };
      before = next;
    }
  }

  /** Reads the page after what is shown. */
  async newer(id: string): Promise<void> {
    const { messages, range, hasNewer } = this.#options.book.window(id, this.reading(id).anchor);
    if (!hasNewer || range === null) return;
    await this.#load(id, 'newer', () => this.#newerThan(id, range.to, messages));
  }

  /** What the server has after a position. Where no cursor is known, the conversation is read from its beginning. */
  async #newerThan(id: string, position: number, known: readonly ChatMessage[]): Promise<HistoryPage | null> {
    const { api, book } = this.#options;
    let after = known.filter(({ cursor }) => cursor !== null).at(-1)?.cursor ?? '';
    for (;;) {
      const result = await api.messages({ conversation: id, after, limit: pageSize });
      if (!result.ok) return null;
      const { messages, next } = result.value;
      const newer = messages.filter((message) => message.position > position).map(listedMessageOf);
      const to = Math.max(newer.at(-1)?.position ?? 0, next === null ? (book.tail ?? 0) : 0);
      if (to > position) return { messages: newer, covers: { from: position + 1, to } };
      if (next === null) return null;
      after = next;
    }
  }

  /** The connection is back: what failed may be tried again. */
  revive(): void {
    for (const [id, { failed }] of this.#readings) if (failed) this.#change(id, { failed: false });
  }

  clear(): void {
    this.#epoch++;
    this.#readings.clear();
  }

  async #load(
    id: string,
    direction: 'older' | 'newer',
    read: () => Promise<HistoryPage | null>,
  ): Promise<void> {
    if (this.reading(id).loading !== null) return;
    const epoch = this.#epoch;
    this.#change(id, { loading: direction, failed: false });
    const page = await read();
    if (epoch !== this.#epoch) return;
    if (page !== null) this.#take(id, page);
    this.#change(id, { loading: null, failed: page === null });
  }

  #take(id: string, page: HistoryPage): void {
    const { book, keeper, onMessages } = this.#options;
    book.read(id, page);
    keeper.note({ messages: page.messages, covers: [{ conversation: id, range: page.covers }] });
    onMessages(page.messages);
  }

  #change(id: string, change: Partial<Reading>): void {
    this.#readings.set(id, { ...this.reading(id), ...change });
    this.#options.onChange();
  }
}
