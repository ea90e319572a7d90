import { doubleText, doubleTextCost } from './double-text';
import { pieceOf } from './pieces';

/**
 * Jolie's basic values and their operators. How each type is held: void as undefined, bool as boolean, int as number
 * (32 bits), long as bigint (64 bits), string as string, raw as Uint8Array, and double as {@link Double}, so that
 * 1 and 1.0 stay apart. The rules are those of the official interpreter's `Value` class.
 */
export type Basic = undefined | boolean | number | bigint | Double | string | Uint8Array;

/** A double: IEEE 754 with 64 bits. */
export class Double {
  constructor(readonly value: number) {}
}

const isDouble = (v: Basic): v is Double => v instanceof Double;
const isRaw = (v: Basic): v is Uint8Array => v instanceof Uint8Array;

/** The type's name, as `TypeMismatch` texts and tools say it. */
export function typeName(v: Basic): 'void' | 'bool' | 'int' | 'long' | 'double' | 'string' | 'raw' {
  if (v === undefined) return 'void';
  if (typeof v === 'boolean') return 'bool';
  if (typeof v === 'number') return 'int';
  if (typeof v === 'bigint') return 'long';
  if (typeof v === 'string') return 'string';
  return isDouble(v) ? 'double' : 'raw';
}

/**
 * The types that the host tells apart at once, as numbers, which are compared quicker than the names that `typeof` gives.
 * 0 is any other.
 */
export const kinds = { void: 1, bool: 2, int: 3, string: 4 } as const;

/** The number of a value's type. */
export function kindOf(v: unknown): number {
  if (typeof v === 'string') return kinds.string;
  if (typeof v === 'number') return kinds.int;
  if (typeof v === 'boolean') return kinds.bool;
  return v === undefined ? kinds.void : 0;
}

/** The value as text; void is the empty one. */
export function toText(v: Basic): string {
  if (typeof v === 'string') return v;
  if (v === undefined) return '';
  if (isDouble(v)) return doubleText(v.value);
  if (isRaw(v)) return latin(v);
  return String(v);
}

/** What calculating with the value or comparing it costs beyond a step, in gas: texts and bytes by their length. */
export function readCost(v: Basic): number {
  if (typeof v === 'string') return v.length >> 4;
  if (typeof v === 'bigint') return 3;
  return isDouble(v) ? 1 : isRaw(v) ? v.length >> 1 : 0;
}

/** What making the value's text costs beyond a step, in gas. */
export const textCost = (v: Basic): number =>
  isDouble(v) ? doubleTextCost(v.value) : isRaw(v) ? v.length >> 1 : 0;

/** Bytes as text, by UTF-8 as far as it goes. */
function latin(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let i = 0; i < bytes.length;) {
    const from = i;
    while (i < bytes.length && i - from < 4096 && bytes[i]! < 0x80) i++;
    if (i > from) pieces.push(String.fromCharCode(...bytes.subarray(from, i)));
    else {
      const [point, length] = decodeAt(bytes, i);
      pieces.push(String.fromCodePoint(point));
      i += length;
    }
  }
  return pieces.join('');
}

function decodeAt(bytes: Uint8Array, at: number): [number, number] {
  const first = bytes[at]!;
  const more = first < 0x80 ? 0 : first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : first >= 0xc0 ? 1 : -1;
  if (more === 0) return [first, 1];
  if (more < 0) return [0xfffd, 1];
  let point = first & (0x3f >> more);
  for (let i = 1; i <= more; i++) {
    const next = bytes[at + i];
    if (next === undefined || (next & 0xc0) !== 0x80) return [0xfffd, i];
    point = (point << 6) | (next & 0x3f);
  }
  return point > 0x10ffff || (point >= 0xd800 && point < 0xe000) ? [0xfffd, more + 1] : [point, more + 1];
}

/** Java's `trim`: without the control characters and spaces at both ends. */
export function trimmed(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && text.charCodeAt(from) <= 32) from++;
  while (to > from && text.charCodeAt(to - 1) <= 32) to--;
  return pieceOf(text, from, to);
}

/** Java's narrowing of a double to an integer type: truncated, saturated, NaN is 0. */
const saturate = (value: number, least: number, most: number) =>
  Number.isNaN(value) ? 0 : Math.min(most, Math.max(least, Math.trunc(value)));

