import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { glanceOf } from './glance';

describe('a glance at a message', () => {
  it.each([
    ['words', 'hello there', 'hello there'],
    ['several lines', 'one\n\n  two', 'one two'],
    ['code in a line', 'try `x = 1` now', 'try x = 1 now'],
    ['a block of code', 'Try\n```jolie\nmain {\n  x = 1\n}\n```\nplease', 'Try main { x = 1 } please'],
    ['a backtick that marks nothing', 'one ` alone', 'one ` alone'],
    ['a link', 'see https://a.example/b', 'see https://a.example/b'],
    ['markup', '<b>bold</b>', '<b>bold</b>'],
  ])('given %s, when it is listed, then it is one line of what would be read', (_, text, glance) => {
    expect(glanceOf(text)).toBe(glance);
  });

  it('given any text, when it is listed, then it is one short line without half a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), (text) => {
        const glance = glanceOf(text);
        expect(glance.length).toBeLessThanOrEqual(200);
        expect(glance).not.toMatch(/\n/);
        expect(Buffer.from(glance).toString()).toBe(glance);
      }),
    );
  });
});
