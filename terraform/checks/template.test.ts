import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { partsOf } from './template';

describe('a template', () => {
  it('given text without an expression, it is one part', () => {
    expect(partsOf('a $ b {c}')).toEqual([{ text: 'a $ b {c}' }]);
    expect(partsOf('')).toEqual([]);
  });

  it('given braces and quotes within an expression, it ends where the outermost closes', () => {
    expect(partsOf('x${merge({ a = "}" }, b["${c["}"]}"])}y')).toEqual([
      { text: 'x' },
      { expression: 'merge({ a = "}" }, b["${c["}"]}"])' },
      { text: 'y' },
    ]);
  });

  it('given one that never closes, it is refused', () => {
    expect(() => partsOf('${a')).toThrow('a brace is never closed');
    expect(() => partsOf('${"a}')).toThrow('a quote is never closed');
  });

  it('given any texts and names, what it is made of is found again', () => {
    const text = fc.string({ minLength: 1 }).filter((each) => !each.includes('$'));
    const name = fc.stringMatching(/^[a-z]+(\.[a-z]+)?$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(text, name)), (pairs) => {
        const whole = pairs.map(([before, inside]) => `${before}\${${inside}}`).join('');
        const parts = pairs.flatMap(([before, inside]) => [{ text: before }, { expression: inside }]);
        expect(partsOf(whole)).toEqual(parts);
      }),
    );
  });
});
