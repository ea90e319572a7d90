import type { Moment } from '../firestore/database';

/** A value as Firestore's HTTP interface writes it: an object whose one key names its type. */
export type WireValue = Readonly<Record<string, unknown>>;
export type WireFields = Readonly<Record<string, WireValue>>;

/** A time with all that Firestore keeps of it, which is more than a `Date` holds. */
export class FirestoreMoment implements Moment {
  constructor(
    readonly seconds: number,
    readonly nanoseconds: number,
  ) {}

  static from(text: string): FirestoreMoment {
    const [, whole = '', fraction = ''] = /^([^.Z]+)(?:\.(\d+))?Z$/.exec(text) ?? [];
    return new FirestoreMoment(Date.parse(`${whole}Z`) / 1000, Number(fraction.padEnd(9, '0')));
  }

  toString(): string {
    const whole = new Date(this.seconds * 1000).toISOString().slice(0, 19);
    return `${whole}.${String(this.nanoseconds).padStart(9, '0')}Z`;
  }
}

/** What JSON has no number for goes as a string. */
const encodeDouble = (value: number): number | string => {
  if (Object.is(value, -0)) return '-0';
  return Number.isFinite(value) ? value : String(value);
};

const encodeNumber = (value: number): WireValue =>
  Number.isSafeInteger(value) && !Object.is(value, -0)
    ? { integerValue: String(value) }
    : { doubleValue: encodeDouble(value) };

const isPlain = (value: object): boolean => [Object.prototype, null].includes(Object.getPrototypeOf(value));

/** Throws where Firestore has no such value, `undefined` among them: what is left out is to be left out on purpose. */
export function encode(value: unknown): WireValue {
  if (value === null) return { nullValue: null };
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { booleanValue: value };
  if (typeof value === 'number') return encodeNumber(value);
  if (value instanceof Date) return { timestampValue: value.toISOString() };
  if (value instanceof FirestoreMoment) return { timestampValue: value.toString() };
  if (Array.isArray(value)) return { arrayValue: { values: value.map(encode) } };
  if (typeof value === 'object' && isPlain(value)) return { mapValue: { fields: encodeFields(value) } };
  throw new TypeError(`Firestore has no value for ${typeof value}.`);
}

export const encodeFields = (fields: object): WireFields =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, encode(value)]));

/** What Parley never writes, such as a place on a map, stays as it came: nobody takes it for what belongs there. */
export function decode(wire: WireValue): unknown {
  const [[type, value] = ['nullValue', null]] = Object.entries(wire);
  switch (type) {
    case 'nullValue':
      return null;
    case 'integerValue':
    case 'doubleValue':
      return Number(value);
    case 'timestampValue':
      return FirestoreMoment.from(value as string);
    case 'arrayValue':
      return ((value as { values?: readonly WireValue[] }).values ?? []).map(decode);
    case 'mapValue':
      return decodeFields((value as { fields?: WireFields }).fields);
    case 'stringValue':
    case 'booleanValue':
      return value;
    default:
      return wire;
  }
}

export const decodeFields = (fields: WireFields = {}): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, decode(value)]));
