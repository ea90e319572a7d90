import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  add,
  Children,
  compare,
  copyOf,
  divide,
  divisionByZero,
  Double,
  doubleText,
  equal,
  modulo,
  multiply,
  subtract,
  toBool,
  toDouble,
  toInt,
  toLong,
  toText,
  Value,
  type Basic,
} from './index';

const free = <T>(make: () => T): T => make();
const meter = { allocate() {}, charge() {}, making: free, placing: free };
const d = (value: number) => new Double(value);

describe('numbers', () => {
  it.each([
    [1, '1.0'],
    [1e7, '1.0E7'],
    [9999999, '9999999.0'],
    [0.001, '0.001'],
    [1e-4, '1.0E-4'],
    [1.2345e-4, '1.2345E-4'],
    [-0, '-0.0'],
    [1.7976931348623157e308, '1.7976931348623157E308'],
    [Infinity, 'Infinity'],
    [NaN, 'NaN'],
  ])('%d is printed as Java prints it: %s', (value, text) => {
    expect(doubleText(value)).toBe(text);
  });

  it('casts that cannot be made give 0', () => {
    expect(['abc', '1.5', '99999999999', '', ' '].map(toInt)).toEqual([0, 0, 0, 0, 0]);
    expect([toInt(' 12 '), toInt('+7'), toInt(d(3.99)), toInt(d(1e20)), toInt(5_000_000_000n)]).toEqual([
      12, 7, 3, 2147483647, 705032704,
    ]);
    expect([toLong('x'), toLong(d(NaN)), toLong(d(1e30))]).toEqual([0n, 0n, 9223372036854775807n]);
    expect([toDouble('1e3'), toDouble('x'), toDouble('.5')]).toEqual([1000, 0, 0.5]);
  });

  it('ints wrap at 32 bits and longs at 64', () => {
    expect(add(2147483647, 1)).toBe(-2147483648);
    expect(multiply(65536, 65536)).toBe(0);
    expect(add(9223372036854775807n, 1n)).toBe(-9223372036854775808n);
    expect(divide(-2147483648, -1)).toBe(-2147483648);
  });

  it.each<[string, Basic | typeof divisionByZero, Basic | typeof divisionByZero]>([
    ['7 / 2', divide(7, 2), 3],
    ['-7 % 3', modulo(-7, 3), -1],
    ['1 / 0', divide(1, 0), divisionByZero],
    ['true + true', add(true, true), true],
    ['true - true', subtract(true, true), true],
    ['"x" * "y"', multiply('x', 'y'), 'x'],
    ['"x" - 7', subtract('x', 7), -7],
    ['undefined * 7', multiply(undefined, 7), 0],
    ['undefined / 7', divide(undefined, 7), 0],
    ['undefined % 7', modulo(undefined, 7), 7],
    ['7 * undefined', multiply(7, undefined), 0],
    ['1 + "a"', add(1, 'a'), '1a'],
  ])('%s', (_, result, expected) => {
    expect(result).toEqual(expected);
  });
});

describe('comparisons', () => {
  it('are made as numbers, whatever the operands', () => {
    expect(compare('a', 'b')).toBe(0);
    expect(compare('10', '9')).toBeGreaterThan(0);
  });

  it('an undefined left side equals what its conversion gives', () => {
    expect([
      equal(undefined, 0),
      equal(undefined, ''),
      equal(undefined, false),
      equal(undefined, undefined),
    ]).toEqual([true, true, true, true]);
    expect(equal(0, undefined)).toBe(false);
  });

  it('only positive numbers and the text true, in any case, hold as a condition', () => {
    const all: Basic[] = [1, 1n, d(1.5), true, 'true', 'TRUE'];
    const none: Basic[] = [0, -1, -1n, d(0.5), d(-2), false, '1', '', undefined];
    expect(all.map(toBool)).toEqual(all.map(() => true));
    expect(none.map(toBool)).toEqual(none.map(() => false));
  });
});

describe('children', () => {
  const orderOf = (names: readonly string[]) => {
    const children = new Children<number>();
    names.forEach((name, i) => children.set(name, i));
    return children.names();
  };

  it('are in the order of a Java ConcurrentHashMap, not of insertion', () => {
    expect(orderOf(['messageBody', 'ownID', 'senderID', 'recipientIDs'])).toEqual([
      'ownID',
      'senderID',
      'recipientIDs',
      'messageBody',
    ]);
    expect(orderOf(['10', '9', '1'])).toEqual(['1', '9', '10']);
  });

  it('hold any name, those of JavaScript’s objects too, through all their growing', () => {
    const names = fc.uniqueArray(
      fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty')),
      { maxLength: 100 },
    );
    fc.assert(
      fc.property(names, fc.func(fc.boolean()), (all, removes) => {
        const children = new Children<string>();
        for (const name of all) children.set(name, name);
        for (const name of all) if (removes(name)) children.delete(name);
        const kept = all.filter((name) => !removes(name));
        expect(children.count).toBe(kept.length);
        expect(children.names().sort()).toEqual([...kept].sort());
        expect(kept.every((name) => children.get(name) === name)).toBe(true);
      }),
    );
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

describe('children with names of one hash', () => {
  const names = Array.from({ length: 10 }).reduce<string[]>(
    (shorter) => shorter.flatMap((name) => [`${name}Aa`, `${name}BB`]),
    [''],
  );

  it('are found, taken out and put in again, and keep the order of their coming', () => {
    const children = new Children<number>();
    names.forEach((name, i) => children.set(name, i));
    expect(names.map((name) => children.get(name))).toEqual(names.map((_, i) => i));
    const gone = [names[0]!, names[500]!, names.at(-1)!];
    for (const name of gone) children.delete(name);
    expect(children.get(gone[1]!)).toBeUndefined();
    for (const name of gone) children.set(name, -1);
    expect(children.names()).toEqual([...names.filter((name) => !gone.includes(name)), ...gone]);
    expect(children.count).toBe(names.length);
  });

  it('tell how many were passed on the way to the one that is taken out', () => {
    const children = new Children<number>();
    names.forEach((name, i) => children.set(name, i));
    expect(children.delete(names[700]!)).toBe(700);
    expect(children.delete('no such name')).toBeLessThan(2);
  });
});

describe('a copy', () => {
  it('has the whole tree and shares none of it, however deep it is', () => {
    const root = new Value('root');
    let node = root;
    for (let i = 0; i < 50_000; i++) node = node.append('a', i, meter);
    const copy = copyOf(root, meter);
    root.child('a')!.basic = 'changed';
    expect(copy.child('a')!.basic).toBe(0);
    let depth = 0;
    for (let at: Value | undefined = copy; at !== undefined; at = at.child('a')) depth++;
    expect(depth).toBe(50_001);
    expect(toText(copy.basic)).toBe('root');
  });
});
