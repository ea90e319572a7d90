import type { Ask } from '../http';
import { GoogleError } from '../errors';
import { retried } from '../retried';
import { failureOf, FirestoreFailure, type CodeName } from './failure';

/** What of Firestore's HTTP interface is used: https://firebase.google.com/docs/firestore/reference/rest. */
export type Method =
  'batchGet' | 'runQuery' | 'runAggregationQuery' | 'beginTransaction' | 'commit' | 'rollback';

/** The methods of one database. */
export interface Calls {
  /** What every document's name begins with. */
  readonly root: string;
  /** Calls a method, on what lies under the document of a path where one is given. */
  call(
    method: Method,
    json: object,
    options?: { readonly under?: string; readonly once?: boolean },
  ): Promise<unknown>;
}

/** What may be over in a moment. */
const passing: ReadonlySet<CodeName> = new Set(['UNAVAILABLE', 'RESOURCE_EXHAUSTED']);
/** And when nothing was to be written, so that doing it twice is no harm. */
const passingForReads: ReadonlySet<CodeName> = new Set([...passing, 'INTERNAL', 'DEADLINE_EXCEEDED']);

/**
 * The calls of a database. One that fails for a moment is tried again, unless it is to be done once. A commit whose
 * answer was lost is, too: its preconditions then fail, as they do with Google's library.
 */
export function openCalls(ask: Ask, projectId: string, databaseId: string): Calls {
  const root = `projects/${projectId}/databases/${databaseId}/documents`;

  const attempt = async (path: string, json: string): Promise<unknown> => {
    const answer = await ask('POST', path, json).catch((cause: unknown) => {
      if (cause instanceof GoogleError) throw cause;
      throw new FirestoreFailure('UNAVAILABLE', 'no answer', { cause });
    });
    if (answer.status !== 200) throw failureOf(answer);
    return JSON.parse(answer.body);
  };

  return {
    root,
    async call(method, json, { under = '', once = false } = {}) {
      const place = ['', ...under.split('/').filter((each) => each !== '')].map(encodeURIComponent).join('/');
      const path = `/v1/${root}${place}:${method}`;
      const body = JSON.stringify(json);
      const reasons = method === 'commit' ? passing : passingForReads;
      const isPassing = (failure: unknown) =>
        failure instanceof FirestoreFailure && reasons.has(failure.reason);
      return once ? attempt(path, body) : retried(() => attempt(path, body), isPassing);
    },
  };
}
