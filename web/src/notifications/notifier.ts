import type { NotificationPreferences } from './preferences';

/** Something to be told of. */
export interface News {
  /** Where it happened; later news of the same place takes its place. */
  readonly place: string;
  readonly from: string;
  readonly text: string;
  /** Leads there. */
  readonly open: () => void;
}

/** What a notification says. */
export interface Shown {
  readonly title: string;
  readonly body: string;
  readonly tag: string;
}

export interface NotifierOptions {
  readonly preferences: () => NotificationPreferences;
  readonly isPermitted: () => boolean;
  /** Whether nothing is to be said of a place. */
  readonly isMuted: (place: string) => boolean;
  /** Whether the page is out of sight. */
  readonly isHidden: () => boolean;
  readonly show: (shown: Shown, open: () => void) => void;
  readonly after: (milliseconds: number, callback: () => void) => () => void;
  readonly words: { readonly some: (count: number) => string; readonly one: string };
}

/** What comes within so many milliseconds is one notification for each place. */
const together = 400;

/** Tells of new messages while the page is out of sight: one at a time for each conversation, however many came. */
export class Notifier {
  readonly #options: NotifierOptions;
  readonly #waiting = new Map<string, readonly News[]>();
  #cancel: (() => void) | null = null;

  constructor(options: NotifierOptions) {
    this.#options = options;
  }

  tell(news: News): void {
    const { preferences, isPermitted, isMuted, isHidden, after } = this.#options;
    if (!preferences().isOn || !isPermitted() || isMuted(news.place) || !isHidden()) return;
    this.#waiting.set(news.place, [...(this.#waiting.get(news.place) ?? []), news]);
    this.#cancel ??= after(together, () => this.#show());
  }

  /** Nothing that waits is shown any more. */
  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#waiting.clear();
  }

  #show(): void {
    const { preferences, show, words } = this.#options;
    const { showsText } = preferences();
    for (const [place, all] of this.#waiting) {
      const last = all.at(-1)!;
      const body = all.length > 1 ? words.some(all.length) : showsText ? last.text.slice(0, 200) : words.one;
      show({ title: last.from, body, tag: place }, last.open);
    }
    this.stop();
  }
}
