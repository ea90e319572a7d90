import type { Api, User } from '../../api';
import { Cell } from '../../store';

export interface DirectorySnapshot {
  /** Everybody known, by name. */
  readonly people: readonly User[];
  readonly names: ReadonlyMap<number, string>;
  /** Whether the first page has come, or could not be had. */
  readonly state: 'loading' | 'loaded' | 'failed';
}

/** Keeps names between visits, so that a page without a network can name people. */
export interface Remembered {
  load(): readonly User[];
  save(people: readonly User[]): void;
}

const pageSize = 200;
/** A small team is known whole; a larger one by searching. */
const pagesAtStart = 5;
/** Names that are kept between visits, at most. */
const mostRemembered = 1_000;

/** The people of this server, as far as the page has met them. */
export class Directory {
  readonly #users: Api['users'];
  readonly #known = new Map<number, User>();
  /** Who was asked for by id: not twice. */
  readonly #asked = new Set<number>();
  readonly snapshot = new Cell<DirectorySnapshot>({ people: [], names: new Map(), state: 'loading' });
  #loading: Promise<void> | null = null;

  readonly #remembered: Remembered | null;

  constructor(api: Pick<Api, 'users'>, remembered: Remembered | null = null) {
    this.#users = api.users;
    this.#remembered = remembered;
    const people = remembered?.load() ?? [];
    if (people.length > 0) this.#meet(people);
  }

  /** Reads the people anew; calls during a reading share it. */
  load(): Promise<void> {
    this.#loading ??= this.#read().finally(() => (this.#loading = null));
    return this.#loading;
  }

  /** Meets those whose names begin with the text, also beyond what was loaded. */
  async search(text: string): Promise<void> {
    const result = await this.#users({ q: text, limit: 50 });
    if (result.ok) this.#meet(result.value.users);
  }

  /** Makes sure that these people's names are known, when they can be: someone may be newer than our reading. */
  async require(ids: Iterable<number>): Promise<void> {
    const missing = [...new Set(ids)].filter((id) => !this.#known.has(id) && !this.#asked.has(id));
    for (const id of missing) this.#asked.add(id);
    for (let from = 0; from < missing.length; from += pageSize) {
      const part = missing.slice(from, from + pageSize);
      const result = await this.#users({ ids: part });
      if (result.ok) this.#meet(result.value.users);
      else for (const id of part) this.#asked.delete(id);
    }
  }

  async #read(): Promise<void> {
    let after: string | undefined;
    for (let page = 0; page < pagesAtStart; page++) {
      const result = await this.#users({ limit: pageSize, ...(after === undefined ? {} : { after }) });
      if (!result.ok) return this.#show(this.#known.size > 0 ? 'loaded' : 'failed');
      this.#meet(result.value.users);
      if (result.value.next === null || result.value.next === undefined) return;
      after = result.value.next;
    }
  }

  #meet(users: readonly User[]): void {
    for (const user of users) this.#known.set(user.id, user);
    this.#remembered?.save([...this.#known.values()].slice(-mostRemembered));
    this.#show('loaded');
  }

  #show(state: DirectorySnapshot['state']): void {
    const people = [...this.#known.values()].sort((a, b) => a.username.localeCompare(b.username));
    this.snapshot.set({ people, names: new Map(people.map(({ id, username }) => [id, username])), state });
  }
}
