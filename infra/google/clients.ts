import { PubSub } from '@google-cloud/pubsub';
import { Storage, type Bucket } from '@google-cloud/storage';
import { LibraryFirestore } from './firestore/library';

/** A database of the project; FIRESTORE_EMULATOR_HOST sends it to the emulator. */
export const openFirestore = (projectId: string, databaseId: string): LibraryFirestore =>
  new LibraryFirestore({ projectId, databaseId });

/** Pub/Sub of the project; PUBSUB_EMULATOR_HOST sends it to the emulator. */
export const openPubSub = (projectId: string): PubSub => new PubSub({ projectId });

/** A bucket; STORAGE_EMULATOR_HOST (an address with its scheme) sends it to an emulator. */
export const openBucket = (projectId: string, name: string): Bucket =>
  new Storage({ projectId }).bucket(name);
