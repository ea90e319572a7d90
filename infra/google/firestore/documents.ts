import type { DocumentSnapshot } from './database';
import { GoogleError } from '../errors';

/** Says of each field of a document whether a value is one of its. */
export type Shape<T> = { readonly [K in keyof T]-?: (value: unknown) => boolean };

export const isString = (value: unknown): boolean => typeof value === 'string';
export const isBoolean = (value: unknown): boolean => typeof value === 'boolean';
export const isNumber = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value);
export const isInteger = (value: unknown): boolean => Number.isSafeInteger(value);
export const isStrings = (value: unknown): boolean => Array.isArray(value) && value.every(isString);
export const isIntegers = (value: unknown): boolean => Array.isArray(value) && value.every(isInteger);
export const isOneOf =
  (...values: readonly unknown[]) =>
  (value: unknown): boolean =>
    values.includes(value);
export const orAbsent =
  (rule: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    value === undefined || rule(value);

/** The fields of a document that are of the shape. Throws `damaged-document`, with the path and the field. */
export function fieldsOf<T>(snapshot: DocumentSnapshot, shape: Shape<T>): T {
  const data = snapshot.data() ?? {};
  const fields: Record<string, unknown> = {};
  for (const [name, rule] of Object.entries(shape) as [string, (value: unknown) => boolean][]) {
    const value: unknown = data[name];
    if (!rule(value)) {
      throw new GoogleError(
        'damaged-document',
        `The field ${name} of ${snapshot.ref.path} is not what Parley writes there.`,
      );
    }
    if (value !== undefined) fields[name] = value;
  }
  return fields as T;
}

/** Likewise, or null where there is no document. */
export const fieldsIfThere = <T>(snapshot: DocumentSnapshot, shape: Shape<T>): T | null =>
  snapshot.exists ? fieldsOf(snapshot, shape) : null;
