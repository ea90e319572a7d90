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
      const before = messages[0]?.cursor ?? '';
      const result = await this.#options.api.messages({ conversation: id, before, limit: pageSize });
      if (!result.ok) return null;
      const found = result.value.messages.map(listedMessageOf);
      const from = result.value.next === null ? 1 : Math.min(found[0]!.position, range.from - 1);
      return { messages: found, covers: { from, to: range.from - 1 } };
    });
  }

  /** Reads the page after what is shown. */
  async newer(id: string): Promise<void> {
    const { book, api } = this.#options;
    const { messages, range, hasNewer } = book.window(id, this.reading(id).anchor);
    const last = messages.at(-1);
    if (!hasNewer || range === null || last === undefined) return;
    await this.#load(id, 'newer', async () => {
      const result = await api.messages({ conversation: id, after: last.cursor, limit: pageSize });
      if (!result.ok) return null;
      const found = result.value.messages.map(listedMessageOf);
      const reached = found.at(-1)?.position ?? range.to;
      const to = result.value.next === null ? Math.max(reached, book.tail ?? 0) : reached;
      return to > range.to ? { messages: found, covers: { from: range.to + 1, to } } : null;
    });
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
