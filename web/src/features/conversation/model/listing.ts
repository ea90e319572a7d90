import type { Api, Listed } from '../../../api';

/** How far the list of conversations was read. */
export interface ListingState {
  readonly state: 'waiting' | 'loading' | 'loaded' | 'failed';
  /** Whether the server has conversations beyond those that were read. */
  readonly hasMore: boolean;
}

export interface ListingOptions {
  readonly api: Pick<Api, 'conversations'>;
  readonly after: (milliseconds: number, callback: () => void) => () => void;
  /** A page came; `isFirst` for the newest conversations. */
  readonly onPage: (conversations: readonly Listed[], isFirst: boolean) => void;
  readonly onChange: () => void;
}

const pageSize = 50;
/** Pages that are read again at a reconnect, at most: those that were shown before. */
const mostAgain = 10;
const firstPause = 2_000;
const mostPause = 30_000;

/** Reads the list of conversations from the server: the newest first, more when they are scrolled to. */
export class Listing {
  readonly #options: ListingOptions;
  #state: ListingState = { state: 'waiting', hasMore: false };
  #next: string | null = null;
  #pages = 0;
  #round = 0;
  #failures = 0;
  #cancel = () => {};

  constructor(options: ListingOptions) {
    this.#options = options;
  }

  get state(): ListingState {
    return this.#state;
  }

  /** Reads anew what was read before: unread counts and newest messages come from the server. */
  async refresh(): Promise<void> {
    this.#cancel();
    const round = ++this.#round;
    const wanted = Math.max(1, Math.min(this.#pages, mostAgain));
    this.#show('loading');
    let next: string | null = null;
    for (let page = 0; page < wanted; page++) {
      const result = await this.#options.api.conversations({
        limit: pageSize,
        ...(next === null ? {} : { after: next }),
      });
      if (round !== this.#round) return;
      if (!result.ok) return this.#failed();
      ({ next } = result.value);
      this.#options.onPage(result.value.conversations, page === 0);
      this.#pages = page + 1;
      if (next === null) break;
    }
    this.#next = next;
    this.#failures = 0;
    this.#show('loaded');
  }

  /** Reads the page after those that were read. */
  async more(): Promise<void> {
    if (this.#state.state !== 'loaded' || this.#next === null) return;
    const round = ++this.#round;
    this.#show('loading');
    const result = await this.#options.api.conversations({ limit: pageSize, after: this.#next });
    if (round !== this.#round) return;
    if (!result.ok) return this.#show('failed');
    this.#next = result.value.next;
    this.#pages++;
    this.#options.onPage(result.value.conversations, false);
    this.#show('loaded');
  }

  /** The connection is gone, or all was forgotten: nothing is asked for until `refresh`. */
  stop(): void {
    this.#round++;
    this.#cancel();
    this.#show('waiting');
  }

  #failed(): void {
    const pause = Math.min(mostPause, firstPause * 2 ** this.#failures++);
    this.#cancel = this.#options.after(pause, () => void this.refresh());
    this.#show('failed');
  }

  #show(state: ListingState['state']): void {
    this.#state = { state, hasMore: this.#next !== null };
    this.#options.onChange();
  }
}
