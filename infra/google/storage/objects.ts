import type { Bucket } from '@google-cloud/storage';
import { unlessMissing } from './missing';

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

/** The objects of a bucket by Google's library. */
export function objectsOf(bucket: Bucket): Objects {
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
