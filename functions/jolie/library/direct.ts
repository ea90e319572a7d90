import type { DirectOperation, NativeOperation } from '../run/native';
import { toText, Value, type Basic } from '../values';

type Reads = DirectOperation['run'];

/** An operation of the request's own value and of those under these names. */
export const reading = (names: readonly string[], run: Reads): DirectOperation => ({ names, run });

/** An operation of the request's own text, and of the texts under two names at most. */
export const readingTexts = (
  names: readonly string[],
  run: (context: Parameters<Reads>[0], own: string, a: string, b: string) => Value | Basic,
): DirectOperation => reading(names, (context, own, a, b) => run(context, toText(own), toText(a), toText(b)));

/** Names such operations. Each call costs twenty gas beside what the operation charges. */
export const direct = (
  table: Readonly<Record<string, DirectOperation>>,
): ReadonlyMap<string, DirectOperation> =>
  new Map(
    Object.entries(table).map(([name, { names, run }]) => [
      name,
      reading(names, (context, own, a, b, c) => {
        context.meter.charge(20);
        return run(context, own, a, b, c);
      }),
    ]),
  );

/** The same operations, of requests that are trees. */
export const ofRequests = (
  table: ReadonlyMap<string, DirectOperation>,
): ReadonlyMap<string, NativeOperation> =>
  new Map(
    [...table].map(
      ([
        name,
        {
          names: [a = '', b = '', c = ''],
          run,
        },
      ]) => [
        name,
        (request, context) => {
          const under = (each: string): Basic => (each === '' ? undefined : request.child(each)?.basic);
          const result = run(context, request.basic, under(a), under(b), under(c));
          return result instanceof Value ? result : new Value(result);
        },
      ],
    ),
  );
