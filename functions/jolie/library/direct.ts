import type { DirectOperation, NativeOperation } from '../run/native';
import { Value, type Basic } from '../values';
import { gasOfOperation } from './operations';

/** An operation of the request's own value and of those under these names. */
export const reading = (names: readonly string[], run: DirectOperation['run']): DirectOperation => ({
  names,
  run,
  gas: gasOfOperation,
});

/** The same operations, of requests that are trees. */
export const ofRequests = (
  table: Readonly<Record<string, DirectOperation>>,
): ReadonlyMap<string, NativeOperation> =>
  new Map(Object.entries(table).map(([name, direct]) => [name, ofRequest(direct)]));

function ofRequest({ names: [a, b, c], run, gas }: DirectOperation): NativeOperation {
  return (request, context) => {
    context.meter.charge(gas);
    const under = (name?: string): Basic => (name === undefined ? undefined : request.child(name)?.basic);
    const result = run(context, request.basic, under(a), under(b), under(c));
    return result instanceof Value ? result : new Value(result);
  };
}
