import type { NativeContext, NativeOperation } from '../run/native';
import { Double, toInt, toText, Value, type Basic } from '../values';

/** What an operation gives back: a tree, or just a basic value. */
type Result = Value | Basic;

/** What each call costs beside what the operation charges. */
export const gasOfOperation = 20;

/** Names operations; a basic result becomes a tree. */
export function operations(
  table: Readonly<Record<string, (request: Value, context: NativeContext) => Result>>,
): ReadonlyMap<string, NativeOperation> {
  return new Map(
    Object.entries(table).map(([name, operation]) => [
      name,
      (request, context) => {
        context.meter.charge(gasOfOperation);
        const result = operation(request, context);
        return result instanceof Value ? result : new Value(result);
      },
    ]),
  );
}

/** The request's own basic value as text. */
export const textOf = (request: Value): string => toText(request.basic);

/** A child's text; the empty one when it is not there. */
export const childText = (request: Value, name: string): string => toText(request.child(name)?.basic);

/** A child's int; 0 when it is not there. */
export const childInt = (request: Value, name: string): number => toInt(request.child(name)?.basic);

export const hasChild = (request: Value, name: string): boolean => request.vector(name) !== undefined;

/** The values under a name. */
export const childrenOf = (request: Value, name: string): readonly Value[] =>
  request
    .vector(name)
    ?.resolved()
    .items.map((item) => item.resolved()) ?? [];

/** A double as a basic value. */
export const double = (value: number): Double => new Double(value);

/** A string about to be returned: charged before it is made. */
export function made(context: NativeContext, length: number, make: () => string): string {
  context.meter.string(length);
  return make();
}
