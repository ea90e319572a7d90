import { hasCode } from '../status';

/** The status with which Cloud Storage says that an object is not there. */
export const notFound = 404;

/** What Google's library reads of an object; null where there is none. */
export async function unlessMissing<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (failure) {
    if (hasCode(failure, notFound)) return null;
    throw failure;
  }
}