/** The value as an int; what cannot be one is 0. */
export function toInt(v: Basic): number {
  if (typeof v === 'number') return v;
  if (typeof v === 'boolean') return v ? 1 : 0;
  if (typeof v === 'bigint') return Number(BigInt.asIntN(32, v));
  if (typeof v === 'string') {
    const text = trimmed(v);
    if (!/^[+-]?\d+$/.test(text)) return 0;
    const value = Number(text);
    return value === (value | 0) ? value | 0 : 0;
  }
  if (isDouble(v)) return saturate(v.value, -0x80000000, 0x7fffffff) | 0;
  if (isRaw(v) && v.length >= 4) return new DataView(v.buffer, v.byteOffset, v.length).getInt32(0);
  return 0;
}

/** The value as a long; what cannot be one is 0. */
export function toLong(v: Basic): bigint {
  if (typeof v === 'bigint') return v;
  if (typeof v === 'number') return BigInt(v);
  if (typeof v === 'boolean') return v ? 1n : 0n;
  if (typeof v === 'string') {
    const text = trimmed(v);
    if (!/^[+-]?\d{1,40}$/.test(text)) return 0n;
    const value = BigInt(text.replace(/^\+/, ''));
    return value === BigInt.asIntN(64, value) ? value : 0n;
  }
  if (isDouble(v)) {
    if (Number.isNaN(v.value)) return 0n;
    if (v.value >= 2 ** 63) return 2n ** 63n - 1n;
    if (v.value <= -(2 ** 63)) return -(2n ** 63n);
    return BigInt(Math.trunc(v.value));
  }
  if (isRaw(v) && v.length >= 8) return new DataView(v.buffer, v.byteOffset, v.length).getBigInt64(0);
  return 0n;
}

/** The value as a double; what cannot be one is 0. */
export function toDouble(v: Basic): number {
  if (isDouble(v)) return v.value;
  if (typeof v === 'number') return v;
  if (typeof v === 'bigint') return Number(v);
  if (typeof v === 'boolean') return v ? 1 : 0;
  if (typeof v === 'string') {
    const text = trimmed(v);
    if (/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?[fFdD]?$/.test(text))
      return Number(text.replace(/[fFdD]$/, ''));
    const named = /^([+-]?)(NaN|Infinity)$/.exec(text);
    return named === null ? 0 : named[2] === 'NaN' ? NaN : named[1] === '-' ? -Infinity : Infinity;
  }
  if (isRaw(v) && v.length >= 8) return new DataView(v.buffer, v.byteOffset, v.length).getFloat64(0);
  return 0;
}

function isTrue(text: string): boolean {
  const word = trimmed(text);
  return word.length === 4 && word.toLowerCase() === 'true';
}

/** The value as a condition: only positive numbers (truncated) and the text "true" hold. */
export function toBool(v: Basic): boolean {
  if (typeof v === 'boolean') return v;
  if (typeof v === 'number') return v > 0;
  if (typeof v === 'bigint') return v > 0n;
  if (typeof v === 'string') return isTrue(v);
  if (isDouble(v)) return v.value >= 1;
  return isRaw(v) && v.length > 0 && v[0] !== 0;
}

const either = (test: (v: Basic) => boolean, a: Basic, b: Basic) => test(a) || test(b);
const isString = (v: Basic) => typeof v === 'string';
const isLong = (v: Basic) => typeof v === 'bigint';
const isInt = (v: Basic) => typeof v === 'number';
const isBool = (v: Basic) => typeof v === 'boolean';

/** a + b */
export function add(a: Basic, b: Basic): Basic {
  if (typeof a === 'number' && typeof b === 'number') return (a + b) | 0;
  if (a === undefined) return b;
  if (either(isString, a, b)) return toText(a) + toText(b);
  if (either(isDouble, a, b)) return new Double(toDouble(a) + toDouble(b));
  if (either(isLong, a, b)) return BigInt.asIntN(64, toLong(a) + toLong(b));
  if (either(isInt, a, b)) return (toInt(a) + toInt(b)) | 0;
  if (either(isBool, a, b)) return toBool(a) || toBool(b);
  return toText(a) + toText(b);
}

