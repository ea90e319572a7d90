import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { flat, pieceOf } from './pieces';

describe('a piece of a text', () => {
  it('has the characters of the text, and is the same text when it is flat', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(), fc.nat(), (text, from, to) => {
        expect(pieceOf(text, from, to)).toBe(text.slice(from, to));
        expect(flat(text)).toBe(text);
      }),
    );
  });
});
