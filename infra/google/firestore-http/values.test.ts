import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decode, encode, FirestoreMoment } from './values';

const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    fc.constant(null),
    fc.boolean(),
    fc.string({ unit: 'binary' }),
    fc.double(),
    fc.maxSafeInteger(),
    fc.array(tie('any')),
    fc.dictionary(fc.string(), tie('any'), { noNullPrototype: true }),
  ),
})).any;

describe('a value of Firestore by HTTP', () => {
  it('given any value, then it comes back from JSON as it went', () => {
    fc.assert(
      fc.property(value, (given) => {
        expect(decode(JSON.parse(JSON.stringify(encode(given))))).toEqual(given);
      }),
    );
  });

  it.each([
    [1, { integerValue: '1' }],
    [0.5, { doubleValue: 0.5 }],
    [NaN, { doubleValue: 'NaN' }],
    [-Infinity, { doubleValue: '-Infinity' }],
    [2 ** 53, { doubleValue: 2 ** 53 }],
    [[], { arrayValue: { values: [] } }],
    [new Date(5), { timestampValue: '1970-01-01T00:00:00.005Z' }],
  ])('given %p, then Firestore gets %p', (given, wire) => {
    expect(encode(given)).toEqual(wire);
  });

  it.each([
    ['1970-01-01T00:00:01Z', 1, 0],
    ['1970-01-01T00:00:01.000000001Z', 1, 1],
    ['1969-12-31T23:59:59.5Z', -1, 500_000_000],
  ])('given the time %s, then nothing of it is lost', (text, seconds, nanoseconds) => {
    const moment = decode({ timestampValue: text }) as FirestoreMoment;
    expect(moment).toEqual(new FirestoreMoment(seconds, nanoseconds));
    expect(FirestoreMoment.from(moment.toString())).toEqual(moment);
  });

  it('given what Parley never writes, then it is no value of its', () => {
    const place = { geoPointValue: { latitude: 1, longitude: 2 } };
    expect(decode(place)).toEqual(place);
  });

  it.each([undefined, Symbol('s'), () => {}, new Map(), 1n])('given %p, then it throws', (given) => {
    expect(() => encode(given)).toThrow(TypeError);
    expect(() => encode({ in: [given] })).toThrow(TypeError);
  });
});
