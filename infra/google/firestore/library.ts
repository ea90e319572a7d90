import {
  AggregateField,
  FieldValue,
  Firestore,
  Timestamp,
  type DocumentReference,
  type DocumentSnapshot,
  type Query,
} from '@google-cloud/firestore';
import type { Database } from './database';

/** Google's client library, as the store takes it. */
export class LibraryFirestore extends Firestore implements Database {
  readonly serverTime = FieldValue.serverTimestamp();

  async allOf(documents: readonly DocumentReference[]): Promise<readonly DocumentSnapshot[]> {
    return documents.length === 0 ? [] : this.getAll(...documents);
  }

  momentOf(seconds: number, nanoseconds: number): Timestamp {
    return new Timestamp(seconds, nanoseconds);
  }

  async countOf(query: Query): Promise<number> {
    return (await query.count().get()).data().count;
  }

  async sumOf(query: Query, field: string): Promise<number> {
    return (await query.aggregate({ sum: AggregateField.sum(field) }).get()).data().sum;
  }
}
