import type { Bucket } from '@google-cloud/storage';
import { hasCode } from '../status';

/** What is read of an object's metadata, in the words of Cloud Storage. */
export interface ObjectMetadata {
  readonly generation?: string | number | undefined;
  readonly metageneration?: string | number | undefined;
  readonly timeCreated?: string | undefined;
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
}

/** The objects of a bucket, for who reads them; null for what is not there. */
export interface Objects {
  /** Of the live generation, unless one is named. */
  metadata(name: string, generation?: string): Promise<ObjectMetadata | null>;
  text(name: string, generation: string): Promise<string | null>;
}

const notFound = 404;

/** The objects of a bucket by Google's library. */
export function objectsOf(bucket: Bucket): Objects {
  const unlessMissing = async <T>(read: () => Promise<T>): Promise<T | null> => {
    try {
      return await read();
    } catch (failure) {
      if (hasCode(failure, notFound)) return null;
      throw failure;
    }
  };
  return {
    metadata: (name, generation) =>
      unlessMissing(async () => {
        const file = bucket.file(name, generation === undefined ? {} : { generation });
        return (await file.getMetadata())[0];
      }),
    text: (name, generation) =>
      unlessMissing(async () => (await bucket.file(name, { generation }).download())[0].toString('utf8')),
  };
}
