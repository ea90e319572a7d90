import type { DocumentReference, DocumentSnapshot, Fields } from '../firestore/database';
import type { Calls } from './calls';
import { decodeFields, type WireFields } from './values';
import { createOf, deletionOf, setOf, type Write } from './writes';

/** A document as a request and an answer name it. */
export interface WireDocument {
  readonly name: string;
  readonly fields?: WireFields;
}

export class HttpDocument implements DocumentReference {
  readonly id: string;
  /** Of Firestore's own: with the project and the database. */
  readonly name: string;

  /** Throws where the path names none: a part of it is empty, or it ends with a collection. */
  constructor(
    private readonly calls: Calls,
    readonly path: string,
  ) {
    const parts = path.split('/');
    if (parts.length % 2 === 1 || parts.includes('')) throw new TypeError(`${path} names no document.`);
    this.id = parts.at(-1)!;
    this.name = `${calls.root}/${path}`;
  }

  async get(): Promise<DocumentSnapshot> {
    const [snapshot] = await readAll(this.calls, [this]);
    return snapshot!;
  }

  create(fields: Fields): Promise<unknown> {
    return this.write(createOf(this.name, fields));
  }

  set(fields: Fields): Promise<unknown> {
    return this.write(setOf(this.name, fields));
  }

  delete(): Promise<unknown> {
    return this.write(deletionOf(this.name));
  }

  private write(write: Write): Promise<unknown> {
    return this.calls.call('commit', { writes: [write] });
  }
}

/** A document as it was read; null fields where there was none. */
export class HttpSnapshot implements DocumentSnapshot {
  constructor(
    readonly ref: HttpDocument,
    private readonly fields: Fields | null,
  ) {}

  get id(): string {
    return this.ref.id;
  }

  get exists(): boolean {
    return this.fields !== null;
  }

  data(): Fields | undefined {
    return this.fields ?? undefined;
  }

  get(field: string): unknown {
    return this.fields?.[field];
  }

  static of(calls: Calls, { name, fields }: WireDocument): HttpSnapshot {
    return new HttpSnapshot(new HttpDocument(calls, name.slice(calls.root.length + 1)), decodeFields(fields));
  }
}

/** Reads documents in the order of the references, in a transaction where one is named. */
export async function readAll(
  calls: Calls,
  documents: readonly HttpDocument[],
  transaction?: string,
): Promise<readonly HttpSnapshot[]> {
  if (documents.length === 0) return [];
  const names = [...new Set(documents.map(({ name }) => name))];
  const answers = (await calls.call('batchGet', {
    documents: names,
    ...(transaction === undefined ? {} : { transaction }),
  })) as readonly { readonly found?: WireDocument }[];
  // Answers come in any order.
  const found = new Map(
    answers.flatMap(({ found: one }) => (one === undefined ? [] : [[one.name, one.fields]])),
  );
  return documents.map(
    (document) =>
      new HttpSnapshot(document, found.has(document.name) ? decodeFields(found.get(document.name)) : null),
  );
}
