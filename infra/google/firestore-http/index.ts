import type { Database, DocumentReference, Query, Transaction } from '../firestore/database';
import { identityFor, openHttp } from '../http';
import { HttpBatch } from './batch';
import { openCalls, type Calls } from './calls';
import { HttpDocument, readAll } from './documents';
import { HttpCollection, HttpQuery } from './query';
import { runTransaction } from './transaction';
import { FirestoreMoment } from './values';
import { serverTime } from './writes';

/** The emulator takes who says so for somebody whom no rule concerns. */
const owner = async () => ({ authorization: 'Bearer owner' });

/**
 * A database of the project by HTTP, at the emulator (`host:port`) where one is named: for what begins with an event.
 * Google's library takes longer to load and to make its first call than all the rest of a function.
 */
export function openFirestoreHttp(projectId: string, databaseId: string, emulator = ''): Database {
  const ask =
    emulator === ''
      ? openHttp('https://firestore.googleapis.com', identityFor('datastore'))
      : openHttp(`http://${emulator}`, owner);
  return new HttpFirestore(openCalls(ask, projectId, databaseId));
}

class HttpFirestore implements Database {
  readonly serverTime = serverTime;

  constructor(private readonly calls: Calls) {}

  doc(path: string): HttpDocument {
    return new HttpDocument(this.calls, path);
  }

  collection(path: string): HttpCollection {
    return new HttpCollection(this.calls, path);
  }

  collectionGroup(name: string): HttpQuery {
    return new HttpQuery(this.calls, '', { from: [{ collectionId: name, allDescendants: true }] });
  }

  allOf(documents: readonly DocumentReference[]) {
    return readAll(
      this.calls,
      documents.map(({ path }) => this.doc(path)),
    );
  }

  batch(): HttpBatch {
    return new HttpBatch(this.calls);
  }

  runTransaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return runTransaction(this.calls, work);
  }

  countOf(query: Query): Promise<number> {
    return (query as HttpQuery).aggregate({ count: {} });
  }

  sumOf(query: Query, field: string): Promise<number> {
    return (query as HttpQuery).aggregate({ sum: { field: { fieldPath: field } } });
  }

  momentOf(seconds: number, nanoseconds: number): FirestoreMoment {
    return new FirestoreMoment(seconds, nanoseconds);
  }
}
