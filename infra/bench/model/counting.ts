import type { EventEmitter } from 'node:events';
import type { Operations } from './operations';

/** What a client of Firestore did so far, as it is billed, and in how many calls. */
export interface Counted extends Operations {
  readonly calls: number;
}

/** The part of the client through which every call goes. It is not public: a client that has none is refused. */
interface Requests {
  request(
    method: string,
    body: { readonly writes?: readonly object[] },
    ...rest: unknown[]
  ): Promise<unknown>;
  requestStream(method: string, ...rest: unknown[]): Promise<EventEmitter>;
}

interface Answer {
  readonly found?: unknown;
  readonly missing?: unknown;
  readonly document?: unknown;
}

/**
 * Counts what goes through this client of Firestore from now on: documents that come back, also as missing, and one for
 * a query that finds nothing; writes and deletes in commits. An aggregation counts as one read, which holds for up to a
 * thousand entries.
 * @param client a `Firestore`
 * @throws TypeError when the client's calls can't be watched
 */
export function countOperations(client: object): { counted(): Counted; reset(): void } {
  const watched = client as Requests;
  const { request, requestStream } = watched;
  if (typeof request !== 'function' || typeof requestStream !== 'function') {
    throw new TypeError('This client of Firestore sends its calls another way than the counter knows.');
  }
  let counts = { reads: 0, writes: 0, deletes: 0, calls: 0 };
  const add = (more: Partial<Counted>) => {
    for (const [name, count] of Object.entries(more)) counts[name as keyof Counted] += count;
  };

  watched.request = async (method, body, ...rest) => {
    const deletes = (body.writes ?? []).filter((write) => 'delete' in write && write.delete).length;
    const answer = await request.call(watched, method, body, ...rest);
    add({ calls: 1, writes: (body.writes ?? []).length - deletes, deletes });
    return answer;
  };
  watched.requestStream = async (method, ...rest) => {
    const stream = await requestStream.call(watched, method, ...rest);
    add({ calls: 1 });
    if (method === 'runAggregationQuery') add({ reads: 1 });
    let documents = 0;
    const emit = stream.emit.bind(stream);
    stream.emit = (event: string, ...values: unknown[]) => {
      const answer = values[0] as Answer | null | undefined;
      if (event === 'data') {
        const isDocument =
          method === 'runQuery'
            ? Boolean(answer?.document)
            : method === 'batchGetDocuments' && Boolean(answer?.found ?? answer?.missing);
        if (isDocument) {
          documents++;
          add({ reads: 1 });
        }
      }
      if (event === 'end' && method === 'runQuery' && documents === 0) add({ reads: 1 });
      return emit(event, ...values);
    };
    return stream;
  };
  return {
    counted: () => counts,
    reset: () => (counts = { reads: 0, writes: 0, deletes: 0, calls: 0 }),
  };
}
