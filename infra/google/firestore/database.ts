/*
 * What the store needs of a client of Firestore, in the words of Google's library, which is one (library.ts). Another one
 * speaks HTTP and loads in a moment (firestore-http). Fields are named by their names alone, never by a path through maps.
 */

/** What is written to a document. Of its values those of {@link Database.serverTime} stand in the document itself only. */
export type Fields = Readonly<Record<string, unknown>>;

/** A time as Firestore keeps it; a `Date` may be written in its place. */
export interface Moment {
  readonly seconds: number;
  readonly nanoseconds: number;
}

export interface DocumentReference {
  readonly id: string;
  /** From the root of the database: `users/1/inbox/0000000001`. */
  readonly path: string;
  get(): Promise<DocumentSnapshot>;
  /** Fails with `alreadyExists` where there is one. */
  create(fields: Fields): Promise<unknown>;
  /** Writes the whole document. */
  set(fields: Fields): Promise<unknown>;
  delete(): Promise<unknown>;
}

/** A document as it was read, or that there was none. */
export interface DocumentSnapshot {
  readonly id: string;
  readonly ref: DocumentReference;
  readonly exists: boolean;
  data(): Fields | undefined;
  get(field: string): unknown;
}

export type Comparison = '==' | '<' | '<=' | '>' | 'in' | 'array-contains' | 'array-contains-any';
export type Direction = 'asc' | 'desc';

/** A query; each method gives another one. */
export interface Query {
  where(field: string, comparison: Comparison, value: unknown): Query;
  /** `__name__` is the document's name. */
  orderBy(field: string, direction?: Direction): Query;
  /** These fields of the documents found; none of them without any. */
  select(...fields: string[]): Query;
  limit(most: number): Query;
  /** A value for each order, a reference for that of names. */
  startAt(...values: unknown[]): Query;
  startAfter(...values: unknown[]): Query;
  endAt(...values: unknown[]): Query;
  get(): Promise<QuerySnapshot>;
}

export interface QuerySnapshot {
  readonly docs: readonly DocumentSnapshot[];
  readonly size: number;
  readonly empty: boolean;
}

export interface CollectionReference extends Query {
  doc(id: string): DocumentReference;
}

/** Writes that are made together or not at all. */
export interface Writes {
  create(document: DocumentReference, fields: Fields): unknown;
  set(document: DocumentReference, fields: Fields): unknown;
  /** Writes these fields of a document that is there; fails with `notFound` where there is none. */
  update(document: DocumentReference, fields: Fields): unknown;
  delete(document: DocumentReference): unknown;
}

export interface WriteBatch extends Writes {
  commit(): Promise<unknown>;
}

/** What is read stays so until the writes are made. All is read before the first write. */
export interface Transaction extends Writes {
  get(document: DocumentReference): Promise<DocumentSnapshot>;
}

/** A database of Firestore. What it refuses rejects with gRPC's code. */
export interface Database {
  doc(path: string): DocumentReference;
  collection(path: string): CollectionReference;
  /** All collections of that name, wherever they lie. */
  collectionGroup(name: string): Query;
  /** Documents read at once, in the order of the references; none for none. */
  allOf(documents: readonly DocumentReference[]): Promise<readonly DocumentSnapshot[]>;
  batch(): WriteBatch;
  /** Runs `work` again where another transaction was in its way. */
  runTransaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>;
  /** How many documents a query finds, counted by the server. */
  countOf(query: Query): Promise<number>;
  /** The sum of a field over what a query finds. */
  sumOf(query: Query, field: string): Promise<number>;
  /** The value that the server makes the time of its writing. */
  readonly serverTime: unknown;
  /** A moment as a query takes it. */
  momentOf(seconds: number, nanoseconds: number): Moment;
}