/** a - b */
export function subtract(a: Basic, b: Basic): Basic {
  if (typeof a === 'number' && typeof b === 'number') return (a - b) | 0;
  if (a === undefined) {
    if (isDouble(b)) return new Double(-b.value);
    if (typeof b === 'bigint') return BigInt.asIntN(64, -b);
    if (typeof b === 'number') return -b | 0;
    return typeof b === 'boolean' ? !b : b;
  }
  if (either(isDouble, a, b)) return new Double(toDouble(a) - toDouble(b));
  if (either(isLong, a, b)) return BigInt.asIntN(64, toLong(a) - toLong(b));
  if (either(isInt, a, b)) return (toInt(a) - toInt(b)) | 0;
  return a;
}

/** a * b */
export function multiply(a: Basic, b: Basic): Basic {
  if (typeof a === 'number' && typeof b === 'number') return Math.imul(a, b);
  if (a === undefined) return 0;
  if (either(isDouble, a, b)) return new Double(toDouble(a) * toDouble(b));
  if (either(isLong, a, b)) return BigInt.asIntN(64, toLong(a) * toLong(b));
  if (either(isInt, a, b)) return Math.imul(toInt(a), toInt(b));
  if (either(isBool, a, b)) return toBool(a) && toBool(b);
  return a;
}

/** The number one up or down; void counts from 0. Null when the value is no number. */
export function step(a: Basic, by: 1 | -1): Basic | null {
  if (typeof a === 'number') return (a + by) | 0;
  if (a === undefined) return by;
  if (typeof a === 'bigint') return BigInt.asIntN(64, a + BigInt(by));
  return isDouble(a) ? new Double(a.value + by) : null;
}

/** A division of integers by zero: the caller makes it an `ArithmeticException` fault. */
export const divisionByZero = Symbol('division by zero');

/** a / b */
export function divide(a: Basic, b: Basic): Basic | typeof divisionByZero {
  if (typeof a === 'number' && typeof b === 'number') return b === 0 ? divisionByZero : (a / b) | 0;
  if (a === undefined) return 0;
  if (either(isDouble, a, b)) return new Double(toDouble(a) / toDouble(b));
  if (either(isLong, a, b)) {
    const by = toLong(b);
    return by === 0n ? divisionByZero : BigInt.asIntN(64, toLong(a) / by);
  }
  if (either(isInt, a, b)) {
    const by = toInt(b);
    return by === 0 ? divisionByZero : (toInt(a) / by) | 0;
  }
  return a;
}

/** a % b */
export function modulo(a: Basic, b: Basic): Basic | typeof divisionByZero {
  if (typeof a === 'number' && typeof b === 'number') return b === 0 ? divisionByZero : (a % b) | 0;
  if (a === undefined) return b;
  if (either(isDouble, a, b)) return new Double(toDouble(a) % toDouble(b));
  if (either(isLong, a, b)) {
    const by = toLong(b);
    return by === 0n ? divisionByZero : toLong(a) % by;
  }
  if (either(isInt, a, b)) {
    const by = toInt(b);
    return by === 0 ? divisionByZero : (toInt(a) % by) | 0;
  }
  return a;
}

/** a == b: by the stronger of both types; an undefined left side equals what its conversion gives. */
export function equal(a: Basic, b: Basic): boolean {
  if (typeof a === 'number' && typeof b === 'number') return a === b;
  if (b === undefined) return a === undefined;
  if (isRaw(a) || isRaw(b)) return toText(a) === toText(b);
  if (either(isString, a, b)) return toText(a) === toText(b);
  if (either(isDouble, a, b)) return toDouble(a) === toDouble(b);
  if (either(isLong, a, b)) return toLong(a) === toLong(b);
  if (either(isInt, a, b)) return toInt(a) === toInt(b);
  return toBool(a) === toBool(b);
}

/** Less than zero, zero, more than zero: always as numbers. NaN compares as nothing. */
export function compare(a: Basic, b: Basic): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (either(isDouble, a, b)) return toDouble(a) - toDouble(b);
  if (either(isLong, a, b)) {
    const [x, y] = [toLong(a), toLong(b)];
    return x < y ? -1 : x > y ? 1 : 0;
  }
  return toInt(a) - toInt(b);
}
