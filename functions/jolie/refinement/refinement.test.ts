import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compileRefinement, type RefinementPattern } from './index';

const spending = () => {
  const spent = { gas: 0, bytes: 0 };
  return {
    spent,
    charge: (gas: number) => void (spent.gas += gas),
    allocate: (bytes: number) => void (spent.bytes += bytes),
  };
};
const compiled = (pattern: string): Extract<RefinementPattern, { ok: true }> => {
  const found = compileRefinement(pattern);
  if (!found.ok) throw new Error(found.reason);
  return found;
};
const fits = (pattern: string, text: string): boolean => compiled(pattern).matches(text, spending());

describe('the pattern of a refinement', () => {
  it.each([
    ['', '', 'a'],
    ['a*', 'aaa', 'ab'],
    ['a|bc', 'bc', 'abc'],
    ['(a|b)+c?', 'abac', 'c'],
    ['a{2}', 'aa', 'aaa'],
    ['a{2,}', 'aaaa', 'a'],
    ['a{1,2}', 'aa', 'aaa'],
    ['.@z', 'aqqz', 'z'],
    ['[a-c-]+', 'a-c', 'd'],
    ['[^a-c]', 'd', 'b'],
    ['"a*b"', 'a*b', 'aab'],
    ['\\"\\.', '".', 'ab'],
    ['a()b', 'ab', 'a'],
    ['#|a', 'a', ''],
    ['^a$', '^a$', 'a'],
    ['\\d', 'd', '1'],
    ['*a', '*a', 'a'],
    ['(@a@)&(@b@)', 'xbxa', 'xbx'],
    ['~(@a@)', 'bcd', 'bad'],
    ['x~(a|b)y', 'xcy', 'xay'],
    ['<5-100>', '042', '101'],
    ['<05-10>', '07', '7'],
    ['[a-z]+&~(admin|root)', 'rooter', 'root'],
  ])('%j takes %j and not %j', (pattern, right, wrong) => {
    expect([fits(pattern, right), fits(pattern, wrong)]).toEqual([true, false]);
  });

  it.each(['(', '(a|)', 'a{', 'a{1', '[a', '"a', '<1-', '<a>', 'a|', '\\', '('.repeat(65), 'ab'.repeat(501)])(
    '%j is refused',
    (pattern) => expect(compileRefinement(pattern).ok).toBe(false),
  );

  it('given a pattern of the common syntax, then it matches what other engines match', () => {
    const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', 'c');
    const { tree } = fc.letrec<{ tree: string }>((tie) => ({
      tree: fc.oneof(
        { depthSize: 'medium', withCrossShrink: true },
        atom,
        fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => `(${a})(${b})`),
        fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => `(${a}|${b})`),
        fc
          .tuple(tie('tree'), fc.constantFrom('?', '*', '+', '{2}', '{1,3}', '{2,}'))
          .map(([a, many]) => `(${a})${many}`),
      ) as fc.Arbitrary<string>,
    }));
    fc.assert(
      fc.property(
        tree,
        fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 }),
        (pattern, text) => {
          const theirs = new RegExp(`^(?:${pattern})$`, 's').test(text);
          expect(fits(pattern, text)).toBe(theirs);
          expect(fits(`~(${pattern})`, text)).toBe(!theirs);
          expect(fits(`(${pattern})&(@a@)`, text)).toBe(theirs && text.includes('a'));
        },
      ),
    );
  });

  it('is matched in time that grows with the text alone, and costs the same every time', () => {
    const pattern = compiled('(a+)+b');
    const cost = (length: number) => {
      const meter = spending();
      expect(pattern.matches('a'.repeat(length), meter)).toBe(false);
      return meter.spent;
    };
    expect(cost(1_000)).toEqual(cost(1_000));
    expect(cost(2_000).gas).toBeLessThan(cost(1_000).gas * 2.5);
  });

  it('charges the states of a pattern that has very many before it makes them', () => {
    const { matches } = compiled('~(@a.{200}@)&@a.{300}');
    const meter = spending();
    matches('ab'.repeat(500), meter);
    expect(meter.spent.bytes).toBeGreaterThan(10_000);
  });
});
