import { deleteDB, openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from 'idb';
import { Cell } from '../../../store';
import type { ChatMessage } from '../model/message';
import type { Unconfirmed } from '../model/outbox';
import { rangeAt, withRange, type Range } from '../model/ranges';
import type { Summary } from '../model/summary';
import { nothingLeft, type Changes, type Kept, type Left, type Progress } from './kept';

/** `generation` counts the times that everything was forgotten: what a tab holds from before is not mixed in. */
type StoredProgress = Partial<Progress> & { readonly generation: number };

interface ChatSchema extends DBSchema {
  messages: {
    key: number;
    value: ChatMessage;
    indexes: { conversation: [string, number]; uid: string };
  };
  summaries: { key: string; value: Summary };
  covers: { key: string; value: readonly Range[] };
  waiting: { key: string; value: Unconfirmed };
  drafts: { key: string; value: string };
  delivered: { key: string; value: readonly number[] };
  progress: { key: string; value: StoredProgress };
}

/** What only this device has. */
type Own = Pick<Changes, 'waiting' | 'drafts'>;
const nothingOwn: Own = { waiting: new Map(), drafts: new Map() };

type Database = IDBPDatabase<ChatSchema>;
const stores = ['messages', 'summaries', 'covers', 'waiting', 'drafts', 'delivered', 'progress'] as const;
const received = ['messages', 'summaries', 'covers', 'delivered', 'progress'] as const;
type Writing = IDBPTransaction<ChatSchema, typeof stores, 'readwrite'>;

const open = (name: string, onGone: () => void): Promise<Database> =>
  openDB<ChatSchema>(name, 1, {
    upgrade(db) {
      const messages = db.createObjectStore('messages', { keyPath: 'position' });
      messages.createIndex('conversation', ['conversation', 'position']);
      messages.createIndex('uid', 'messageUid');
      db.createObjectStore('summaries', { keyPath: 'id' });
      db.createObjectStore('waiting', { keyPath: 'messageUid' });
      for (const name of ['covers', 'drafts', 'delivered', 'progress'] as const) db.createObjectStore(name);
    },
    // Another tab signs this person out, or brings a newer version: this one must let go.
    blocking: (_current, _blocked, event) => {
      (event.target as IDBDatabase).close();
      onGone();
    },
    terminated: onGone,
  });

async function readAll(db: Database): Promise<{ left: Left; generation: number }> {
  const tx = db.transaction(stores);
  const [progress, summaries, waiting, draftKeys, drafts, deliveredKeys, delivered] = await Promise.all([
    tx.objectStore('progress').get('inbox'),
    tx.objectStore('summaries').getAll(),
    tx.objectStore('waiting').getAll(),
    tx.objectStore('drafts').getAllKeys(),
    tx.objectStore('drafts').getAll(),
    tx.objectStore('delivered').getAllKeys(),
    tx.objectStore('delivered').getAll(),
  ]);
  // Another tab may have received what this one had put down as still on its way.
  const uid = tx.objectStore('messages').index('uid');
  const arrived = await Promise.all(waiting.map(({ messageUid }) => uid.getKey(messageUid)));
  const { tailFrom, cursor, reached, generation = 0 } = progress ?? {};
  const left: Left = {
    progress:
      tailFrom === undefined || cursor === undefined || reached === undefined
        ? null
        : { tailFrom, cursor, reached },
    summaries,
    waiting: waiting.filter((_, i) => arrived[i] === undefined).sort((a, b) => a.writtenAt - b.writtenAt),
    drafts: new Map(draftKeys.map((key, i) => [key, drafts[i]!])),
    delivered: new Map(deliveredKeys.map((key, i) => [key, delivered[i]!])),
  };
  return { left, generation };
}

async function writeOwn(tx: Writing, { waiting, drafts }: Own): Promise<void> {
  for (const [uid, message] of waiting) {
    if (message === null) await tx.objectStore('waiting').delete(uid);
    else await tx.objectStore('waiting').put(message);
  }
  for (const [conversation, text] of drafts) {
    if (text === '') await tx.objectStore('drafts').delete(conversation);
    else await tx.objectStore('drafts').put(text, conversation);
  }
}

async function writeReceived(tx: Writing, changes: Changes, generation: number): Promise<void> {
  const stored = await tx.objectStore('progress').get('inbox');
  if ((stored?.generation ?? 0) !== generation) return;
  for (const message of changes.messages) await tx.objectStore('messages').put(message);
  for (const summary of changes.summaries) await tx.objectStore('summaries').put(summary);
  for (const [uid, people] of changes.delivered) await tx.objectStore('delivered').put(people, uid);
  for (const { conversation, range } of changes.covers) {
    const ranges = (await tx.objectStore('covers').get(conversation)) ?? [];
    await tx.objectStore('covers').put(withRange(ranges, range), conversation);
  }
  if (changes.progress !== null)
    await tx.objectStore('progress').put({ ...changes.progress, generation }, 'inbox');
}

/** Keeps a person's chat in the browser's IndexedDB, in a database of their own. */
export class IndexedKept implements Kept {
  readonly lasts = new Cell(true);
  readonly #name: string;
  /** What only this device has and it could not keep: it is tried again with the next change. */
  #unwritten: Own = nothingOwn;
  #db: Promise<Database | null> | null = null;
  #generation = 0;

  constructor(userId: number) {
    this.#name = `parley.chat.${userId}`;
  }

  async read(): Promise<Left> {
    return this.#try(nothingLeft, async (db) => {
      const { left, generation } = await readAll(db);
      this.#generation = generation;
      return left;
    });
  }

  page(conversation: string, before: number, limit: number) {
    return this.#try(null, async (db) => {
      const tx = db.transaction(['messages', 'covers', 'progress']);
      const stored = (await tx.objectStore('covers').get(conversation)) ?? [];
      const { tailFrom, reached, generation } = (await tx.objectStore('progress').get('inbox')) ?? {};
      if (tailFrom === undefined || reached === undefined || generation !== this.#generation) return null;
      const to = Math.min(before - 1, reached);
      const range = rangeAt(withRange(stored, { from: tailFrom + 1, to: reached }), to);
      if (range === null || (before !== Infinity && to !== before - 1)) return null;
      const bounds = IDBKeyRange.bound([conversation, range.from], [conversation, to]);
      const messages: ChatMessage[] = [];
      let cursor = await tx.objectStore('messages').index('conversation').openCursor(bounds, 'prev');
      while (cursor !== null && messages.length < limit) {
        messages.unshift(cursor.value);
        cursor = await cursor.continue();
      }
      const from = cursor === null ? range.from : messages[0]!.position;
      return { messages, covers: { from, to } };
    });
  }

  find(conversation: string, messageUid: string) {
    return this.#try(null, async (db) => {
      const found = await db.getAllFromIndex('messages', 'uid', messageUid);
      return found.find((message) => message.conversation === conversation) ?? null;
    });
  }

  async write(changes: Changes): Promise<void> {
    const generation = this.#generation;
    const own: Own = {
      waiting: new Map([...this.#unwritten.waiting, ...changes.waiting]),
      drafts: new Map([...this.#unwritten.drafts, ...changes.drafts]),
    };
    try {
      this.#wrote(
        own,
        await this.#inOne(async (tx) => {
          await writeOwn(tx, own);
          await writeReceived(tx, changes, generation);
        }),
      );
    } catch {
      // The device is full: what the server has too makes room for what only this device has.
      await this.clear();
      this.#wrote(own, await this.#inOne((tx) => writeOwn(tx, own)).catch(() => false));
      // What was received since lies in memory alone, so nothing more of it is put down in this visit.
      this.#generation = -1;
    }
  }

  #wrote(own: Own, isWritten: boolean): void {
    this.#unwritten = isWritten ? nothingOwn : own;
    if (this.lasts.get() !== isWritten) this.lasts.set(isWritten);
  }

  async clear(): Promise<void> {
    await this.#inOne(async (tx) => {
      const { generation = 0 } = (await tx.objectStore('progress').get('inbox')) ?? {};
      for (const store of received) await tx.objectStore(store).clear();
      await tx.objectStore('progress').put({ generation: generation + 1 }, 'inbox');
      this.#generation = generation + 1;
    }).catch(() => {});
  }

  async erase(): Promise<void> {
    const db = await this.#db?.catch(() => null);
    db?.close();
    this.#db = Promise.resolve(null);
    await deleteDB(this.#name).catch(() => {});
  }

  /** One transaction: whether there is a database to write to; rejects when there is and nothing was written. */
  async #inOne(work: (tx: Writing) => Promise<void>): Promise<boolean> {
    const done = await this.#strictly(async (db) => {
      const tx = db.transaction(stores, 'readwrite');
      tx.done.catch(() => {});
      await work(tx);
      await tx.done;
      return true;
    });
    return done ?? false;
  }

  async #strictly<T>(work: (db: Database) => Promise<T>): Promise<T | null> {
    // Where the browser forbids it, asking for the database throws at once.
    this.#db ??= (async () => open(this.#name, () => (this.#db = Promise.resolve(null))))().catch(() => null);
    const db = await this.#db;
    if (db !== null) return work(db);
    if (this.lasts.get()) this.lasts.set(false);
    return null;
  }

  async #try<T>(otherwise: T, work: (db: Database) => Promise<T>): Promise<T> {
    try {
      return (await this.#strictly(work)) ?? otherwise;
    } catch {
      return otherwise;
    }
  }
}
