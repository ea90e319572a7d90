import { describe, expect, it } from '@jest/globals';
import { propertySet, valuedPropertySet } from './named-sets';

function namedPoints(name: string) {
  const [key, value] = name.split('=');
  return value === undefined ? propertySet(name, false, false) : valuedPropertySet(key!, value, false);
}

const has = (name: string, text: string) =>
  [...text].map((each) => namedPoints(name)!.has(each.codePointAt(0)!));

describe('properties of Unicode 13', () => {
  it.each([
    ['L', 'aÈ日', '1_ '],
    ['Lu', 'AÈΩ', 'aè'],
    ['IsLatin', 'aÈſ', 'Ωж日'],
    ['IsGreek', 'αΩ', 'a'],
    ['script=Cyrillic', 'жЯ', 'a'],
    ['sc=Hira', 'ひ', 'カ'],
    ['InGreek', 'α', 'a'],
    ['InCyrillic', 'ж', 'a'],
    ['IsAlphabetic', 'aж日', '1 '],
    ['IsWhite_Space', ' \u00a0\u2003', 'a'],
    ['javaLowerCase', 'aèª', 'A1'],
    ['javaWhitespace', ' \t\u2003', '\u00a0a'],
    ['gc=Nd', '5٣', 'a½'],
    ['Sc', '€$', 'a'],
    ['L1', 'ÿ', 'Ā'],
  ])('%s', (name, inside, outside) => {
    expect(has(name, inside)).not.toContain(false);
    expect(has(name, outside)).not.toContain(true);
  });

  it.each(['', 'Nothing', 'IsNothing', 'InNothing', 'sc=Nothing', 'constructor', '__proto__', 'Is'])(
    'has none called %j',
    (name) => expect(namedPoints(name)).toBeNull(),
  );

  it('agree with the host, which knows a later version, on letters that both have', () => {
    const letters = namedPoints('L')!;
    const assigned = namedPoints('IsAssigned')!;
    const host = /\p{L}/u;
    let differing = 0;
    for (let point = 0; point < 0x30000; point++) {
      if (point >= 0xd800 && point < 0xe000) continue;
      if (assigned.has(point) && letters.has(point) !== host.test(String.fromCodePoint(point))) differing++;
    }
    expect(differing).toBe(0);
  });
});
